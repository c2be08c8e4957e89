import { type Formula, horizonUs, not } from '../formula/formula.ts';
import { START_EVENT } from '../formula/predicate-streams.ts';
import type { EventPattern } from '../scenario.ts';
import { always, and, eventually, firstOf, ONE_US, or, START, until, window } from './build-formula.ts';
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

/** Returns the moments of `whenever`, or of the first event, inside the scope. */
export function triggerOf({ each, first, scope }: Asking): Formula | undefined {
  if (each !== undefined) return and(each, scope);
  return first === undefined ? undefined : and(firstOf(first), scope);
}

/** Returns the moments at which a scope begins. The start of the run may be one. */
export function beginningOf(scope: Formula): Formula {
  return or({ kind: 'rises', of: scope }, and(scope, START));
}

/** Returns a rule for each moment of a scope, or for all times. With `fromUs` the scope begins later. */
export function inScope(rule: Formula, { scope }: Asking, fromUs: number): BuiltPattern {
  const trigger =
    scope === undefined || fromUs === 0
      ? scope
      : ({ kind: 'historically', within: window(0, fromUs), of: scope } as const);
  if (trigger !== undefined) return { trigger, isScope: true, response: rule, horizonUs: horizonUs(rule) };
  const response = always(window(fromUs, undefined), rule);
  return { response, horizonUs: horizonUs(response) };
}

export function answered(
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

/** Returns when `unless` ends an occurrence: within its window, and before the occurrence is decided. */
export function endedBy(
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
export function awaited(
  { each, first }: Asking,
  sought: readonly Formula[],
): { readonly awaits?: readonly EventPattern[] } {
  if (each !== undefined) return {};
  const awaits: EventPattern[] = [];
  for (const formula of first === undefined ? sought : [first, ...sought]) {
    if (formula.kind !== 'event') return {};
    if (formula.event === START_EVENT) continue;
    awaits.push({ event: formula.event, ...(formula.text === undefined ? {} : { text: formula.text }) });
  }
  return awaits.length === 0 ? {} : { awaits };
}
