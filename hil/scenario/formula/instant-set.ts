/**
 * A set of instants, as flat pairs: the first and the last instant of each run. Runs are in order and do not touch. The
 * last run may end at Infinity.
 */
export type InstantSet = readonly number[];

export const NO_INSTANTS: InstantSet = [];
export const ALL_INSTANTS: InstantSet = [0, Number.POSITIVE_INFINITY];

/** Adds a run that begins no earlier than the last run of `set`. Joins the two if they touch. */
export function addRun(set: number[], first: number, last: number): void {
  if (last < first) return;
  const end = set.length - 1;
  if (end > 0 && first <= (set[end] as number) + 1) set[end] = Math.max(set[end] as number, last);
  else set.push(first, last);
}

export function complementOf(set: InstantSet): InstantSet {
  const result: number[] = [];
  let from = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (from < (set[i] as number)) result.push(from, (set[i] as number) - 1);
    from = (set[i + 1] as number) + 1;
  }
  if (from < Number.POSITIVE_INFINITY) result.push(from, Number.POSITIVE_INFINITY);
  return result;
}

export function unionOf(a: InstantSet, b: InstantSet): InstantSet {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const result: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (j >= b.length || (i < a.length && (a[i] as number) <= (b[j] as number))) {
      addRun(result, a[i] as number, a[i + 1] as number);
      i += 2;
    } else {
      addRun(result, b[j] as number, b[j + 1] as number);
      j += 2;
    }
  }
  return result;
}

export function intersectionOf(a: InstantSet, b: InstantSet): InstantSet {
  const result: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const last = Math.min(a[i + 1] as number, b[j + 1] as number);
    addRun(result, Math.max(a[i] as number, b[j] as number), last);
    if (a[i + 1] === last) i += 2;
    if (b[j + 1] === last) j += 2;
  }
  return result;
}

/** Moves all instants by a whole number. Drops instants before the start. */
export function shiftedBy(set: InstantSet, by: number): InstantSet {
  const result: number[] = [];
  for (let i = 0; i < set.length; i += 2) {
    addRun(result, Math.max(0, (set[i] as number) + by), (set[i + 1] as number) + by);
  }
  return result;
}

/** Returns the index of the first run that ends at or after an instant. Uses bisection. */
export function runIndexAt(set: InstantSet, instant: number): number {
  let low = 0;
  let high = set.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((set[2 * middle + 1] as number) < instant) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}

/** Returns the first instant of a set from `from` on; undefined if there is none. */
export function firstFrom(set: InstantSet, from: number): number | undefined {
  const start = set[runIndexAt(set, from)];
  return start === undefined ? undefined : Math.max(from, start);
}

/** Returns the last instant of a set up to `to`; undefined if there is none. */
export function lastUpTo(set: InstantSet, to: number): number | undefined {
  const i = runIndexAt(set, to);
  if (i < set.length && (set[i] as number) <= to) return to;
  return set[i - 1];
}

export function has(set: InstantSet, instant: number): boolean {
  return firstFrom(set, instant) === instant;
}
