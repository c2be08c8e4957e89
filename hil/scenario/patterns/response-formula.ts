import { type Comparison, type Formula, horizonUs, not } from '../formula/formula.ts';
import {
  type Asking,
  answered,
  awaited,
  type BuiltPattern,
  beginningOf,
  endedBy,
  inScope,
  type Timing,
  triggerOf,
} from './asking.ts';
import { always, and, eventually, ONE_US, once, or, START, until, window } from './build-formula.ts';
import { reachedBy, stretchOf } from './held-formula.ts';
import { earliest, latest, lengthsOf, limitedBy, marginalBy, type TimeLimit } from './margins/time-limit.ts';

/** `see`: an event or a condition comes within a time of each occurrence, in each part of a scope, or at any time. */
export function seeing(of: Formula, asking: Asking, timing: Timing): BuiltPattern {
  const { fromUs, withinUs, marginalUs } = timing;
  const isFree = triggerOf(asking) === undefined && asking.scope !== undefined;
  const within = window(fromUs, withinUs);
  const scope = asking.scope as Formula;
  const trigger = isFree ? beginningOf(scope) : triggerOf(asking);
  const stretch = stretchOf(of, timing);
  const sought = reachedBy(stretch, trigger ?? START, fromUs);
  const comes = (one: Formula, toUs: number | undefined): Formula =>
    isFree ? until(scope, one, window(fromUs, toUs)) : eventually(window(fromUs, toUs), one);
  const seen = (toUs: number | undefined): Formula =>
    stretch.first === undefined
      ? comes(stretch.later, toUs)
      : or(comes(stretch.first, fromUs), comes(stretch.later, toUs));
  const response = seen(withinUs);
  return {
    ...(trigger === undefined ? {} : { trigger }),
    response,
    ...endedBy(asking, sought, within.fromUs, within.toUs),
    ...(withinUs === undefined ? {} : { timed: { response: sought, withinUs } }),
    ...limitedBy(withinUs === undefined ? [] : [latest(sought, fromUs, withinUs)]),
    ...lengthsOf(timing),
    ...marginalBy(marginalUs, (limitUs) => seen(limitUs - ONE_US)),
    ...awaited(asking, withinUs === undefined && !isFree ? [sought] : []),
    horizonUs: horizonUs(response),
  };
}

/** `never`, `never see`: a condition is false from each occurrence on, in a scope, or at all times. */
export function avoiding(avoided: Formula, asking: Asking, timing: Timing, unlessBefore?: Formula): BuiltPattern {
  const rule = unlessBefore === undefined ? not(avoided) : or(not(avoided), once(undefined, unlessBefore));
  const { fromUs, withinUs } = timing;
  const trigger = triggerOf(asking);
  if (trigger === undefined) return inScope(rule, asking, fromUs);
  return {
    ...answered(trigger, always(window(fromUs, withinUs), rule), asking, avoided, fromUs, withinUs),
    ...limitedBy(withinUs === undefined ? [] : [earliest(not(rule), fromUs, withinUs)]),
    ...marginalBy(timing.marginalUs, (limitUs) => always(window(fromUs, limitUs), rule)),
  };
}

/** `in order`: conditions come in this order. Each comes at the time of the previous one or later. */
export function ordered(steps: readonly Formula[], asking: Asking, { withinUs, marginalUs }: Timing): BuiltPattern {
  const isFree = triggerOf(asking) === undefined;
  const scope = isFree ? asking.scope : undefined;
  const trigger = scope === undefined ? triggerOf(asking) : beginningOf(scope);
  const responseOf = (toUs: number): Formula => {
    const order: Formula = { kind: 'in order', withinUs: toUs, steps };
    return isFree ? eventually(undefined, order) : order;
  };
  const response = withinUs === undefined ? inAnyTime(steps) : responseOf(withinUs);
  const limits: readonly TimeLimit[] =
    withinUs === undefined
      ? []
      : [{ steps, fromUs: 0, boundUs: withinUs, is: 'latest', key: 'within', ...(isFree ? { isFree } : {}) }];
  return {
    ...(trigger === undefined ? {} : { trigger }),
    response,
    ...limitedBy(limits),
    ...marginalBy(marginalUs, (limitUs) => responseOf(limitUs - ONE_US)),
    ...awaited(asking, withinUs === undefined || isFree ? steps : []),
    horizonUs: horizonUs(response),
  };
}

function inAnyTime(steps: readonly Formula[]): Formula {
  return steps.reduceRight<Formula | undefined>(
    (later, step) => eventually(undefined, and(step, later)),
    undefined,
  ) as Formula;
}

/** Limits of a count. A count from `marginal` on, up to its one limit, is marginal. */
export interface CountLimits {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly marginal?: number;
}

/** `count`: the number of occurrences in each window of `perUs`. `at least` considers whole windows only. */
export function counting(
  of: Formula,
  perUs: number,
  { atLeast, atMost, marginal }: CountLimits,
  asking: Asking,
): BuiltPattern {
  const counted = (is: Comparison, limit: number | undefined): Formula | undefined =>
    limit === undefined ? undefined : { kind: 'count', of, windowUs: perUs, is, limit };
  const { each, first } = asking;
  const since = first === undefined ? asking.scope : and(once(undefined, first), asking.scope);
  const scope = each === undefined ? since : triggerOf(asking);
  // A window in the past ends at the start of the run, where no whole window lies behind.
  const hasLasted = once(window(perUs, undefined), START);
  const isWhole =
    scope === undefined ? hasLasted : and({ kind: 'historically', within: window(0, perUs), of: scope }, hasLasted);
  const ruled = (few: Formula | undefined, many: Formula | undefined): BuiltPattern => {
    const whole: Formula | undefined = many === undefined ? undefined : { kind: 'implies', left: isWhole, right: many };
    const rule = and((few ?? whole) as Formula, few === undefined ? undefined : whole);
    return inScope(rule, scope === undefined ? {} : { scope }, 0);
  };
  const built = ruled(counted('<=', atMost), counted('>=', atLeast));
  const { isScope: _isScope, ...atOccurrences } = built;
  const isUpper = atMost !== undefined;
  return {
    ...(each === undefined ? built : atOccurrences),
    ...(atLeast === undefined ? {} : { whole: { at: isWhole, windowUs: perUs } }),
    ...marginalBy(
      marginal,
      (from) => (isUpper ? ruled(counted('<', from), undefined) : ruled(undefined, counted('>', from))).response,
    ),
  };
}

/** `formula`: the written formula, at the start or at each occurrence. */
export function stating(formula: Formula, asking: Asking): BuiltPattern {
  const each = triggerOf(asking);
  const trigger = each ?? asking.scope;
  return {
    ...(trigger === undefined ? {} : { trigger }),
    ...(each === undefined && trigger !== undefined ? { isScope: true } : {}),
    response: formula,
    ...awaited(asking, []),
    horizonUs: horizonUs(formula),
  };
}
