import type { Refuse } from '../../yaml/problem.ts';
import type { MapTree, Tree } from '../../yaml/tree.ts';
import { timeText } from '../../yaml/units.ts';
import type { ScenarioContext } from '../checks/scope.ts';
import { nextLike } from '../checks/span.ts';
import { type Formula, not } from '../formula/formula.ts';
import { and, firstOf, once, or, START } from './build-formula.ts';
import { momentUs } from './known-begin.ts';
import { entryEvent, type WrittenConditions } from './read-written.ts';

/** Returns the part of the run in which a check looks, according to the keys of `tree`. Undefined for the whole run. */
export function scopeFormula(
  tree: MapTree,
  conditions: WrittenConditions,
  around: ScenarioContext,
  refuse: Refuse,
): Formula | undefined {
  const treeOf = (key: string): Tree | undefined => tree.entries.get(key)?.value;
  let scope: Formula | undefined;
  const restrict = (to: Formula | undefined): void => {
    if (to !== undefined) scope = scope === undefined ? to : and(scope, to);
  };
  const [during, except, before] = ['during', 'except during', 'before'].map(treeOf);
  if (during !== undefined) restrict(stretchOf('during', during, conditions, around, refuse));
  if (except !== undefined) restrict(negated(stretchOf('except during', except, conditions, around, refuse)));
  if (before !== undefined) restrict(upTo(conditions.moment('before', before)));
  return scope;
}

function negated(formula: Formula | undefined): Formula | undefined {
  return formula === undefined ? undefined : not(formula);
}

/** Returns the time up to the first occurrence of a moment, that moment included. */
function upTo(moment: Formula | undefined): Formula | undefined {
  return moment === undefined ? undefined : or(not(once(undefined, moment)), firstOf(moment));
}

/** Returns the time from a moment on, up to just before another moment. */
function stretchOf(
  key: string,
  tree: Tree,
  conditions: WrittenConditions,
  around: ScenarioContext,
  refuse: Refuse,
): Formula | undefined {
  if (tree.kind === 'map') return refusesReversed(tree, around, refuse) ? undefined : betweenMoments(tree, conditions);
  const begins = conditions.moment(key, tree);
  if (begins?.kind !== 'event' || begins.event !== 'bench.entry') return begins;
  const next = nextLike(begins.text ?? '', around.entries);
  return next === undefined ? once(undefined, begins) : between(begins, entryEvent(next));
}

/** Refuses a part whose end is known to come before its begin. Returns whether it did. */
function refusesReversed(tree: MapTree, around: ScenarioContext, refuse: Refuse): boolean {
  const [from, to] = ['from', 'to'].map((end) => tree.entries.get(end)?.value);
  if (from === undefined || to === undefined) return false;
  const [fromUs, toUs] = [momentUs(from, around), momentUs(to, around)];
  if (fromUs === undefined || toUs === undefined || toUs >= fromUs) return false;
  refuse(to.place, `\`to\` at ${timeText(toUs)}, before \`from\` at ${timeText(fromUs)}`, 'a later moment, or end');
  return true;
}

function betweenMoments(tree: MapTree, conditions: WrittenConditions): Formula | undefined {
  const [from, to] = ['from', 'to'].map((end) => tree.entries.get(end)?.value);
  const begins = from === undefined ? START : conditions.moment('from', from);
  if (begins === undefined || to === undefined) return undefined;
  if (to.kind === 'scalar' && to.text === 'end') return once(undefined, begins);
  const ends = conditions.moment('to', to);
  return ends === undefined ? undefined : between(begins, ends);
}

function between(begins: Formula, ends: Formula): Formula {
  return { kind: 'since', left: not(ends), right: begins };
}
