import { isEvent } from '../../../firmware-sim/trace/record.ts';
import { ComparisonStream } from '../formula/comparison-stream.ts';
import type { Comparison, Predicate, Term } from '../formula/formula.ts';
import { predicateText, termText } from '../formula/formula-text.ts';
import { ALL_INSTANTS, NO_INSTANTS } from '../formula/instant-set.ts';
import { differenceRange, sidesOf } from '../formula/margin.ts';
import { TermStream } from '../formula/term-stream.ts';
import { differenceOf } from '../formula/term-sum.ts';
import { bothOf, type TruthOverTime } from '../formula/truth.ts';
import type { PatternEvidence } from '../patterns/judge-pattern.ts';
import { firstNumber } from './first-passing.ts';
import type { Rejudged } from './needed-change.ts';
import { OTHER_AT_EQUAL, withLimitBehind } from './needed-limit.ts';
import { roundedOut } from './rounded-out.ts';

type Compare = Extract<Predicate, { readonly kind: 'compare' }>;
type InRange = Extract<Predicate, { readonly kind: 'in range' }>;
type Side = readonly [left: Term, is: Comparison, right: Term];

/** Each search reads the records of a comparison some thirty times. */
const RECORDS_MAX = 40_000;
const DIGITS = 4;
const ALWAYS: TruthOverTime = { sure: ALL_INSTANTS, maybe: ALL_INSTANTS };
const NEVER: TruthOverTime = { sure: NO_INSTANTS, maybe: NO_INSTANTS };

/** Returns the nearest limit of a comparison with which a failed check passes, as text; undefined if none does. */
export function changedComparison(predicate: Compare | InRange, rejudged: Rejudged): string | undefined {
  const { records } = rejudged.evidence;
  if (records.length === 0 || records.length > RECORDS_MAX) return undefined;
  return predicate.kind === 'compare' ? changedCompare(predicate, rejudged) : changedRange(predicate, rejudged);
}

function changedCompare(predicate: Compare, { evidence, passesIf }: Rejudged): string | undefined {
  const { left, is, right, unit } = predicate;
  const widest = [ALWAYS, NEVER].find((truth) => passesIf(predicate, truth));
  if (widest === undefined) return undefined;
  const passesBy = (slack: number, by: Comparison = is): boolean =>
    passesIf(predicate, truthWith([left, by, right], slack, evidence));
  const farthest = farthestOf([left, is, right], widest === ALWAYS, evidence);
  const slack = firstNumber(0, farthest, (one) => passesBy(one));
  const compared = withLimitBehind(predicate);
  if (slack === undefined || compared === undefined) return undefined;
  const sign = compared.is.startsWith('<') ? 1 : -1;
  const passesAt = (limit: number, by?: Comparison): boolean => passesBy(sign * (limit - compared.limit), by);
  const needed = compared.limit + sign * slack;
  const near = Number(needed.toPrecision(DIGITS));
  const text = (by: Comparison, limit: number): string => `${termText(compared.of)} ${by} ${limit} ${unit}`.trim();
  if (passesAt(near)) return text(compared.is, near);
  // At the very value a comparison that counts equal numbers otherwise may pass.
  if (passesAt(near, OTHER_AT_EQUAL[is])) return text(OTHER_AT_EQUAL[compared.is], near);
  return text(compared.is, roundedOut(needed, sign * slack > 0 ? 'up' : 'down'));
}

/** Returns a range with one limit moved, or with both if neither alone is enough. Only a wider range is tried. */
function changedRange(predicate: InRange, { evidence, passesIf }: Rejudged): string | undefined {
  const { low, high, of, unit } = predicate;
  if (low.kind !== 'number' || high.kind !== 'number' || !passesIf(predicate, ALWAYS)) return undefined;
  const sides = sidesOf(predicate);
  const [lower, upper] = sides.map((side) => farthestOf(side, true, evidence)) as [number, number];
  const passesBy = (below: number, above: number): boolean => {
    const [first, second] = [below, above].map((slack, i) => truthWith(sides[i] as Side, slack, evidence));
    return passesIf(predicate, bothOf(first as TruthOverTime, second as TruthOverTime));
  };
  const above = passesBy(lower, 0) ? 0 : firstNumber(0, upper, (one) => passesBy(lower, one));
  if (above === undefined) return undefined;
  const below = passesBy(0, above) ? 0 : firstNumber(0, lower, (one) => passesBy(one, above));
  if (below === undefined) return undefined;
  const to = above === 0 ? high.value : roundedLimit(high.value, above, (one) => passesBy(below, one - high.value));
  const from =
    below === 0 ? low.value : roundedLimit(low.value, -below, (one) => passesBy(low.value - one, to - high.value));
  const number = (value: number, stated: Term & { readonly kind: 'number' }): Term =>
    value === stated.value ? stated : { kind: 'number', value, text: `${value} ${unit}`.trim() };
  return predicateText({ kind: 'in range', of, low: number(from, low), high: number(to, high), unit });
}

/** Returns a limit of four digits near the needed one, if the check passes with it, else the next one that allows more. */
function roundedLimit(limit: number, change: number, passes: (limit: number) => boolean): number {
  const needed = limit + change;
  const near = Number(needed.toPrecision(DIGITS));
  return passes(near) ? near : roundedOut(needed, change > 0 ? 'up' : 'down');
}

/** Returns the slack with which a side is true at all times of the run, or at none. */
function farthestOf(side: Side, isAlways: boolean, { records, facts, evaluation }: PatternEvidence): number {
  const { low, high } = differenceRange(side, [0, 2 * evaluation.times.recordedUs], records, facts);
  const span = Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE);
  // Errors lie beyond the mean line.
  return isAlways ? Math.max(0, -low) + span : Math.min(0, -high) - span;
}

/** Returns the truth of a side whose limit allows more by a slack. */
function truthWith(
  [left, is, right]: Side,
  slack: number,
  { records, facts, evaluation }: PatternEvidence,
): TruthOverTime {
  const sum = is.startsWith('>') ? differenceOf(left, right) : differenceOf(right, left);
  const stream = new TermStream({ ...sum, constant: 0 }, facts.traitsOf);
  const comparison = new ComparisonStream(stream, sum.constant + slack, !is.endsWith('='));
  const names = stream.signals;
  const read = records.filter((record) => !isEvent(record) && names.includes(record.s));
  for (const record of names.length > 1 ? read.toSorted((a, b) => a.t - b.t) : read) {
    if (isEvent(record)) continue;
    const piece = facts.pieceOf(record);
    if (piece !== undefined) stream.hear(stream.leavesOf(record.s), piece);
  }
  return comparison.truthUpTo(evaluation.times.recordedUs);
}
