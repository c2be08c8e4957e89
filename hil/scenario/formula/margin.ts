import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { limitsOf, type SumLimits, sumAt } from './active-sum.ts';
import type { Comparison, Predicate, Term } from './formula.ts';
import type { RunFacts } from './run-facts.ts';
import { monotoneParts } from './smooth-parts.ts';
import { type Stretch, type StretchListener, TermStream } from './term-stream.ts';
import { differenceOf } from './term-sum.ts';

/** Smallest and largest value of a sum in a span. */
class Extremes implements StretchListener {
  readonly #fromUs: number;
  readonly #toUs: number;
  low = Number.POSITIVE_INFINITY;
  high = Number.NEGATIVE_INFINITY;

  constructor(fromUs: number, toUs: number) {
    this.#fromUs = fromUs;
    this.#toUs = toUs;
  }

  stretch({ sum, fromUs, toUs }: Stretch): void {
    const [from, to] = [Math.max(fromUs, this.#fromUs), Math.min(toUs, this.#toUs)];
    if (to < from) return;
    const parts = monotoneParts(sum, from, to);
    const values = parts?.map((atUs) => sumAt(sum, atUs)) ?? endsOf(limitsOf(sum, from, to));
    this.low = Math.min(this.low, ...values);
    this.high = Math.max(this.high, ...values);
  }
}

/** A comparison that decided a check. */
export interface DecidedComparison {
  readonly predicate: Predicate;
  readonly fromUs: number;
  readonly toUs: number;
  /** Whether the comparison held there, and whether the check passed by that. */
  readonly holds: boolean;
  readonly hasPassed: boolean;
}

/**
 * Returns how far a comparison was from its limit, in the unit of its signals: the smallest distance for a pass, the largest
 * one as a negative number for a fail. Undefined for other predicates and without a value.
 */
export function marginOf(
  { predicate, fromUs, toUs, holds, hasPassed }: DecidedComparison,
  records: readonly TraceRecord[],
  facts: RunFacts,
): number | undefined {
  const sides = sidesOf(predicate).map((side) => extremesOf(side, fromUs, toUs, records, facts));
  const lowest = Math.min(...sides.map(({ low }) => low));
  const highest = Math.min(...sides.map(({ high }) => high));
  // A pass rests on the value nearest to the limit, a fail on the one furthest beyond it.
  const margin = holds ? (hasPassed ? lowest : -highest) : hasPassed ? -highest : lowest;
  return Number.isFinite(margin) ? margin : undefined;
}

function extremesOf(
  [left, is, right]: readonly [Term, Comparison, Term],
  fromUs: number,
  toUs: number,
  records: readonly TraceRecord[],
  facts: RunFacts,
): Extremes {
  const sum = is.startsWith('>') ? differenceOf(left, right) : differenceOf(right, left);
  const extremes = new Extremes(fromUs, toUs);
  const stream = new TermStream(sum, facts.traitsOf);
  stream.listen(extremes);
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

function sidesOf(predicate: Predicate): readonly (readonly [Term, Comparison, Term])[] {
  if (predicate.kind === 'compare') return [[predicate.left, predicate.is, predicate.right]];
  if (predicate.kind !== 'in range') return [];
  return [
    [predicate.of, '>=', predicate.low],
    [predicate.of, '<=', predicate.high],
  ];
}
