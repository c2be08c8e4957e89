import type { Formula, Predicate } from '../formula/formula.ts';
import { predicateText } from '../formula/formula-text.ts';
import type { TruthOverTime } from '../formula/truth.ts';
import type { PatternEvidence } from '../patterns/judge-pattern.ts';
import { occurrencesOf } from '../patterns/occurrence.ts';
import type { Pattern } from '../patterns/pattern.ts';
import { changedComparison } from './changed-comparison.ts';
import { allPartsOf, predicatesIn, replaced } from './changed-formula.ts';
import { changedWindow } from './changed-window.ts';
import { firstWhole } from './first-passing.ts';

/** Most parts of a formula that are changed, and most changes that are named. */
const PARTS_MAX = 12;
const NAMED_MAX = 3;
const COUNT_MAX = 1_000_000;

/** A failed check that may be judged again with a part changed. */
export interface Rejudged {
  readonly pattern: Pattern;
  readonly evidence: PatternEvidence;
  /** Returns whether the check passes with another formula in place of a part. */
  readonly passesWith: (part: Formula, by: Formula) => boolean;
  /** Returns whether it passes if a predicate has another truth. */
  readonly passesIf: (part: Predicate, truth: TruthOverTime) => boolean;
}

/**
 * Returns the changes of one limit, in time or of a signal, with which a failed check passes, each judged again; undefined
 * if no change of one limit lets it pass.
 */
export function neededChange(pattern: Pattern, evidence: PatternEvidence): string | undefined {
  const { evaluation } = evidence;
  const { trigger, ended, response } = pattern;
  const predicates = predicatesIn(response);
  const kept = new Map<Formula, TruthOverTime>();
  for (const one of [trigger, ended, ...predicates.filter(({ kind }) => kind !== 'count')])
    if (one !== undefined) kept.set(one, evaluation.truthOf(one));
  const passes = (changed: Formula, known: ReadonlyMap<Formula, TruthOverTime>): boolean =>
    occurrencesOf({ ...pattern, response: changed }, evaluation.withKnown(known)).worst?.verdict === 'pass';
  const rejudged: Rejudged = {
    pattern,
    evidence,
    passesWith: (part, by) => passes(replaced(response, part, by), kept),
    passesIf: (part, truth) => {
      const equal = predicates.filter((one) => JSON.stringify(one) === JSON.stringify(part));
      return passes(response, new Map([...kept, ...equal.map((one) => [one, truth] as const)]));
    },
  };
  const changes = allPartsOf(response)
    .slice(0, PARTS_MAX)
    .flatMap((part) => changeOf(part, rejudged) ?? []);
  return changes.length === 0 ? undefined : [...new Set(changes)].slice(0, NAMED_MAX).join(', or ');
}

function changeOf(part: Formula, rejudged: Rejudged): string | undefined {
  switch (part.kind) {
    case 'compare':
    case 'in range':
      return changedComparison(part, rejudged);
    case 'count':
      return changedCount(part, rejudged);
    default:
      return changedWindow(part, rejudged);
  }
}

function changedCount(
  part: Extract<Formula, { readonly kind: 'count' }>,
  { passesWith }: Rejudged,
): string | undefined {
  const passes = (limit: number): boolean => passesWith(part, { ...part, limit });
  const limit = firstWhole(part.limit, COUNT_MAX, passes) ?? firstWhole(part.limit, 0, passes);
  // A count of at least 0 says nothing.
  const isEmpty = limit === 0 && part.is === '>=';
  return limit === undefined || isEmpty ? undefined : predicateText({ ...part, limit });
}
