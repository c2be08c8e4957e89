import type { Comparison } from './formula.ts';
import { pointAt, startUsOf } from './instant.ts';
import type { InstantSet } from './instant-set.ts';
import { RunBuilder } from './run-builder.ts';

/** An occurrence that enters or leaves the window. */
interface Change {
  readonly instant: number;
  readonly by: number;
}

/** Returns the instants at which the number of points in the window (t - windowUs, t] is below or above a limit. */
export function countedWindows(points: readonly number[], windowUs: number, is: Comparison, limit: number): InstantSet {
  return heldRuns(changesOf(points, windowUs), (count) => compared(count, is, limit));
}

/** Smallest and largest number of points in a window. */
export interface CountRange {
  readonly least: number;
  readonly most: number;
}

/** Returns the range of the number of points in the windows that end in some instants; undefined without an instant. */
export function countRange(points: readonly number[], windowUs: number, instants: InstantSet): CountRange | undefined {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  let count = 0;
  let [from, at] = [0, 0];
  const take = (to: number): void => {
    while (at < instants.length && (instants[at + 1] as number) < from) at += 2;
    if (at >= instants.length || (instants[at] as number) > to || from > to) return;
    least = Math.min(least, count);
    most = Math.max(most, count);
  };
  for (const { instant, by } of changesOf(points, windowUs)) {
    take(instant - 1);
    count += by;
    from = instant;
  }
  take(Number.POSITIVE_INFINITY);
  return least > most ? undefined : { least, most };
}

/** Returns where points enter and leave the window, in the order of time. */
function changesOf(points: readonly number[], windowUs: number): readonly Change[] {
  const changes: Change[] = [];
  let leaving = 0;
  const leaveUpTo = (instant: number): void => {
    for (; leaving < points.length && (points[leaving] as number) + 2 * windowUs <= instant; leaving += 1) {
      changes.push({ instant: (points[leaving] as number) + 2 * windowUs, by: -1 });
    }
  };
  for (const point of points) {
    leaveUpTo(point);
    changes.push({ instant: point, by: 1 });
  }
  leaveUpTo(Number.POSITIVE_INFINITY);
  return changes;
}

function heldRuns(changes: readonly Change[], holds: (count: number) => boolean): InstantSet {
  const builder = new RunBuilder();
  let count = 0;
  builder.set(0, holds(0));
  for (const [i, { instant, by }] of changes.entries()) {
    count += by;
    if (changes[i + 1]?.instant !== instant) builder.set(instant, holds(count));
  }
  return builder.endedAt(Number.POSITIVE_INFINITY);
}

function compared(left: number, is: Comparison, right: number): boolean {
  switch (is) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

/** Lengths, in microseconds, at which windows (t - length, t] begin to hold a number of points. */
export interface WindowLengths {
  /** Length at which the first of the windows does. Infinity if none ever does. */
  readonly shortestUs: number;
  /** Length at which the last of the windows does. Infinity if one never does. */
  readonly longestUs: number;
}

/**
 * Returns how long windows that end in some instants have to be to hold a number of points. Undefined without an instant,
 * and for no point, which each window holds.
 */
export function windowLengths(
  points: readonly number[],
  count: number,
  instants: InstantSet,
): WindowLengths | undefined {
  if (instants.length === 0 || count < 1) return undefined;
  let [shortestUs, longestUs] = [Number.POSITIVE_INFINITY, 0];
  let heard = 0;
  const take = (instant: number): void => {
    const lengthUs = neededUs(points[heard - count], instant);
    shortestUs = Math.min(shortestUs, lengthUs);
    longestUs = Math.max(longestUs, lengthUs);
  };
  for (let i = 0; i < instants.length; i += 2) {
    const [first, last] = [instants[i] as number, instants[i + 1] as number];
    while ((points[heard] ?? Number.POSITIVE_INFINITY) <= first) heard += 1;
    take(first);
    // From point to point the length grows, so it is longest at the instant before a point and shortest at the point.
    for (let point = points[heard]; point !== undefined && point <= last; point = points[heard]) {
      take(point - 1);
      heard += 1;
      take(point);
    }
    take(last);
  }
  return { shortestUs, longestUs };
}

/** Returns the length at which the window that ends in an instant holds a point. Its begin is open. */
function neededUs(point: number | undefined, instant: number): number {
  return point === undefined ? Number.POSITIVE_INFINITY : startUsOf(instant - point) + 1;
}

/**
 * Returns the longest time, in microseconds, from the begin of a first window to the point that completes its count. The
 * first windows end where the runs of instants begin.
 */
export function filledAfterUs(
  points: readonly number[],
  count: number,
  windowUs: number,
  instants: InstantSet,
): number {
  let longestUs = 0;
  let before = 0;
  for (let i = 0; i < instants.length; i += 2) {
    const begin = (instants[i] as number) - pointAt(windowUs);
    while ((points[before] ?? Number.POSITIVE_INFINITY) <= begin) before += 1;
    const point = points[before + count - 1];
    if (point !== undefined) longestUs = Math.max(longestUs, startUsOf(point - begin));
  }
  return longestUs;
}
