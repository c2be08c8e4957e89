import type { Comparison, Predicate, Term } from '../formula/formula.ts';
import { predicateText, termText } from '../formula/formula-text.ts';
import { ALL_INSTANTS, NO_INSTANTS } from '../formula/instant-set.ts';
import { sidesOf } from '../formula/margin.ts';
import { bothOf, type TruthOverTime } from '../formula/truth.ts';
import { ComparedSide, type Side } from './compared-side.ts';
import { firstNumber } from './first-passing.ts';
import type { Rejudged } from './needed-change.ts';
import { OTHER_AT_EQUAL, withLimitBehind } from './needed-limit.ts';
import { roundedOut } from './rounded-out.ts';

type Compare = Extract<Predicate, { readonly kind: 'compare' }>;
type InRange = Extract<Predicate, { readonly kind: 'in range' }>;

/** Each search reads the records of a comparison some twenty times. Beyond it a single comparison is named by its margin. */
const RECORDS_MAX = 5000;
const DIGITS = 4;
const ALWAYS: TruthOverTime = { sure: ALL_INSTANTS, maybe: ALL_INSTANTS };
const NEVER: TruthOverTime = { sure: NO_INSTANTS, maybe: NO_INSTANTS };
/** Part of the error to which a limit beyond the mean lines is searched. */
const ERROR_SHARE = 1 / 16;
/** Shares of the error that are added where the limit by the mean lines is not enough. */
const ERROR_SHARES = [0, 1, 2, 4];

/** Returns the nearest limit of a comparison with which a failed check passes, as text; undefined if none does. */
export function changedComparison(predicate: Compare | InRange, rejudged: Rejudged): string | undefined {
  const { records } = rejudged.evidence;
  if (records.length === 0 || records.length > RECORDS_MAX) return undefined;
  return predicate.kind === 'compare' ? changedCompare(predicate, rejudged) : changedRange(predicate, rejudged);
}

function changedCompare(predicate: Compare, { evidence, passesIf }: Rejudged): string | undefined {
  const { left, is, right, unit } = predicate;
  const compared = withLimitBehind(predicate);
  const widest = [ALWAYS, NEVER].find((truth) => passesIf(predicate, truth));
  if (widest === undefined || compared === undefined) return undefined;
  const side = new ComparedSide([left, is, right], evidence);
  const passesBy = (slack: number, by?: Comparison): boolean => passesIf(predicate, side.truth(slack, by));
  const farthest = side.farthest(widest === ALWAYS);
  const slack = firstSlack(side, farthest, (one) => passesIf(predicate, side.lineTruth(one)), passesBy);
  if (slack === undefined) return undefined;
  const sign = compared.is.startsWith('<') ? 1 : -1;
  const passesAt = (limit: number, by?: Comparison): boolean => passesBy(sign * (limit - compared.limit), by);
  const needed = compared.limit + sign * slack;
  const text = (by: Comparison, limit: number): string => `${termText(compared.of)} ${by} ${limit} ${unit}`.trim();
  // The search is as exact as the range of the values, so that a limit near 0 has fewer digits.
  for (const near of [roundedTo(needed, farthest), Number(needed.toPrecision(DIGITS))]) {
    if (passesAt(near)) return text(compared.is, near);
    // At the very value a comparison that counts equal numbers otherwise may pass.
    if (passesAt(near, OTHER_AT_EQUAL[is])) return text(OTHER_AT_EQUAL[compared.is], near);
  }
  const out = roundedOut(needed, sign * slack > 0 ? 'up' : 'down');
  return passesAt(out) ? text(compared.is, out) : undefined;
}

/** Rounds a number to the fourth digit of the range in which it was searched. */
function roundedTo(value: number, range: number): number {
  const exponent = Number(Math.abs(range).toExponential().split('e')[1]);
  const digit = Number(`1e${exponent - DIGITS}`);
  return Number((Math.round(value / digit) * digit + 0).toPrecision(DIGITS));
}

