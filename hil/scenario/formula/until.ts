import type { Within } from './formula.ts';
import { isPoint } from './instant.ts';
import { addRun, type InstantSet, intersectionOf, runIndexAt, unionOf } from './instant-set.ts';
import { always } from './windows.ts';

export type ChainedKind = 'until' | 'weakly until' | 'since';

/**
 * Returns the instants at which `until` is true: `right` becomes true within the window, and `left` is true from now
 * until just before. A change from `left` to `right` within one microsecond is allowed.
 */
function until(left: InstantSet, right: InstantSet, within: Within, lastInstant: number): InstantSet {
  const { fromUs, toUs } = within;
  const now = fromUs === 0 ? right : [];
  if (toUs !== undefined) return unionOf(now, laterUntil(left, right, 2 * fromUs, 2 * toUs));
  const inRun = laterUntil(left, intersectionOf(right, [0, lastInstant]), 2 * fromUs, Number.POSITIVE_INFINITY);
  return unionOf(unionOf(now, inRun), laterUntil(left, right, 2 * fromUs, 2 * fromUs));
}

/** Returns the part of `until` whose end lies in the future. */
function laterUntil(left: InstantSet, right: InstantSet, from: number, to: number): InstantSet {
  const result: number[] = [];
  const nearest = Math.max(from, 1);
  if (to < nearest) return result;
  for (let i = 0; i < left.length; i += 2) {
    const first = left[i] as number;
    const last = left[i + 1] as number;
    // `right` may begin at the microsecond at which `left` ends, but not within an open stretch without `left`.
    const reach = isPoint(last + 1) ? last + 1 : last;
    for (let j = runIndexAt(right, first); j < right.length && (right[j] as number) <= reach; j += 2) {
      const start = Math.max(first, (right[j] as number) - to);
      addRun(result, start, Math.min(last, Math.min(right[j + 1] as number, reach) - nearest));
    }
  }
  return result;
}

/** Returns the instants before which `right` was true within the window, and `left` true since then. */
function since(left: InstantSet, right: InstantSet, { fromUs, toUs }: Within): InstantSet {
  const now = fromUs === 0 ? right : [];
  const nearest = Math.max(2 * fromUs, 1);
  const to = toUs === undefined ? Number.POSITIVE_INFINITY : 2 * toUs;
  const earlier: number[] = [];
  if (to < nearest) return now;
  for (let i = 0; i < left.length; i += 2) {
    const first = left[i] as number;
    const last = left[i + 1] as number;
    const reach = isPoint(first - 1) ? first - 1 : first;
    for (let j = runIndexAt(right, reach); j < right.length && (right[j] as number) <= last; j += 2) {
      const start = Math.max(first, Math.max(right[j] as number, reach) + nearest);
      addRun(earlier, start, Math.min(last, (right[j + 1] as number) + to));
    }
  }
  return unionOf(now, earlier);
}

/** Returns the operator of two chained formulas on their sets of instants. */
export function chainedOperator(
  kind: ChainedKind,
  within: Within,
  lastInstant: number,
): (left: InstantSet, right: InstantSet) => InstantSet {
  if (kind === 'since') return (left, right) => since(left, right, within);
  if (kind === 'until') return (left, right) => until(left, right, within, lastInstant);
  const { toUs } = within;
  const whole: Within = toUs === undefined ? { fromUs: 0 } : { fromUs: 0, toUs };
  return (left, right) => unionOf(until(left, right, within, lastInstant), always(left, whole, lastInstant));
}
