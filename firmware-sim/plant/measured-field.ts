import type { FieldPoint } from './field-profile.ts';

/** One row of a measured field: time since it began, strength, and angle between the field and the pump's normal. */
export interface FieldSample {
  readonly afterUs: number;
  readonly fieldMt: number;
  readonly angleToNormalDeg: number;
}

/** Time at which the plant gets another field. */
export interface DirectedPoint extends FieldPoint {
  readonly angleToNormalDeg: number;
}

/**
 * Shares of the strongest field at which the field has points, as for a walk. The pump's thresholds add further points.
 */
const SHARES = [0.01, 0.1, 0.5, 0.9];

/** Returns the strongest sample of a measured field; the first of several equal ones. */
export function strongestSample(samples: readonly FieldSample[]): FieldSample {
  return samples.reduce((strongest, sample) => (sample.fieldMt > strongest.fieldMt ? sample : strongest));
}

/**
 * Returns the times at which the plant gets another field. Strength runs in a straight line from sample to sample. The
 * angle stays until the next sample, so each crossing of a threshold has a closed form. `thresholdsMt` returns the
 * pump's thresholds at an angle. The strength itself matters only between the first two of them.
 */
export function measuredPoints(
  samples: readonly FieldSample[],
  thresholdsMt: (angleToNormalDeg: number) => readonly number[],
): readonly DirectedPoint[] {
  const strongest = strongestSample(samples);
  const shares = SHARES.map((share) => share * strongest.fieldMt);
  const points: DirectedPoint[] = [];
  for (const [i, sample] of samples.entries()) {
    const before = samples[i - 1];
    const next = samples[i + 1];
    const thresholds = thresholdsMt(sample.angleToNormalDeg);
    const isTurned = before !== undefined && before.angleToNormalDeg !== sample.angleToNormalDeg;
    if (before === undefined || next === undefined || isTurned || sample === strongest || isFelt(sample, thresholds))
      addPoint(points, sample, next === undefined);
    if (next !== undefined)
      for (const point of crossings(sample, next, [...thresholds, ...shares])) addPoint(points, point);
  }
  return points;
}

/** Returns whether a change of strength changes the effect of the field, apart from crossing a threshold. */
function isFelt({ fieldMt }: FieldSample, [fromMt, toMt]: readonly number[]): boolean {
  return fromMt !== undefined && toMt !== undefined && fieldMt >= fromMt && fieldMt < toMt;
}

/**
 * Adds a point. It replaces a point at the same time. If it changes nothing and is not the last one, it is left out.
 */
function addPoint(
  points: DirectedPoint[],
  { afterUs, fieldMt, angleToNormalDeg }: DirectedPoint,
  isLast = false,
): void {
  if (points.at(-1)?.afterUs === afterUs) points.pop();
  const last = points.at(-1);
  if (!isLast && last?.fieldMt === fieldMt && last.angleToNormalDeg === angleToNormalDeg) return;
  points.push({ afterUs, fieldMt, angleToNormalDeg });
}

/** Returns the points at which strength crosses a level between two samples, in the order of time. */
function crossings(from: FieldSample, to: FieldSample, levelsMt: readonly number[]): readonly DirectedPoint[] {
  const { angleToNormalDeg } = from;
  const isRising = to.fieldMt > from.fieldMt;
  const [lowMt, highMt] = isRising ? [from.fieldMt, to.fieldMt] : [to.fieldMt, from.fieldMt];
  const levels = [...new Set(levelsMt)].sort((a, b) => a - b);
  const met = levels.filter((levelMt) => levelMt > lowMt && levelMt <= highMt);
  if (isRising)
    return met.map((levelMt) => ({
      afterUs: Math.ceil(reachedUs(from, to, levelMt)),
      fieldMt: levelMt,
      angleToNormalDeg,
    }));
  // At the crossing the strength equals the level. From the next microsecond on it is below.
  return met.toReversed().map((levelMt) => ({
    afterUs: Math.min(to.afterUs, Math.floor(reachedUs(from, to, levelMt)) + 1),
    fieldMt: Math.max(to.fieldMt, levels[levels.indexOf(levelMt) - 1] ?? 0),
    angleToNormalDeg,
  }));
}

function reachedUs(from: FieldSample, to: FieldSample, levelMt: number): number {
  return from.afterUs + ((levelMt - from.fieldMt) / (to.fieldMt - from.fieldMt)) * (to.afterUs - from.afterUs);
}
