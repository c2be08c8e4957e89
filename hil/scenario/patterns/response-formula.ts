import { type Formula, horizonUs } from '../formula/formula.ts';
import { START_EVENT } from '../formula/predicate-streams.ts';
import type { EventPattern } from '../scenario.ts';
import { always, and, beginOf, eventually, not, once, or, START, until, weaklyUntil, window } from './build-formula.ts';
import type { Pattern } from './pattern.ts';

/** When a check asks, and within which part of the run. */
export interface Asking {
  /** The moments at which the check asks: `whenever`. */
  readonly each?: Formula;
  /** Condition of `when` or `after`. Only its first occurrence counts. */
  readonly first?: Formula;
  /** Part of the run in which the check looks. */
  readonly scope?: Formula;
  /** Condition of `unless`. It ends open occurrences undecided. */
  readonly unless?: Formula;
}

/** Times of a response, in microseconds. */
export interface Timing {
  readonly fromUs: number;
  readonly withinUs?: number;
  readonly atLeastUs?: number;
  readonly atMostUs?: number;
  readonly marginalUs?: number;
}

export type BuiltPattern = Omit<Pattern, 'written'>;

const ONE_US = 1;

/** `see`: an event or a condition comes within a time of each occurrence, in each part of a scope, or at any time. */
export function seeing(sought: Formula, asking: Asking, timing: Timing): BuiltPattern {
  const { fromUs, withinUs, marginalUs } = timing;
  const isFree = triggerOf(asking) === undefined && asking.scope !== undefined;
  const within = window(fromUs, withinUs);
  const scope = asking.scope as Formula;
  const seen = (toUs: number | undefined): Formula =>
    isFree ? until(scope, sought, window(fromUs, toUs)) : eventually(window(fromUs, toUs), sought);
  const trigger = isFree ? beginningOf(scope) : triggerOf(asking);
  const response = seen(withinUs);
  return {
    ...(trigger === undefined ? {} : { trigger }),
    response,
    ...endedBy(asking, sought, within.fromUs, within.toUs),
    ...(marginalUs === undefined ? {} : { unmarginal: seen(marginalUs) }),
    ...(withinUs === undefined ? {} : { timed: { response: sought, withinUs, isMissing: false } }),
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
  return answered(trigger, always(window(fromUs, withinUs), rule), asking, avoided, fromUs, withinUs);
}

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
  if (extra.until !== undefined) {
    const response =
      withinUs === undefined ? weaklyUntil(rule, extra.until) : until(rule, extra.until, window(fromUs, withinUs));
    return answered(trigger, response, asking, or(not(rule), extra.until), 0, withinUs);
  }
  const isLasting =
    asking.each === undefined && withinUs === undefined && atLeastUs === undefined && atMostUs === undefined;
  if (isLasting)
    return answered(trigger, always(window(fromUs, undefined), rule), asking, not(rule), fromUs, undefined);
  const begun = heldFor(rule, atLeastUs, atMostUs);
  const isAtOnce = withinUs === undefined;
  const response = isAtOnce ? shifted(begun, fromUs) : eventually(window(fromUs, withinUs), begun);
  const endUs = isAtOnce ? fromUs + Math.max(atLeastUs ?? 0, atMostUs ?? 0) : withinUs;
  return answered(trigger, response, asking, isAtOnce ? not(rule) : begun, fromUs, endUs);
}

/** `in order`: conditions come in this order. Each comes at the time of the previous one or later. */
export function ordered(steps: readonly Formula[], asking: Asking): BuiltPattern {
  const response = steps.reduceRight<Formula | undefined>(
    (later, step) => eventually(undefined, and(step, later)),
    undefined,
  ) as Formula;
  const scope = triggerOf(asking) === undefined ? asking.scope : undefined;
  const trigger = scope === undefined ? triggerOf(asking) : beginningOf(scope);
  return {
    ...(trigger === undefined ? {} : { trigger }),
    response,
    ...awaited(asking, steps),
    horizonUs: horizonUs(response),
  };
}

