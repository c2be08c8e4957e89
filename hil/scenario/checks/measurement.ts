import type { Bounds } from '../scenario.ts';

/** Verdict of a measurement or of a run. */
export type Verdict = 'pass' | 'fail' | 'not decided';

/** Result of measuring one expectation. */
export interface Measurement {
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
  /** Limits, as text for people. */
  readonly limits: string;
  /** Distance to the nearest limit in the unit, negative beyond it; null without a number. */
  readonly margin: number | null;
  readonly verdict: Verdict;
  /** Reason for a verdict that the numbers do not explain. */
  readonly note?: string;
}

const rank: Readonly<Record<Verdict, number>> = { pass: 0, 'not decided': 1, fail: 2 };

/** Returns the worst verdict; `not decided` for a run without measurements. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return 'not decided';
  return verdicts.reduce((a, b) => (rank[b] > rank[a] ? b : a));
}

/** Returns bounds as text for people. */
export function limitsText({ atLeast, atMost }: Bounds, unit: string): string {
  const withUnit = (value: number): string => (unit === '' ? `${value}` : `${value} ${unit}`);
  if (atLeast !== undefined && atMost !== undefined) {
    return atLeast === atMost ? `exactly ${withUnit(atLeast)}` : `${withUnit(atLeast)} to ${withUnit(atMost)}`;
  }
  if (atLeast !== undefined) return `at least ${withUnit(atLeast)}`;
  return atMost === undefined ? 'no limit' : `at most ${withUnit(atMost)}`;
}

/** Returns how far a value lies inside its bounds; negative outside. */
function marginOf(value: number, { atLeast, atMost }: Bounds): number {
  return Math.min(value - (atLeast ?? Number.NEGATIVE_INFINITY), (atMost ?? Number.POSITIVE_INFINITY) - value);
}

/** Compares a number with limits. A limit finer than the resolution leaves it `not decided`. */
export function measured(name: string, value: number, unit: string, bounds: Bounds, resolution: number): Measurement {
  const limits = limitsText(bounds, unit);
  if (bounds.atLeast === undefined && bounds.atMost === undefined) {
    return { name, value, unit, limits, margin: null, verdict: 'not decided', note: 'no limit given' };
  }
  const margin = marginOf(value, bounds);
  if (finestOf(bounds) < resolution) {
    const note = `the limit is finer than what this rig resolves (${Number(resolution.toPrecision(3))} ${unit})`;
    return { name, value, unit, limits, margin, verdict: 'not decided', note };
  }
  return { name, value, unit, limits, margin, verdict: margin >= 0 ? 'pass' : 'fail' };
}

/** Returns the smallest difference that the limits ask for: from zero, or from the middle of a range to its ends. */
function finestOf({ atLeast, atMost }: Bounds): number {
  const fromZero = atLeast === undefined || atLeast === 0 ? Number.POSITIVE_INFINITY : Math.abs(atLeast);
  const upTo = atMost === undefined ? Number.POSITIVE_INFINITY : Math.abs(atMost);
  const half = atLeast === undefined || atMost === undefined ? Number.POSITIVE_INFINITY : (atMost - atLeast) / 2;
  return Math.min(fromZero, upTo, half);
}

/** Returns a measurement without a value. */
export function nothing(name: string, unit: string, limits: string, verdict: Verdict, note: string): Measurement {
  return { name, value: null, unit, limits, margin: null, verdict, note };
}
