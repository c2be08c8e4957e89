import { describe, expect, test } from 'vitest';
import { marginScale } from '../../../../hil/viewer/report/margin-scale.ts';

describe('the scale of a margin bar', () => {
  test('puts a value between two limits where it lies, with room beyond both', () => {
    const scale = marginScale(15, { atLeast: 10, atMost: 20 });
    expect(scale).toEqual({ allowedFrom: 1 / 6, allowedTo: 5 / 6, value: 0.5, isBeyond: false });
  });

  test('begins at 0 below an upper limit, so that the bar shows the used share', () => {
    const scale = marginScale(1, { atLeast: null, atMost: 4 });
    expect(scale?.allowedFrom).toBe(0);
    expect((scale?.value ?? 0) / (scale?.allowedTo ?? 1)).toBeCloseTo(0.25);
  });

  test('shows a value above a lower limit inside the allowed range', () => {
    const scale = marginScale(30, { atLeast: 10, atMost: null });
    expect(scale?.value).toBeGreaterThan(scale?.allowedFrom ?? 1);
    expect(scale?.value).toBeLessThan(1);
  });

  test('keeps a far value at the end of the scale and says that it lies beyond', () => {
    expect(marginScale(1000, { atLeast: 10, atMost: 20 })).toMatchObject({ value: 1, isBeyond: true });
    expect(marginScale(-1000, { atLeast: 10, atMost: 20 })).toMatchObject({ value: 0, isBeyond: true });
  });

  test('gives numbers for every limit and value, also for one allowed value and for 0', () => {
    const numbers = [-1e9, -3, -1e-9, 0, 1e-9, 3, 1e9];
    for (const value of numbers) {
      for (const limit of numbers) {
        for (const limits of [
          { atLeast: limit, atMost: limit },
          { atLeast: limit, atMost: null },
          { atLeast: null, atMost: limit },
        ]) {
          const scale = marginScale(value, limits);
          expect(Object.values(scale ?? {}).every((one) => typeof one === 'boolean' || Number.isFinite(one))).toBe(
            true,
          );
          expect(scale?.allowedFrom).toBeLessThanOrEqual(scale?.allowedTo ?? 0);
        }
      }
    }
  });
});