/** `count`: the number of occurrences in each window of `perUs`. `at least` considers whole windows only. */
export function counting(
  of: Formula,
  perUs: number,
  limits: { readonly atLeast?: number; readonly atMost?: number },
  asking: Asking,
): BuiltPattern {
  const { atLeast, atMost } = limits;
  const few: Formula | undefined =
    atMost === undefined ? undefined : { kind: 'count', of, windowUs: perUs, is: '<=', limit: atMost };
  const many: Formula | undefined =
    atLeast === undefined ? undefined : { kind: 'count', of, windowUs: perUs, is: '>=', limit: atLeast };
  const { each, first } = asking;
  const since = first === undefined ? asking.scope : and(once(undefined, first), asking.scope);
  const scope = each === undefined ? since : triggerOf(asking);
  const isWhole =
    scope === undefined
      ? once(window(perUs, undefined), START)
      : { kind: 'historically' as const, within: window(0, perUs), of: scope };
  const whole: Formula | undefined = many === undefined ? undefined : { kind: 'implies', left: isWhole, right: many };
  const rule = and((few ?? whole) as Formula, few === undefined ? undefined : whole);
  const built = inScope(rule, scope === undefined ? {} : { scope }, 0);
  const { isScope: _isScope, ...atOccurrences } = built;
  return {
    ...(each === undefined ? built : atOccurrences),
    ...(many === undefined ? {} : { whole: { at: isWhole, windowUs: perUs } }),
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

/** Returns the moments of `whenever`, or of the first event, inside the scope. */
function triggerOf({ each, first, scope }: Asking): Formula | undefined {
  if (each !== undefined) return and(each, scope);
  return first === undefined ? undefined : and(firstOf(first), scope);
}

function firstOf(event: Formula): Formula {
  if (event.kind === 'event' && event.event === 'bench.entry') return event;
  return and(beginOf(event), not(once({ fromUs: ONE_US }, event)));
}

/** Returns the moments at which a scope begins. The start of the run may be one. */
function beginningOf(scope: Formula): Formula {
  return or({ kind: 'rises', of: scope }, and(scope, START));
}

/** Returns a rule for each moment of a scope, or for all times. With `fromUs` the scope begins later. */
function inScope(rule: Formula, { scope }: Asking, fromUs: number): BuiltPattern {
  const trigger =
    scope === undefined || fromUs === 0
      ? scope
      : ({ kind: 'historically', within: window(0, fromUs), of: scope } as const);
  if (trigger !== undefined) return { trigger, isScope: true, response: rule, horizonUs: horizonUs(rule) };
  const response = always(window(fromUs, undefined), rule);
  return { response, horizonUs: horizonUs(response) };
}

function answered(
  trigger: Formula,
  response: Formula,
  asking: Asking,
  decides: Formula,
  fromUs: number,
  toUs: number | undefined,
): BuiltPattern {
  return {
    trigger,
    response,
    ...endedBy(asking, decides, fromUs, toUs),
    ...awaited(asking, []),
    horizonUs: horizonUs(response),
  };
}

/** Returns a formula for a condition that stays true for at least one time and ends within another. */
function heldFor(rule: Formula, atLeastUs: number | undefined, atMostUs: number | undefined): Formula {
  const lasts = atLeastUs === undefined ? rule : always(window(0, atLeastUs), rule);
  return atMostUs === undefined ? lasts : and(lasts, eventually(window(atLeastUs ?? 0, atMostUs), not(rule)));
}

function shifted(formula: Formula, byUs: number): Formula {
  if (formula.kind !== 'always' || formula.within === undefined) return always(window(byUs, byUs), formula);
  const { fromUs, toUs } = formula.within;
  return always(window(fromUs + byUs, toUs === undefined ? undefined : toUs + byUs), formula.of);
}

/** Returns when `unless` ends an occurrence: within its window, and before the occurrence is decided. */
function endedBy(
  { unless }: Asking,
  decides: Formula,
  fromUs: number,
  toUs: number | undefined,
): { readonly ended?: Formula } {
  if (unless === undefined) return {};
  const open = not(decides);
  const lastUs = toUs === undefined ? undefined : toUs - fromUs - ONE_US;
  const inWindow = lastUs !== undefined && lastUs < 0 ? undefined : until(open, and(unless, open), window(0, lastUs));
  if (fromUs === 0) return inWindow === undefined ? {} : { ended: inWindow };
  const early = eventually(window(0, fromUs - ONE_US), unless);
  return { ended: inWindow === undefined ? early : or(early, always(window(fromUs, fromUs), inWindow)) };
}

/**
 * Returns the events that the run waits for. There are none if one of them is a condition, or if the check asks at each
 * occurrence.
 */
function awaited({ each, first }: Asking, sought: readonly Formula[]): { readonly awaits?: readonly EventPattern[] } {
  if (each !== undefined) return {};
  const awaits: EventPattern[] = [];
  for (const formula of first === undefined ? sought : [first, ...sought]) {
    if (formula.kind !== 'event') return {};
    if (formula.event === START_EVENT) continue;
    awaits.push({ event: formula.event, ...(formula.text === undefined ? {} : { text: formula.text }) });
  }
  return awaits.length === 0 ? {} : { awaits };
}
