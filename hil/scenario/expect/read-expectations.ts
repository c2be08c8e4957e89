import { nearestName } from '../../base/nearest-name.ts';
import { keyShown, keysShown, type Refuse, shown } from '../../yaml/problem.ts';
import { refuseKey } from '../../yaml/read-table.ts';
import { described, type MapTree, type Tree } from '../../yaml/tree.ts';
import { type CheckForm, checkForms } from '../checks/check-forms.ts';
import { splitSignal } from '../checks/drug-signals.ts';
import { type ScenarioContext, ScopeReader } from '../checks/scope.ts';
import { type SignalName, signals } from '../checks/vocabulary.ts';
import { patternKeys } from '../patterns/pattern-keys.ts';
import type { Expectation } from '../scenario.ts';
import { allForms, patternFormFor } from './all-forms.ts';

const KINDS = Object.keys(allForms);
const SIGNALS: Readonly<Record<string, SignalName>> = signals;

/** Reads the expectations. At least one is required, because a run without expectations proves nothing. */
export function readExpectations(top: MapTree, around: ScenarioContext, refuse: Refuse): readonly Expectation[] {
  const tree = top.entries.get('expect')?.value;
  if (tree === undefined && top.entries.has('ends at')) return [];
  if (tree?.kind !== 'list' || tree.items.length === 0) {
    refuseNone(top, tree, refuse);
    return [];
  }
  const read: Expectation[] = [];
  for (const item of tree.items) {
    const expectation = readExpectation(item, around, refuse);
    const before = read.find((one) => one.name === expectation?.name);
    if (before !== undefined) refuseTwin(item as MapTree, before, refuse);
    else if (expectation !== undefined) read.push(expectation);
  }
  return read;
}

function refuseNone(top: MapTree, tree: Tree | undefined, refuse: Refuse): void {
  const allowed = 'a list of at least one expectation';
  if (tree === undefined) refuse(top.place, 'no `expect`', `${allowed}, or \`ends at\` without any`);
  else refuse(tree.place, `${tree.kind === 'list' ? 'an empty list' : described(tree)} for \`expect\``, allowed);
}

function refuseTwin(item: MapTree, before: Expectation, refuse: Refuse): void {
  const place = item.entries.get('name')?.value.place ?? item.place;
  refuse(place, `name ${shown(before.name)} twice (first in line ${before.place.line})`, 'each name once');
}

function readExpectation(item: Tree, around: ScenarioContext, refuse: Refuse): Expectation | undefined {
  if (item.kind !== 'map') {
    refuse(
      item.place,
      `${described(item)} as an expectation`,
      `a mapping with ${keyShown('name')} and one of ${keysShown(KINDS)}`,
    );
    return undefined;
  }
  const form = formOf(item, refuse);
  const read = form?.read(item, new ScopeReader(around, item, refuse), refuse);
  return read === undefined ? undefined : { ...read, place: item.place };
}

/** Finds the form by the one key that names the kind, and by the signal in the expectation. */
function formOf(item: MapTree, refuse: Refuse): CheckForm | undefined {
  const keys = [...item.entries.keys()];
  const [kind, second] = keys.filter((key) => Object.hasOwn(allForms, key));
  if (kind === undefined) {
    refuseNoKind(item, keys, refuse);
    return undefined;
  }
  if (second !== undefined) {
    const place = item.entries.get(second)?.keyPlace ?? item.place;
    refuse(place, `two kinds, ${keyShown(kind)} and ${keyShown(second)}`, 'one kind in an expectation');
    return undefined;
  }
  const pattern = patternFormFor(kind, item);
  if (pattern !== undefined) return pattern;
  const forms = checkForms[kind] ?? [];
  return forms.length === 1 ? forms[0] : formOfSignal(kind, forms, item, refuse);
}

function formOfSignal(kind: string, forms: readonly CheckForm[], item: MapTree, refuse: Refuse): CheckForm | undefined {
  const value = item.entries.get(kind)?.value as Tree;
  const name = value.kind === 'scalar' ? value.text : '';
  const { base } = splitSignal(name);
  const signal = Object.hasOwn(SIGNALS, base) ? SIGNALS[base] : undefined;
  if (signal !== undefined) return forms.find((form) => form.dimension === signal.dimension);
  const known = Object.keys(SIGNALS);
  refuse(value.place, `${described(value)} for ${keyShown(kind)}`, known.join(', '), nearestName(name, known));
  return undefined;
}

function refuseNoKind(item: MapTree, keys: readonly string[], refuse: Refuse): void {
  const common = [
    ...['name', 'requires', 'during', 'after', 'when', 'and then', 'within', 'unless', 'may never happen', 'at'],
    'marginal from',
    ...patternKeys.filter((key) => !KINDS.includes(key)),
  ];
  const stranger = keys.find((key) => !common.includes(key));
  if (stranger === undefined) refuse(item.place, 'expectation: no kind', `one of ${keysShown(KINDS)}`, undefined, true);
  else refuseKey(item, stranger, [...common, ...KINDS], refuse);
}
