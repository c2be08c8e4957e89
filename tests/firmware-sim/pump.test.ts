import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { lane } from '../../firmware-sim/base/virtual-clock.ts';
import { rippleUl } from '../../firmware-sim/plant/roller-head.ts';
import { pumpRun } from './pump-run.ts';

const STEP_UL = 0.125;
const scanner = { fieldMt: 1500, azimuthDeg: 40 };

describe('an operation on a pump', () => {
  test('is recorded with its arguments, also when it is refused', () => {
    const { pump, trace } = pumpRun();
    pump.programSimpleContinuous(99);
    pump.singleBolus(0.01, 1);
    pump.rollerStudy();
    pump.programStopped();
    pump.setField({ fieldMt: 3, angleToNormalDeg: 45, azimuthDeg: -7 });
    pump.removeField();
    expect(trace.records.filter((record) => 'e' in record && String(record.e).startsWith('in.'))).toEqual([
      { t: 0, e: 'in.program', mode: 'simple continuous', rateMlPerDay: 99 },
      { t: 0, e: 'in.bolus', kind: 'single bolus', volumeMl: 0.01, rateMlPerDay: 1 },
      { t: 0, e: 'in.rollerStudy' },
      { t: 0, e: 'in.program', mode: 'stopped' },
      { t: 0, e: 'in.field', fieldMt: 3, angleToNormalDeg: 45, azimuthDeg: -7 },
      { t: 0, e: 'in.field', fieldMt: 0 },
    ]);
  });

  test('a field without an azimuth gets one from the seed, and the record names it', () => {
    const azimuthsOf = (seed: number): readonly unknown[] => {
      const { pump, events } = pumpRun({ seed });
      for (let i = 0; i < 5; i += 1) pump.setField({ fieldMt: 1500 });
      return events('in.field').map((event) => event.azimuthDeg);
    };
    expect(azimuthsOf(3)).toEqual(azimuthsOf(3));
    expect(azimuthsOf(3)).not.toEqual(azimuthsOf(4));
    expect(new Set(azimuthsOf(3)).size).toBeGreaterThan(1);
    expect(azimuthsOf(3).every((deg) => Number(deg) >= -180 && Number(deg) < 180)).toBe(true);
  });

  test('an invalid field throws before anything is recorded or changed', () => {
    const { pump, trace } = pumpRun();
    const before = trace.records.length;
    expect(() => pump.setField({ fieldMt: -5 })).toThrow('-5 mT');
    expect(() => pump.setField({ fieldMt: 600, angleToNormalDeg: 270 })).toThrow('270 deg');
    expect(trace.records).toHaveLength(before);
    expect(pump.drive.state).toBe('turning');
  });
});

describe('at the same microsecond', () => {
  test('a stall is logged before the timeline removes the field', () => {
    const { pump, clock, stalls } = pumpRun();
    clock.lane(lane.timeline).at(48 * 21_600_000, () => pump.removeField());
    pump.programSimpleContinuous(0.5);
    pump.setField(scanner);
    clock.advanceTo(US_PER_HOUR);
    expect(stalls()[0]).toEqual(['motor stall', 48 * 21_600_000]);
  });

  test('a turn starts to be lost before the timeline removes the field', () => {
    const firstLossUs = (removedUs: number): unknown => {
      const { pump, clock, events } = pumpRun();
      clock.lane(lane.timeline).at(removedUs, () => pump.removeField());
      pump.programSimpleContinuous(0.5);
      pump.setField({ fieldMt: 3.9, azimuthDeg: 0 });
      clock.advanceTo(US_PER_HOUR);
      return events('true.rotor')[0]?.t;
    };
    const lossUs = Number(firstLossUs(US_PER_HOUR));
    expect(firstLossUs(lossUs)).toBe(lossUs);
    expect(firstLossUs(lossUs - 1)).toBeUndefined();
  });
});

describe('the ledgers of a pump', () => {
  test('programmed less delivered equals the lost steps, within the roller ripple', () => {
    const anExposure = fc.record({
      waitUs: fc.integer({ min: 0, max: 2 * US_PER_HOUR }),
      lastsUs: fc.integer({ min: 0, max: 2 * US_PER_HOUR }),
      fieldMt: fc.oneof(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 5, max: 3_000, noNaN: true })),
      azimuthDeg: fc.integer({ min: -180, max: 180 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 48, max: 24_000 }), fc.array(anExposure, { maxLength: 6 }), (ulPerDay, list) => {
        const { pump, wait } = pumpRun();
        pump.programSimpleContinuous(ulPerDay / 1000);
        for (const exposure of list) {
          wait(exposure.waitUs);
          pump.setField(exposure);
          wait(exposure.lastsUs);
          pump.removeField();
        }
        wait(US_PER_HOUR);
        const { drive } = pump;
        const lostSteps = drive.commandedSteps() - drive.imposedSteps();
        expect(Number.isInteger(lostSteps) && lostSteps % 2 === 0).toBe(true);
        const missingUl = drive.commandedSteps() * STEP_UL - pump.reservoir.deliveredMl * 1000;
        expect(Math.abs(missingUl - lostSteps * STEP_UL)).toBeLessThanOrEqual(1.01 * rippleUl(drive.train.head));
      }),
      { numRuns: 60 },
    );
  });

  test('half an hour in the scanner at 0.5 mL/day costs 82, 84 or 86 steps (0.0104 mL)', () => {
    const { pump, clock, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    pump.setField(scanner);
    wait(30 * US_PER_MINUTE);
    pump.removeField();
    wait(US_PER_HOUR);
    const lostSteps = pump.drive.commandedSteps() - pump.drive.imposedSteps();
    expect([82, 84, 86]).toContain(lostSteps);
  });
});
