import type { Within } from './formula.ts';
import { addRun, complementOf, type InstantSet, intersectionOf, unionOf } from './instant-set.ts';

/*
 * `eventually`, `once` and their opposites on sets of instants. A window of whole microseconds moves an instant by an even
 * number, whether the instant is a microsecond or the open stretch behind one.
 */

/** Instants at which the set has an instant within a window ahead. An open window ends with the run, at `lastInstant`. */
export function eventually(set: InstantSet, { fromUs, toUs }: Within, lastInstant: number): InstantSet {
  const from = 2 * fromUs;
  if (toUs !== undefined) return grown(set, -2 * toUs, -from);
  const inRun = intersectionOf(set, [0, lastInstant]);
  const last = inRun.at(-1);
  const beforeLast: number[] = [];
  if (last !== undefined) addRun(beforeLast, 0, last - from);
  // Behind the end of the run the window is its own first moment.
  return unionOf(beforeLast, grown(set, -from, -from));
}

export function always(set: InstantSet, within: Within, lastInstant: number): InstantSet {
  return complementOf(eventually(complementOf(set), within, lastInstant));
}

/** Instants at which the set has an instant within a window in the past. A run has no instants before its start. */
export function once(set: InstantSet, { fromUs, toUs }: Within): InstantSet {
  return grown(set, 2 * fromUs, toUs === undefined ? Number.POSITIVE_INFINITY : 2 * toUs);
}

export function historically(set: InstantSet, within: Within): InstantSet {
  return complementOf(once(complementOf(set), within));
}

/** Moves the start and the end of each run. */
function grown(set: InstantSet, startBy: number, endBy: number): InstantSet {
  const result: number[] = [];
  for (let i = 0; i < set.length; i += 2) {
    addRun(result, Math.max(0, (set[i] as number) + startBy), (set[i + 1] as number) + endBy);
  }
  return result;
}
