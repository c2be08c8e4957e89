import { type Formula, not } from '../formula/formula.ts';
import { type Asking, answered, type BuiltPattern, inScope, type Timing, triggerOf } from './asking.ts';
import { always, and, eventually, ONE_US, once, or, until, weaklyUntil, window } from './build-formula.ts';
import { earliest, lasting, latest, lengthsOf, limitedBy, marginalBy, type TimeLimit } from './margins/time-limit.ts';

/** `holds`: a condition is true at an occurrence, for a time after it, or in a scope. */
export function holding(
  held: Formula,
  asking: Asking,
  timing: Timing,
  extra: { readonly until?: Formula; readonly unlessBefore?: Formula },
): BuiltPattern {
  const rule = extra.unlessBefore === undefined ? held : or(held, once(undefined, extra.unlessBefore));
  const { fromUs, withinUs, atLeastUs, atMostUs } = timing;
  const trigger = triggerOf(asking);
  if (trigger === undefined) return inScope(rule, asking, fromUs);
  if (extra.until !== undefined) return holdingUntil(rule, extra.until, trigger, asking, timing);
  const isLasting =
    asking.each === undefined && withinUs === undefined && atLeastUs === undefined && atMostUs === undefined;
  if (isLasting)
    return answered(trigger, always(window(fromUs, undefined), rule), asking, not(rule), fromUs, undefined);
  const isAtOnce = withinUs === undefined;
  const responseOf = (times: Timing): Formula => {
    const { first, later } = stretchOf(rule, times);
    const atOnce = shifted(first ?? later, fromUs);
    if (isAtOnce) return atOnce;
    const begins = eventually(window(fromUs, times.withinUs), later);
    return first === undefined ? begins : or(atOnce, begins);
  };
  const begun = reachedBy(stretchOf(rule, timing), trigger, fromUs);
  const endUs = isAtOnce ? fromUs + Math.max(atLeastUs ?? 0, atMostUs ?? 0) : withinUs;
  const limits = isAtOnce ? lastingLimits(rule, timing) : [latest(begun, fromUs, withinUs)];
  return {
    ...answered(trigger, responseOf(timing), asking, isAtOnce ? not(rule) : begun, fromUs, endUs),
    ...limitedBy(limits),
    ...(isAtOnce ? {} : lengthsOf(timing)),
    ...marginalBy(timing.marginalUs, (limitUs) => responseOf(withLimit(timing, limitUs))),
  };
}

function holdingUntil(
  rule: Formula,
  end: Formula,
  trigger: Formula,
  asking: Asking,
  { fromUs, withinUs, marginalUs }: Timing,
): BuiltPattern {
  const within = (toUs: number): Formula => shifted(until(rule, end, window(0, toUs - fromUs)), fromUs);
  const response = withinUs === undefined ? shifted(weaklyUntil(rule, end), fromUs) : within(withinUs);
  return {
    ...answered(trigger, response, asking, or(not(rule), end), fromUs, withinUs),
    ...limitedBy(withinUs === undefined ? [] : [latest(end, fromUs, withinUs)]),
    ...marginalBy(marginalUs, (limitUs) => within(limitUs - ONE_US)),
  };
}

/** Limits of a condition that holds at an occurrence: it may end neither too early nor too late. */
function lastingLimits(rule: Formula, { fromUs, atLeastUs, atMostUs }: Timing): readonly TimeLimit[] {
  return [
    ...(atLeastUs === undefined
      ? []
      : [lasting(earliest(not(rule), fromUs, fromUs + atLeastUs), 'for at least', fromUs)]),
    ...(atMostUs === undefined
      ? []
      : [lasting(latest(not(rule), fromUs + (atLeastUs ?? 0), fromUs + atMostUs), 'for at most', fromUs)]),
  ];
}

/** Returns times whose limit is that of `marginal from`; a value at it is marginal already. */
function withLimit(timing: Timing, limitUs: number): Timing {
  if (timing.withinUs !== undefined) return { ...timing, withinUs: limitUs - ONE_US };
  return timing.atMostUs === undefined ? { ...timing, atLeastUs: limitUs } : { ...timing, atMostUs: limitUs - ONE_US };
}

function shifted(formula: Formula, byUs: number): Formula {
  if (formula.kind !== 'always' || formula.within === undefined) return always(window(byUs, byUs), formula);
  const { fromUs, toUs } = formula.within;
  return always(window(fromUs + byUs, toUs === undefined ? undefined : toUs + byUs), formula.of);
}

/** A condition that has to last for a time, as formulas for the moment at which it begins. */
export interface Stretch {
  /** True where the response may begin later than at its first moment. */
  readonly later: Formula;
  /** True if the response is under way at its first moment and ends in time from then on. Absent if `later` says so too. */
  readonly first?: Formula;
}

/** Returns a condition that stays true for at least one time and ends within another, counted from where it begins. */
export function stretchOf(rule: Formula, { atLeastUs, atMostUs }: Pick<Timing, 'atLeastUs' | 'atMostUs'>): Stretch {
  const lasts = atLeastUs === undefined ? rule : always(window(0, atLeastUs), rule);
  if (atMostUs === undefined) return { later: lasts };
  const ends = and(lasts, eventually(window(atLeastUs ?? 0, atMostUs), not(rule)));
  return { first: ends, later: and({ kind: 'rises', of: rule }, ends) };
}

/** Returns the moments that end the wait for a response, for its limits in time. */
export function reachedBy({ first, later }: Stretch, trigger: Formula, fromUs: number): Formula {
  return first === undefined ? later : or(later, and(first, once(window(fromUs, fromUs), trigger)));
}
