import { describe, expect, test } from 'vitest';
import { angleToShaftDeg, checkField, inPlaneMt, noField } from '../../../firmware-sim/plant/magnetic-field.ts';

describe('a magnetic field at the rotor', () => {
  test('turns the rotor only with its component across the shaft', () => {
    const at = (angleToNormalDeg: number): number => inPlaneMt({ fieldMt: 100, angleToNormalDeg, azimuthDeg: 0 });
    expect(at(90)).toBe(100);
    expect(at(0)).toBe(0);
    expect(at(180)).toBeLessThan(1e-10);
    expect(at(30)).toBeCloseTo(50, 12);
    expect(at(150)).toBeCloseTo(50, 12);
    expect(inPlaneMt(noField)).toBe(0);
  });

  test('has the same angle to the shaft from either end of it', () => {
    const at = (angleToNormalDeg: number): number => angleToShaftDeg({ fieldMt: 1, angleToNormalDeg, azimuthDeg: 0 });
    expect([0, 10, 90, 170, 180].map(at)).toEqual([0, 10, 90, 10, 0]);
  });

  test.each([
    [{ fieldMt: -1, angleToNormalDeg: 90, azimuthDeg: 0 }, '-1 mT'],
    [{ fieldMt: Number.NaN, angleToNormalDeg: 90, azimuthDeg: 0 }, 'NaN mT'],
    [{ fieldMt: Number.POSITIVE_INFINITY, angleToNormalDeg: 90, azimuthDeg: 0 }, 'Infinity mT'],
    [{ fieldMt: 1, angleToNormalDeg: 270, azimuthDeg: 0 }, '270 deg'],
    [{ fieldMt: 1, angleToNormalDeg: -1, azimuthDeg: 0 }, '-1 deg'],
    [{ fieldMt: 1, angleToNormalDeg: 90, azimuthDeg: Number.NaN }, 'azimuth NaN'],
  ])('is invalid when it is %j, and the error says why', (field, says) => {
    expect(() => checkField(field)).toThrow(RangeError);
    expect(() => checkField(field)).toThrow(says);
  });

  test('may have any strength, at any azimuth', () => {
    expect(() => checkField({ fieldMt: 7000, angleToNormalDeg: 180, azimuthDeg: -900 })).not.toThrow();
  });
});