/** Searches by the mean lines of the signals, and then allows for their errors. */
function firstSlack(
  side: ComparedSide,
  farthest: number,
  passesByLine: (slack: number) => boolean,
  passesBy: (slack: number) => boolean,
): number | undefined {
  const slack = firstNumber(0, farthest, passesByLine);
  if (slack === undefined) return undefined;
  const error = farthest > 0 ? side.errorMax : -side.errorMax;
  const enough = ERROR_SHARES.map((share) => slack + share * error).find((one) => passesBy(one));
  return enough === undefined || enough === slack
    ? enough
    : firstNumber(slack, enough, (one) => passesBy(one), ERROR_SHARE);
}

/** Returns a range with one limit moved, or with both if neither alone is enough. Only a wider range is tried. */
function changedRange(predicate: InRange, { evidence, passesIf }: Rejudged): string | undefined {
  const { low, high, of, unit } = predicate;
  if (!passesIf(predicate, ALWAYS)) return undefined;
  if (low.kind !== 'number' || high.kind !== 'number') return changedWidth(predicate, { evidence, passesIf });
  const [lower, upper] = sidesOf(predicate).map((side: Side) => new ComparedSide(side, evidence)) as [
    ComparedSide,
    ComparedSide,
  ];
  const passesBy = (below: number, above: number): boolean =>
    passesIf(predicate, bothOf(lower.truth(below), upper.truth(above)));
  const passesByLine = (below: number, above: number): boolean =>
    passesIf(predicate, bothOf(lower.lineTruth(below), upper.lineTruth(above)));
  const [lowest, highest] = [lower.farthest(true), upper.farthest(true)];
  const above = passesBy(lowest, 0) ? 0 : firstNumber(0, highest, (one) => passesByLine(lowest, one));
  if (above === undefined) return undefined;
  const below = passesBy(0, above) ? 0 : firstNumber(0, lowest, (one) => passesByLine(one, above));
  if (below === undefined) return undefined;
  for (const share of ERROR_SHARES) {
    const to = above === 0 ? high.value : rounded(high.value + above + share * upper.errorMax, 'up');
    const from = below === 0 ? low.value : rounded(low.value - below - share * lower.errorMax, 'down');
    if (!passesBy(low.value - from, to - high.value)) continue;
    return predicateText({ kind: 'in range', of, low: moved(low, from, unit), high: moved(high, to, unit), unit });
  }
  return undefined;
}

/** Returns a range around a term with a greater tolerance, as in `true.deliveredMl in pump.programmedMl +- 1.2 uL`. */
function changedWidth(
  predicate: InRange,
  { evidence, passesIf }: Pick<Rejudged, 'evidence' | 'passesIf'>,
): string | undefined {
  const { low, high, of, unit } = predicate;
  if (low.kind !== 'difference' || high.kind !== 'sum' || low.right.kind !== 'number') return undefined;
  const width = low.right.value;
  const sides = sidesOf(predicate).map((side: Side) => new ComparedSide(side, evidence));
  const passesWith = (truth: (side: ComparedSide) => TruthOverTime): boolean => {
    const [below, above] = sides.map(truth);
    return passesIf(predicate, bothOf(below as TruthOverTime, above as TruthOverTime));
  };
  const farthest = Math.max(...sides.map((side) => side.farthest(true)));
  const slack = firstNumber(0, farthest, (one) => passesWith((side) => side.lineTruth(one)));
  if (slack === undefined) return undefined;
  const error = Math.max(...sides.map((side) => side.errorMax));
  const widths = ERROR_SHARES.map((share) => rounded(width + slack + share * error, 'up'));
  const needed = widths.find((one) => passesWith((side) => side.truth(one - width)));
  return needed === undefined ? undefined : `${termText(of)} in ${termText(low.left)} +- ${needed} ${unit}`.trim();
}

/** Rounds a limit to four digits: to the nearest ones if they differ by the search alone, else outwards. */
function rounded(limit: number, side: 'up' | 'down'): number {
  const near = Number(limit.toPrecision(DIGITS));
  return Math.abs(near - limit) <= Math.abs(limit) * SEARCHED_SHARE ? near : roundedOut(limit, side);
}

const SEARCHED_SHARE = 1e-5;

function moved(stated: Term & { readonly kind: 'number' }, value: number, unit: string): Term {
  return value === stated.value ? stated : { kind: 'number', value, text: `${value} ${unit}`.trim() };
}
