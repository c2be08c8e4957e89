import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { type ActiveSum, limitsOf, type SumLimits, sumAt } from './active-sum.ts';
import type { Comparison, Predicate, Term } from './formula.ts';
import { endUsOf, pointAt, startUsOf } from './instant.ts';
import type { InstantSet } from './instant-set.ts';
import type { FormulaFacts } from './run-facts.ts';
import { monotoneParts } from './smooth-parts.ts';
import { type Stretch, type StretchListener, TermStream } from './term-stream.ts';
import { differenceOf } from './term-sum.ts';

/** Smallest and largest value of a sum in some instants. */
class Extremes implements StretchListener {
  readonly #instants: InstantSet;
  #at = 0;
  low = Number.POSITIVE_INFINITY;
  high = Number.NEGATIVE_INFINITY;

  constructor(instants: InstantSet) {
    this.#instants = instants;
  }

  /** Processes the part of a stretch that lies in the instants. The stretches have to come in the order of time. */
  stretch({ sum, fromUs, toUs }: Stretch): void {
    const instants = this.#instants;
    const [first, last] = [pointAt(fromUs), pointAt(toUs) + 1];
    while (this.#at < instants.length && (instants[this.#at + 1] as number) < first) this.#at += 2;
    for (let i = this.#at; i < instants.length && (instants[i] as number) <= last; i += 2) {
      const begin = Math.max(first, instants[i] as number);
      const end = Math.min(last, instants[i + 1] as number);
      this.#take(sum, startUsOf(begin), Math.min(endUsOf(end), toUs));
    }
  }

  #take(sum: ActiveSum, fromUs: number, toUs: number): void {
    const parts = monotoneParts(sum, fromUs, toUs);
    const values = parts?.map((atUs) => sumAt(sum, atUs)) ?? endsOf(limitsOf(sum, fromUs, toUs));
    this.low = Math.min(this.low, ...values);
    this.high = Math.max(this.high, ...values);
  }
}

/** A comparison that decided a check. */
export interface DecidedComparison {
  readonly predicate: Predicate;
  /** Instants at which it decided. */
  readonly instants: InstantSet;
  /** Whether the comparison was true there, and whether the check passed because of that. */
  readonly holds: boolean;
  readonly hasPassed: boolean;
}

/**
 * Returns how far a comparison was from its limit, in the unit of its signals: the smallest distance for a pass, minus
 * the largest one for a failure. Undefined for other predicates and without a value.
 */
export function marginOf(
  { predicate, instants, holds, hasPassed }: DecidedComparison,
  records: readonly TraceRecord[],
  facts: FormulaFacts,
): number | undefined {
  const sides = sidesOf(predicate).map((side) => differenceRange(side, instants, records, facts));
  const lowest = Math.min(...sides.map(({ low }) => low));
  const highest = Math.min(...sides.map(({ high }) => high));
  // A pass depends on the value nearest to the limit, a failure on the value furthest beyond it.
  const margin = holds ? (hasPassed ? lowest : -highest) : hasPassed ? -highest : lowest;
  // The mean line of a stepped signal may lie beyond a limit that its steps meet. No margin is better than a margin of
  // the wrong sign.
  const isRight = hasPassed ? margin >= 0 : margin <= 0;
  // A pass at its limit has a margin of 0, not of -0.
  return Number.isFinite(margin) && isRight ? margin + 0 : undefined;
}

/** Returns the range of how far a comparison is met in some instants, by the mean lines of its signals. */
export function differenceRange(
  [left, is, right]: readonly [Term, Comparison, Term],
  instants: InstantSet,
  records: readonly TraceRecord[],
  facts: FormulaFacts,
): { readonly low: number; readonly high: number } {
  const sum = is.startsWith('>') ? differenceOf(left, right) : differenceOf(right, left);
  const extremes = new Extremes(instants);
  const stream = new TermStream(sum, facts.traitsOf);
  stream.listen(extremes);
  const toUs = endUsOf(instants.at(-1) ?? 0);
  const names = stream.signals;
  const read = records.filter((record) => !isEvent(record) && record.t <= toUs && names.includes(record.s));
  for (const record of names.length > 1 ? read.toSorted((a, b) => a.t - b.t) : read) {
    if (isEvent(record)) continue;
    const piece = facts.pieceOf(record);
    if (piece !== undefined) stream.hear(stream.leavesOf(record.s), piece);
  }
  stream.end(toUs);
  return extremes;
}

function endsOf({ low, high }: SumLimits): readonly number[] {
  return [low, high];
}

/** Returns the comparisons that a comparison or a range consists of. */
export function sidesOf(predicate: Predicate): readonly (readonly [Term, Comparison, Term])[] {
  if (predicate.kind === 'compare') return [[predicate.left, predicate.is, predicate.right]];
  if (predicate.kind !== 'in range') return [];
  return [
    [predicate.of, '>=', predicate.low],
    [predicate.of, '<=', predicate.high],
  ];
}
