import type { Within } from './formula.ts';
import { addRun, complementOf, type InstantSet, intersectionOf, unionOf } from './instant-set.ts';

export type WindowedKind = 'always' | 'eventually' | 'once' | 'historically';

/*
 * `eventually`, `once` and their duals on sets of instants. A window of whole microseconds moves an instant by an even
 * number, for a microsecond and for an open stretch alike.
 */

/**
 * Returns the instants at which the set has an instant within a future window. A window without an end reaches to
 * `lastInstant`.
 */
function eventually(set: InstantSet, { fromUs, toUs }: Within, lastInstant: number): InstantSet {
  const from = 2 * fromUs;
  if (toUs !== undefined) return grown(set, -2 * toUs, -from);
  const inRun = intersectionOf(set, [0, lastInstant]);
  const last = inRun.at(-1);
  const beforeLast: number[] = [];
  if (last !== undefined) addRun(beforeLast, 0, last - from);
  // At the end of the run, the window shrinks to its first moment.
  return unionOf(beforeLast, grown(set, -from, -from));
}

export function always(set: InstantSet, within: Within, lastInstant: number): InstantSet {
  return complementOf(eventually(complementOf(set), within, lastInstant));
}

/**
 * Returns the instants at which the set has an instant within a past window. A run has no instants before its start.
 */
export function once(set: InstantSet, { fromUs, toUs }: Within): InstantSet {
  return grown(set, 2 * fromUs, toUs === undefined ? Number.POSITIVE_INFINITY : 2 * toUs);
}

function historically(set: InstantSet, within: Within): InstantSet {
  return complementOf(once(complementOf(set), within));
}

/**
 * Returns the operator of a window on sets of instants. A window without an end reaches to `lastInstant`. All operators
 * here are monotone: a larger operand never gives a smaller result.
 */
export function windowedOperator(
  kind: WindowedKind,
  within: Within,
  lastInstant: number,
): (set: InstantSet) => InstantSet {
  const operators = {
    always: (set: InstantSet) => always(set, within, lastInstant),
    eventually: (set: InstantSet) => eventually(set, within, lastInstant),
    once: (set: InstantSet) => once(set, within),
    historically: (set: InstantSet) => historically(set, within),
  };
  return operators[kind];
}

/** Moves the start and the end of each run of instants. */
function grown(set: InstantSet, startBy: number, endBy: number): InstantSet {
  const result: number[] = [];
  for (let i = 0; i < set.length; i += 2) {
    addRun(result, Math.max(0, (set[i] as number) + startBy), (set[i + 1] as number) + endBy);
  }
  return result;
}
