/**
 * A number with its error. The true value lies between `low` and `high`. All three are equal if the number is exact.
 */
export interface Reading {
  /** Best estimate: from the step count or the mean line. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Smallest and largest value over a span, each with its error. */
export interface ReadingRange {
  readonly min: Reading;
  readonly max: Reading;
}

/** Truth of a comparison. `unknown` if values inside the errors give both answers. */
export type Truth = 'true' | 'false' | 'unknown';

export function exactly(value: number): Reading {
  return { value, low: value, high: value };
}

/** Returns a reading for a value whose error is at most `error`. */
export function about(value: number, error: number): Reading {
  return error === 0 ? exactly(value) : { value, low: value - error, high: value + error };
}

export function isExact({ low, high }: Reading): boolean {
  return low === high;
}

export function sumOf(a: Reading, b: Reading): Reading {
  return { value: a.value + b.value, low: a.low + b.low, high: a.high + b.high };
}

/** Returns `a` minus `b` for readings whose errors are independent. */
export function differenceOf(a: Reading, b: Reading): Reading {
  return { value: a.value - b.value, low: a.low - b.high, high: a.high - b.low };
}

export function scaled({ value, low, high }: Reading, factor: number): Reading {
  const [a, b] = [low * factor, high * factor];
  return { value: value * factor, low: Math.min(a, b), high: Math.max(a, b) };
}

/** Returns a reading with an additional error on both sides. */
export function widened({ value, low, high }: Reading, error: number): Reading {
  return error === 0 ? { value, low, high } : { value, low: low - error, high: high + error };
}

/** Returns a reading whose true value is never below `min`. */
export function atLeast({ value, low, high }: Reading, min: number): Reading {
  return { value: Math.max(min, value), low: Math.max(min, low), high: Math.max(min, high) };
}

/** Returns whether a reading is at least a limit; `unknown` if its error leaves that open. */
export function reaches({ low, high }: Reading, limit: number): Truth {
  if (low >= limit) return 'true';
  return high < limit ? 'false' : 'unknown';
}

/** Returns whether a reading is at most a limit; `unknown` if its error leaves that open. */
export function staysUnder({ low, high }: Reading, limit: number): Truth {
  if (high <= limit) return 'true';
  return low > limit ? 'false' : 'unknown';
}
