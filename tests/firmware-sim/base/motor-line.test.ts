import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type MotorLine,
  stepDueUs,
  stepPeriodUs,
  stepsAt,
  stepsPerSecond,
} from '../../../firmware-sim/base/motor-line.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';

const SEVEN_YEARS_US = 7 * 365.25 * US_PER_DAY;
const REVOLUTION_NL = 30_000;
const STEPS_PER_REVOLUTION = 240;

/** Steps due up to a time, in whole-number arithmetic of any length. */
function stepsByOracle(rateNlPerDay: number, elapsedUs: number): number {
  const steps = BigInt(elapsedUs) * BigInt(rateNlPerDay) * BigInt(STEPS_PER_REVOLUTION);
  return Number(steps / (BigInt(US_PER_DAY) * BigInt(REVOLUTION_NL)));
}

function lineOf(rateNlPerDay: number, anchorUs = 0, anchorSteps = 0): MotorLine {
  return { anchorUs, anchorSteps, periodUs: stepPeriodUs(rateNlPerDay, REVOLUTION_NL, STEPS_PER_REVOLUTION) };
}

const aRateNlPerDay = fc.integer({ min: 48_000, max: 24_000_000 });

describe('a line of motor steps', () => {
  test('counts its time units exactly', () => {
    expect([US_PER_DAY, US_PER_HOUR, US_PER_MINUTE]).toEqual([86_400, 3_600, 60].map((s) => s * US_PER_SECOND));
  });

  test('has a period of 21.6 s at 0.5 mL/day, 225 s at 0.048 and 0.45 s at 24', () => {
    const periods = [500_000, 48_000, 24_000_000].map((rate) => lineOf(rate).periodUs);
    expect(periods).toEqual([21_600_000, 225_000_000, 450_000].map((numerator) => ({ numerator, denominator: 1 })));
  });

  test.each([48_000, 49_999, 333_333, 500_000, 999_983, 23_999_999, 24_000_000])(
    'matches whole-number arithmetic after seven years at %i nL/day, to the us',
    (rateNlPerDay) => {
      const line = lineOf(rateNlPerDay);
      const steps = stepsAt(line, SEVEN_YEARS_US);
      expect(steps).toBe(stepsByOracle(rateNlPerDay, SEVEN_YEARS_US));
      const dueUs = stepDueUs(line, steps + 1);
      expect(stepsByOracle(rateNlPerDay, dueUs)).toBe(steps + 1);
      expect(stepsByOracle(rateNlPerDay, dueUs - 1)).toBe(steps);
    },
  );

  test('agrees with whole-number arithmetic at any rate and time within seven years', () => {
    fc.assert(
      fc.property(aRateNlPerDay, fc.integer({ min: 0, max: SEVEN_YEARS_US }), (rateNlPerDay, elapsedUs) => {
        expect(stepsAt(lineOf(rateNlPerDay), elapsedUs)).toBe(stepsByOracle(rateNlPerDay, elapsedUs));
      }),
    );
  });

  test('gives a due time at which the step is made, and not a microsecond earlier', () => {
    const anchor = fc.record({
      us: fc.integer({ min: 0, max: SEVEN_YEARS_US }),
      steps: fc.integer({ min: 0, max: 1_000_000_000 }),
    });
    fc.assert(
      fc.property(aRateNlPerDay, anchor, fc.integer({ min: 1, max: 30_000_000 }), (rate, { us, steps }, further) => {
        const line = lineOf(rate, us, steps);
        const dueUs = stepDueUs(line, steps + further);
        expect(stepsAt(line, dueUs)).toBe(steps + further);
        expect(stepsAt(line, dueUs - 1)).toBe(steps + further - 1);
      }),
    );
  });

  test('stops at its last step, which is due like any other, and makes none after it', () => {
    const line: MotorLine = { ...lineOf(24_000_000, 1_000, 10), endSteps: 90 };
    const endUs = 1_000 + 80 * 450_000;
    expect(stepDueUs(line, 90)).toBe(endUs);
    expect(stepsAt(line, endUs - 1)).toBe(89);
    expect(stepsAt(line, endUs)).toBe(90);
    expect(stepsAt(line, SEVEN_YEARS_US)).toBe(90);
    expect(stepDueUs(line, 91)).toBe(Number.POSITIVE_INFINITY);
  });

  test('without a period stays where it is', () => {
    const line: MotorLine = { anchorUs: 500, anchorSteps: 7 };
    expect(stepsAt(line, SEVEN_YEARS_US)).toBe(7);
    expect(stepDueUs(line, 7)).toBe(500);
    expect(stepDueUs(line, 8)).toBe(Number.POSITIVE_INFINITY);
    expect(stepsPerSecond(line)).toBe(0);
  });

  test('makes no step at or before its anchor', () => {
    const line = lineOf(500_000, 1_000_000, 3);
    expect(stepsAt(line, 0)).toBe(3);
    expect(stepsAt(line, 1_000_000)).toBe(3);
    expect(stepDueUs(line, 2)).toBe(1_000_000);
  });

  test('promises no step at a time beyond the range of a clock', () => {
    expect(stepDueUs(lineOf(48_000), 1e9)).toBe(Number.POSITIVE_INFINITY);
    expect(stepDueUs(lineOf(48_000), 1e17)).toBe(Number.POSITIVE_INFINITY);
    expect(Number.isSafeInteger(stepDueUs(lineOf(48_000), 4e7))).toBe(true);
  });

  test('has the slope of its period', () => {
    expect(stepsPerSecond(lineOf(24_000_000))).toBe(1 / 0.45);
    expect(stepsPerSecond(lineOf(500_000))).toBeCloseTo(1 / 21.6, 15);
  });
});
