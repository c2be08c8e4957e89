import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complianceOf } from '../../../../firmware-sim/plant/catheter/catheter-shape.ts';
import {
  kpaAfter,
  outMlAfter,
  type PressureCourse,
  secondsToKpa,
  secondsToOutMl,
} from '../../../../firmware-sim/plant/catheter/pressure-course.ts';
import { metreOfCatheter } from '../metre-of-catheter.ts';

const S_PER_DAY = 86_400;

describe('time to 69 kPa of a shut metre of catheter, t = C (P_th - P_0) / Q', () => {
  // Hours, at E = 2, 3 and 10 MPa.
  test.each([
    [0.048, 13.7, 9.1, 2.7],
    [0.1, 6.6, 4.4, 1.3],
    [0.5, 1.31, 0.88, 0.26],
    [1, 39 / 60, 26 / 60, 7.9 / 60],
    [24, 1.6 / 60, 1.1 / 60, 0.33 / 60],
  ])('at %d mL/day: %d, %d and %d h by hand, to the given digits', (mlPerDay, ...hours) => {
    for (const [i, youngMpa] of [2, 3, 10].entries()) {
      const mlPerKpa = complianceOf({ ...metreOfCatheter, youngMpa });
      const shut = { kpa: 0, inMlPerS: mlPerDay / S_PER_DAY, mlPerKpa, sinkKpa: 0, outMlPerSKpa: 0 };
      const found = secondsToKpa(shut, 69) / 3600;
      expect(Math.abs(found / (hours[i] as number) - 1)).toBeLessThan(0.035);
    }
  });

  test('stores 27, 18 and 5.5 uL at E = 2, 3, 10 MPa; 18 uL are 26 min at 1 mL/day', () => {
    const storedUl = [2, 3, 10].map((youngMpa) => 69_000 * complianceOf({ ...metreOfCatheter, youngMpa }));
    expect(storedUl.map((ul) => Math.round(10 * ul) / 10)).toEqual([27.4, 18.3, 5.5]);
    expect(((storedUl[1] as number) / 1000) * 24 * 60).toBeCloseTo(26.3, 0);
  });
});

// t = tau ln((P_inf - P_0) / (P_inf - P_th)).
test('with an outlet: 0 towards 100 kPa with tau 600 s reaches 69 after 702.710 s', () => {
  const course = { kpa: 0, inMlPerS: 100 / 600, mlPerKpa: 1, sinkKpa: 0, outMlPerSKpa: 1 / 600 };
  expect(secondsToKpa(course, 69)).toBeCloseTo(702.71, 3);
  expect(secondsToKpa(course, 101)).toBe(Number.POSITIVE_INFINITY);
  expect(secondsToKpa(course, -1)).toBe(Number.POSITIVE_INFINITY);
});

const aCourse: fc.Arbitrary<PressureCourse> = fc.record({
  kpa: fc.double({ min: 0, max: 100, noNaN: true }),
  inMlPerS: fc.constantFrom(0, 1e-6, 1e-5, 3e-4),
  mlPerKpa: fc.double({ min: 1e-5, max: 1e-2, noNaN: true }),
  sinkKpa: fc.constant(0),
  outMlPerSKpa: fc.constantFrom(0, 1e-9, 1e-6, 3e-3),
});
const aTimeS = fc.double({ min: 0, max: 1e5, noNaN: true });

describe('any course of pressure', () => {
  test('keeps the volume: inflow has left or is stored', () => {
    fc.assert(
      fc.property(aCourse, aTimeS, (course, s) => {
        const storedMl = course.mlPerKpa * (kpaAfter(course, s) - course.kpa);
        expect(outMlAfter(course, s) + storedMl).toBeCloseTo(course.inMlPerS * s, 9);
      }),
    );
  });

  test('is unchanged by an observation half way', () => {
    fc.assert(
      fc.property(aCourse, aTimeS, aTimeS, (course, first, second) => {
        const half = { ...course, kpa: kpaAfter(course, first) };
        const whole = kpaAfter(course, first + second);
        expect(Math.abs(kpaAfter(half, second) - whole)).toBeLessThan(1e-9 * (1 + Math.abs(whole)));
      }),
    );
  });

  test('reaches a pressure and an outflow at the predicted times', () => {
    fc.assert(
      fc.property(aCourse, fc.double({ min: 0, max: 100, noNaN: true }), aTimeS, (course, kpa, s) => {
        const atS = secondsToKpa(course, kpa);
        if (Number.isFinite(atS) && atS < 1e9) expect(kpaAfter(course, atS)).toBeCloseTo(kpa, 5);
        const outMl = outMlAfter(course, s);
        const outS = secondsToOutMl(course, outMl);
        if (outMl > 1e-9 && Number.isFinite(outS)) expect(outMlAfter(course, outS)).toBeCloseTo(outMl, 9);
      }),
    );
  });
});
