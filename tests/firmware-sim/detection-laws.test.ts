import { describe, expect, test } from 'vitest';
import type { DetectionLaw } from '../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { pumpRun } from './pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };
/** Microseconds of a motor step at 0.5 mL/day. */
const STEP_US = 21_600_000;

/** Minutes from a field that comes after exactly an hour to the stall that the pump logs. */
function minutesToStall(rateMlPerDay: number, law: DetectionLaw): number {
  const { pump, wait, stalls } = pumpRun({ state: { law } });
  pump.programSimpleContinuous(rateMlPerDay);
  wait(US_PER_HOUR);
  pump.setField(scanner);
  wait(10 * US_PER_HOUR);
  expect(stalls()).toHaveLength(1);
  return (Number(stalls()[0]?.[1]) - US_PER_HOUR) / US_PER_MINUTE;
}

// No law of a real pump is published: Medtronic's MRI page on SynchroMed II says "delayed".
describe('detection of a stall', () => {
  test.each([
    { rate: 0.048, volume: 180, time: 23.75, later: 180 },
    { rate: 0.432, volume: 20, time: 20 + 25 / 60, later: 20 + 25 / 60 },
    { rate: 0.5, volume: 17.04, time: 20.12, later: 20.12 },
    { rate: 24, volume: 21.6 / 60, time: 20 + 0.45 / 60, later: 20 + 0.45 / 60 },
  ])('at $rate mL/day takes $volume min by volume, $time by time, the later of both', (row) => {
    expect(minutesToStall(row.rate, 'volume')).toBeCloseTo(row.volume, 9);
    expect(minutesToStall(row.rate, 'time')).toBeCloseTo(row.time, 9);
    expect(minutesToStall(row.rate, 'eitherLater')).toBeCloseTo(row.later, 9);
  });

  test('by volume in 17.28 min at 0.5 mL/day when the field comes as a step was made', () => {
    const { pump, wait, stalls } = pumpRun();
    pump.programSimpleContinuous(0.5);
    wait(100 * STEP_US);
    pump.setField(scanner);
    wait(US_PER_HOUR);
    expect(stalls()).toEqual([['motor stall', 100 * STEP_US + 17.28 * US_PER_MINUTE]]);
  });
});

describe.each(['time', 'eitherLater'] as const)('detection by the law %s', (law) => {
  test('ignores an exposure that ends 1 us before detection, logs one that ends then', () => {
    const dueUs = 20 * US_PER_MINUTE + STEP_US;
    const logOf = (endUs: number): readonly string[] => {
      const { pump, wait, stalls } = pumpRun({ state: { law } });
      pump.programSimpleContinuous(0.5);
      pump.setField(scanner);
      wait(endUs);
      pump.removeField();
      wait(5 * US_PER_HOUR);
      return stalls().map(([kind]) => kind);
    };
    expect(logOf(dueUs - 1)).toEqual([]);
    expect(logOf(dueUs)).toEqual(['motor stall', 'motor stall recovery']);
  });

  test('pauses while no steps are commanded, and continues when they are', () => {
    const { pump, clock, wait, stalls } = pumpRun({ state: { law } });
    pump.programSimpleContinuous(24);
    pump.setField(scanner);
    wait(450_000 + 15 * US_PER_MINUTE);
    pump.programStopped();
    wait(40 * US_PER_HOUR);
    expect(stalls()).toEqual([]);
    const resumedUs = clock.nowUs();
    pump.programSimpleContinuous(24);
    wait(US_PER_HOUR);
    expect(stalls()).toEqual([['motor stall', resumedUs + 5 * US_PER_MINUTE]]);
  });

  test('counts time, so a change of rate in between changes nothing', () => {
    const { pump, wait, stalls } = pumpRun({ state: { law } });
    pump.programSimpleContinuous(24);
    pump.setField(scanner);
    for (const rate of [12, 24, 6, 24]) {
      wait(3 * US_PER_MINUTE);
      pump.programSimpleContinuous(rate);
    }
    wait(US_PER_HOUR);
    expect(stalls()).toEqual([['motor stall', 450_000 + 20 * US_PER_MINUTE]]);
  });

  test('counts the time of a bolus too', () => {
    const { pump, wait, stalls } = pumpRun({ state: { law } });
    pump.programSimpleContinuous(0.5);
    pump.setField(scanner);
    wait(STEP_US);
    pump.singleBolus(0.25, 24);
    wait(US_PER_HOUR);
    expect(stalls()).toEqual([['motor stall', STEP_US + 20 * US_PER_MINUTE]]);
  });

  test('is zeroed only by a confirmed step between two exposures', () => {
    const stallAfter = (freeUs: number): number | undefined => {
      const { pump, wait, stalls } = pumpRun({ state: { law } });
      pump.programSimpleContinuous(0.5);
      pump.setField(scanner);
      wait(40 * STEP_US);
      pump.removeField();
      wait(freeUs);
      pump.setField(scanner);
      wait(US_PER_HOUR);
      return stalls()[0]?.[1];
    };
    expect(stallAfter(STEP_US - 1)).toBe(STEP_US + 20 * US_PER_MINUTE);
    expect(stallAfter(STEP_US)).toBe(42 * STEP_US + 20 * US_PER_MINUTE);
  });
});

test('of a pump that steps every 225 s needs six steps by time, 48 by volume', () => {
  const decides = (law: DetectionLaw): number => {
    const { pump, wait } = pumpRun({ state: { law } });
    pump.programSimpleContinuous(0.048);
    wait(10 * 225_000_000);
    return pump.detector.decideAtSteps();
  };
  expect(decides('volume')).toBe(10 + 48);
  expect(decides('time')).toBe(10 + 6);
  expect(decides('eitherLater')).toBe(10 + 48);
});

describe('recovery after a scan (no law of a real pump is published)', () => {
  test.each([
    { rate: 0.048, volume: 180, time: 23.75, later: 180 },
    { rate: 0.5, volume: 17.28, time: 20.36, later: 20.36 },
    { rate: 24, volume: 21.6 / 60, time: 20 + 0.45 / 60, later: 20 + 0.45 / 60 },
  ])('at $rate mL/day takes $volume min by volume, $time by time, the later of both', (row) => {
    const minutes = (recoveryLaw: DetectionLaw): number => {
      const { pump, wait, stalls, clock } = pumpRun({ state: { recoveryLaw } });
      pump.programSimpleContinuous(row.rate);
      pump.setField(scanner);
      wait(6 * US_PER_HOUR);
      pump.removeField();
      const goneUs = clock.nowUs();
      wait(6 * US_PER_HOUR);
      expect(stalls().map(([kind]) => kind)).toEqual(['motor stall', 'motor stall recovery']);
      return (Number(stalls()[1]?.[1]) - goneUs) / US_PER_MINUTE;
    };
    expect(minutes('volume')).toBeCloseTo(row.volume, 9);
    expect(minutes('time')).toBeCloseTo(row.time, 9);
    expect(minutes('eitherLater')).toBeCloseTo(row.later, 9);
  });
});
