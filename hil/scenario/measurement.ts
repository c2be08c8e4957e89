export type Verdict = 'pass' | 'fail' | 'not decided';

/** One expectation, measured. */
export interface Measurement {
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
  /** What was allowed, as text for people. */
  readonly limits: string;
  /** Distance to the nearest limit in the unit, negative beyond it; null where there is no number. */
  readonly margin: number | null;
  readonly verdict: Verdict;
  /** Why, where it was not decided. */
  readonly note?: string;
}

const rank: Readonly<Record<Verdict, number>> = { pass: 0, 'not decided': 1, fail: 2 };

/** The worst of them; a run without a measurement has decided nothing. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return 'not decided';
  return verdicts.reduce((a, b) => (rank[b] > rank[a] ? b : a));
}

/** A number against limits that a run of this resolution may not be able to tell apart. */
export function measured(
  name: string,
  value: number,
  unit: string,
  bounds: { readonly atLeast?: number | undefined; readonly atMost?: number | undefined },
  resolution: number,
): Measurement {
  const { atLeast, atMost } = bounds;
  const margins = [
    ...(atLeast === undefined ? [] : [value - atLeast]),
    ...(atMost === undefined ? [] : [atMost - value]),
  ];
  const margin = Math.min(...margins);
  const limits = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast} ${unit}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost} ${unit}`]),
  ].join(', ');
  if (margins.length === 0) {
    return { name, value, unit, limits: 'none', margin: null, verdict: 'not decided', note: 'no limit was given' };
  }
  if (finestOf(atLeast, atMost) < resolution) {
    const note = `the limit is finer than what this rig resolves (${resolution.toFixed(2)} ${unit})`;
    return { name, value, unit, limits, margin, verdict: 'not decided', note };
  }
  return { name, value, unit, limits, margin, verdict: margin >= 0 ? 'pass' : 'fail' };
}

/** The smallest difference that the limits ask for: from zero, and from the middle of a range to its ends. */
function finestOf(atLeast: number | undefined, atMost: number | undefined): number {
  const fromZero = atLeast === undefined || atLeast === 0 ? Number.POSITIVE_INFINITY : Math.abs(atLeast);
  const upTo = atMost === undefined ? Number.POSITIVE_INFINITY : Math.abs(atMost);
  const half = atLeast === undefined || atMost === undefined ? Number.POSITIVE_INFINITY : (atMost - atLeast) / 2;
  return Math.min(fromZero, upTo, half);
}
