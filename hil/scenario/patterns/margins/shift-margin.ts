import { US_PER_SECOND } from '../../../../firmware-sim/base/time-units.ts';
import type { Evaluation } from '../../formula/evaluation.ts';
import type { Formula } from '../../formula/formula.ts';
import { pointAt, startUsOf } from '../../formula/instant.ts';
import { complementOf, type InstantSet, intersectionOf, runIndexAt } from '../../formula/instant-set.ts';

/**
 * Returns by how many seconds the occurrences of a check that passed might come earlier or later until one of them fails.
 * Null if no moment of the run fails.
 */
export function passShiftS(response: Formula, asked: InstantSet, evaluation: Evaluation): number | null {
  const failing = complementOf(evaluation.truthOf(response).maybe);
  const distance = distanceOf(asked, intersectionOf(failing, recordedOf(evaluation)));
  // Two instants are one microsecond.
  return Number.isFinite(distance) ? startUsOf(distance) / US_PER_SECOND : null;
}

/**
 * Returns minus the seconds by which the occurrence that failed at an instant would have to come earlier or later to pass.
 * Null if it passes nowhere in the run.
 */
export function failShiftS(
  response: Formula,
  asked: InstantSet,
  failedAt: number,
  evaluation: Evaluation,
): number | null {
  const recorded = intersectionOf(asked, recordedOf(evaluation));
  const run = runIndexAt(recorded, failedAt);
  const [first = failedAt, last = failedAt] = [recorded[run], recorded[run + 1]];
  const open = complementOf(evaluation.truthOf(response).sure);
  const [later, earlier] = [laterBy(open, first, last), earlierBy(open, first, last)];
  const shifts = [
    ...(last + later <= pointAt(evaluation.times.recordedUs) ? [later] : []),
    ...(first - earlier >= 0 ? [earlier] : []),
  ];
  return shifts.length === 0 ? null : -Math.ceil(Math.min(...shifts) / 2) / US_PER_SECOND;
}

function recordedOf({ times }: Evaluation): InstantSet {
  return [0, pointAt(times.recordedUs)];
}

/** Returns the shortest distance between two sets that share no instant; Infinity if one is empty. */
function distanceOf(one: InstantSet, other: InstantSet): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const [first, last] = [one[i] as number, one[i + 1] as number];
    const [from, to] = [other[j] as number, other[j + 1] as number];
    nearest = Math.min(nearest, Math.max(first - to, from - last));
    if (last < to) i += 2;
    else j += 2;
  }
  return nearest;
}

/** Returns by how many instants a stretch has to move on until it meets no instant of a set. */
function laterBy(open: InstantSet, first: number, last: number): number {
  let by = 0;
  for (let i = 0; i < open.length; i += 2) {
    const [from, to] = [open[i] as number, open[i + 1] as number];
    if (to < first + by) continue;
    if (from > last + by) break;
    by = to + 1 - first;
  }
  return by;
}

function earlierBy(open: InstantSet, first: number, last: number): number {
  let by = 0;
  for (let i = open.length - 2; i >= 0; i -= 2) {
    const [from, to] = [open[i] as number, open[i + 1] as number];
    if (from > last - by) continue;
    if (to < first - by) break;
    by = last - from + 1;
  }
  return by;
}
