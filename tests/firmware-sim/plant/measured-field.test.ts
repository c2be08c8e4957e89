import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FieldSample, measuredPoints } from '../../../firmware-sim/plant/measured-field.ts';

/** Disturbance at 1 mT, stall at 4 mT, damage at 500 mT, at any angle. */
const thresholdsMt = (): readonly number[] => [1, 4, 500];

const sample = (afterUs: number, fieldMt: number, angleToNormalDeg = 90): FieldSample => ({
  afterUs,
  fieldMt,
  angleToNormalDeg,
});
const points = (...samples: readonly FieldSample[]) =>
  measuredPoints(samples, thresholdsMt).map(({ afterUs, fieldMt }) => [afterUs, fieldMt]);

describe('the points of a measured field', () => {
  test('lie where a straight line crosses a threshold: up at it, down below it', () => {
    expect(points(sample(0, 0), sample(1000, 10), sample(2000, 0))).toEqual([
      [0, 0],
      [10, 0.1],
      [100, 1],
      [400, 4],
      [500, 5],
      [900, 9],
      [1000, 10],
      [1101, 5],
      [1501, 4],
      [1601, 1],
      [1901, 0.1],
      [1991, 0],
      [2000, 0],
    ]);
  });

  test('have the strength of each sample between disturbance and stall', () => {
    const samples = [sample(0, 0), sample(10, 2), sample(20, 3), sample(30, 2), sample(40, 0)];
    const course = measuredPoints(samples, thresholdsMt);
    for (const { afterUs, fieldMt } of samples) expect(valueAt(course, afterUs)).toBe(fieldMt);
  });

  test('leave out samples that change nothing for a held rotor', () => {
    const noisy = Array.from({ length: 1000 }, (_, i) => sample(i * 1000, 99 + (i % 2)));
    expect(points(...noisy)).toEqual([
      [0, 99],
      [1000, 100],
      [999_000, 100],
    ]);
  });

  test('turn the field at the sample that has another angle', () => {
    const turned = measuredPoints([sample(0, 100, 90), sample(10, 100, 30), sample(20, 100, 30)], thresholdsMt);
    expect(turned).toEqual([sample(0, 100, 90), sample(10, 100, 30), sample(20, 100, 30)]);
  });

  test('have the band of the straight line at every microsecond', () => {
    const us = fc.integer({ min: 1, max: 50 });
    const mt = fc.oneof(fc.constantFrom(0, 1, 4, 500), fc.double({ min: 0, max: 600, noNaN: true }));
    fc.assert(
      fc.property(fc.array(fc.tuple(us, mt), { minLength: 2, maxLength: 6 }), (rows) => {
        let afterUs = -(rows[0]?.[0] ?? 0);
        const samples = rows.map(([gapUs, fieldMt]) => {
          afterUs += gapUs;
          return sample(afterUs, fieldMt);
        });
        const course = measuredPoints(samples, thresholdsMt);
        const wrong: number[] = [];
        for (let now = 0; now <= afterUs; now += 1) {
          const lineMt = lineAt(samples, now);
          if (!isAtThreshold(lineMt) && bandOf(valueAt(course, now)) !== bandOf(lineMt)) wrong.push(now);
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300, seed: 20260110 },
    );
  });
});

function bandOf(fieldMt: number): number {
  return thresholdsMt().filter((thresholdMt) => fieldMt >= thresholdMt).length;
}

/** Returns whether rounding decides on which side of a threshold a strength is. */
function isAtThreshold(fieldMt: number): boolean {
  return thresholdsMt().some((thresholdMt) => Math.abs(fieldMt - thresholdMt) < 1e-9 * thresholdMt);
}

function valueAt(course: readonly { readonly afterUs: number; readonly fieldMt: number }[], atUs: number): number {
  return course.findLast(({ afterUs }) => afterUs <= atUs)?.fieldMt ?? 0;
}

/** Strength of the straight line, exact at a sample. */
function lineAt(samples: readonly FieldSample[], atUs: number): number {
  const from = samples.findLast(({ afterUs }) => afterUs <= atUs) as FieldSample;
  const to = samples.find(({ afterUs }) => afterUs > atUs);
  if (to === undefined || from.afterUs === atUs) return from.fieldMt;
  return from.fieldMt + ((to.fieldMt - from.fieldMt) * (atUs - from.afterUs)) / (to.afterUs - from.afterUs);
}
