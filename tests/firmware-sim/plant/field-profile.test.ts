import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Walk, walkIn, walkOut } from '../../../firmware-sim/plant/field-profile.ts';
import { boreShare } from '../../../firmware-sim/plant/field-source.ts';

const thresholdsMt = [1.5, 4, 500];
const bore = { lengthM: 1.5, radiusM: 0.45 };
const into = (centreMt: number): Walk => ({ centreMt, bore, fromM: 8, closestM: 0, paceMPerS: 1, turnsRound: false });

describe('a walk into a scanner', () => {
  test('meets the thresholds in their order and the full field after 8 s, at 1 m/s', () => {
    const points = walkIn(into(1_500), thresholdsMt);
    expect(points.at(-1)).toEqual({ afterUs: 8_000_000, fieldMt: 1_500 });
    const levels = points.map((point) => point.fieldMt);
    for (const mt of thresholdsMt) expect(levels).toContain(mt);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    const times = points.map((point) => point.afterUs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every(Number.isInteger)).toBe(true);
  });

  test('is at each point where the solenoid has that field, to 1 us of walking', () => {
    for (const { afterUs, fieldMt } of walkIn(into(1_500), thresholdsMt)) {
      const distanceM = 8 - afterUs / 1e6;
      expect(1_500 * boreShare(bore, distanceM)).toBeGreaterThanOrEqual(fieldMt * (1 - 1e-9));
      if (afterUs > 0) expect(1_500 * boreShare(bore, distanceM + 2e-6)).toBeLessThan(fieldMt);
    }
  });

  test('has no point at a threshold that the field does not reach', () => {
    expect(walkIn(into(3), thresholdsMt).map((point) => point.fieldMt)).not.toContain(4);
    expect(walkIn(into(0), thresholdsMt)).toEqual([{ afterUs: 8_000_000, fieldMt: 0 }]);
  });
});

describe('a walk that ends before the scanner', () => {
  const past: Walk = { ...into(1_500), closestM: 3, paceMPerS: 1.25 };

  test("reaches the solenoid's field there, 10.8 mT at 3 m, and nothing stronger", () => {
    const points = walkIn(past, thresholdsMt);
    expect(points.at(-1)).toEqual({ afterUs: 4_000_000, fieldMt: 1_500 * boreShare(bore, 3) });
    expect(points.at(-1)?.fieldMt).toBeCloseTo(10.8, 1);
    expect(points.map((point) => point.fieldMt)).not.toContain(500);
    expect(points.every((point) => point.afterUs <= 4_000_000 && Number.isInteger(point.afterUs))).toBe(true);
  });

  test('meets each level at the time set by the pace', () => {
    const atMt = (walk: Walk) => walkIn(walk, thresholdsMt).find((point) => point.fieldMt === 4)?.afterUs ?? 0;
    expect(Math.abs(atMt({ ...past, paceMPerS: 1 }) - 1.25 * atMt(past))).toBeLessThanOrEqual(2);
  });
});

describe('the walk out', () => {
  test('leaves levels in reverse order, at mirrored times, and ends in no field', () => {
    const points = walkIn(into(1_500), thresholdsMt);
    const out = walkOut(points, 1e12);
    expect(out[0]).toEqual({ afterUs: 0, fieldMt: points.at(-2)?.fieldMt });
    expect(out.at(-1)).toEqual({ afterUs: 8_000_000 - Number(points[0]?.afterUs), fieldMt: 0 });
    for (const [i, point] of points.entries()) {
      expect(out[points.length - 1 - i]).toEqual({
        afterUs: 8_000_000 - point.afterUs,
        fieldMt: points[i - 1]?.fieldMt ?? 0,
      });
    }
  });

  test('of a patient who turns round passes only levels that were reached', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8_000_000 }), (elapsedUs) => {
        const points = walkIn(into(1_500), thresholdsMt);
        const reached = points.filter((point) => point.afterUs <= elapsedUs);
        const out = walkOut(points, elapsedUs);
        expect(out).toHaveLength(reached.length);
        for (const { fieldMt, afterUs } of out) {
          expect(fieldMt).toBeLessThan(reached.at(-1)?.fieldMt ?? 0);
          expect(afterUs).toBeLessThanOrEqual(elapsedUs);
        }
        if (reached.length > 0) expect(out.at(-1)?.fieldMt).toBe(0);
      }),
    );
  });
});
