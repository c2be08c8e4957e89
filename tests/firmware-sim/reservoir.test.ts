import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { rippleUl } from '../../firmware-sim/plant/roller-head.ts';
import { isEvent, type LineRecord } from '../../firmware-sim/trace/record.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

const STEP_ML = 0.000125;
/** Microseconds of a motor step at 0.5 mL/day. */
const STEP_US = 21_600_000;

function lines({ trace }: PumpRun, name: string): readonly LineRecord[] {
  return trace.records.filter((record): record is LineRecord => !isEvent(record) && record.s === name);
}

function alarmUs({ events }: PumpRun, cause: string): number {
  return Number(events('pump.alarm').find((event) => event.cause === cause && event.phase === 'raised')?.t);
}

describe('the true and the calculated volume of the reservoir', () => {
  test('agree to a step and the ripple of the rollers while the pump is exact', () => {
    const { pump, wait } = pumpRun({ state: { alarms: quietAlarms } });
    pump.programSimpleContinuous(1.234567);
    for (let i = 0; i < 40; i += 1) {
      wait(7 * US_PER_HOUR + 1_234_567 * i);
      const differenceMl = pump.reservoir.volumeMl - pump.interrogate().calculatedReservoirMl;
      expect(Math.abs(differenceMl)).toBeLessThan((rippleUl(pump.drive.train.head) + 0.125) / 1000);
    }
  });

  test.each([1.145, 0.855])(
    'differ by the accuracy of %f: the pump calculates with its programmed rate',
    (accuracy) => {
      const { pump, wait } = pumpRun({ state: { alarms: quietAlarms, accuracy } });
      pump.programSimpleContinuous(0.5);
      wait(20 * US_PER_DAY);
      expect(pump.interrogate().calculatedReservoirMl).toBeCloseTo(10, 9);
      expect(pump.reservoir.volumeMl).toBeCloseTo(20 - 10 * accuracy, 3);
      expect(pump.reservoir.deliveredMl).toBeCloseTo(10 * accuracy, 3);
    },
  );

  test('differ while the rotor is held: the pump counts commanded steps', () => {
    const { pump, wait } = pumpRun({ state: { alarms: quietAlarms } });
    pump.programSimpleContinuous(24);
    pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
    wait(6 * US_PER_HOUR);
    expect(pump.reservoir.volumeMl).toBeCloseTo(20, 3);
    expect(pump.interrogate().calculatedReservoirMl).toBeCloseTo(14, 9);
  });

  test('the empty alarm comes at the step at which the calculated level reaches 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 160_000 }), (steps) => {
        const run = pumpRun({ state: { reservoirMl: (steps * 20) / 160_000, alarms: quietAlarms } });
        run.pump.programSimpleContinuous(0.5);
        run.wait(50 * US_PER_DAY);
        expect(alarmUs(run, 'empty reservoir')).toBe(steps * STEP_US);
        expect(alarmUs(run, 'low reservoir')).toBe(Math.max(0, steps - 16_000) * STEP_US);
      }),
      { numRuns: 40 },
    );
  });

  test('the low alarm comes at the step that takes the calculated level to its threshold', () => {
    const aVolume = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(aVolume, aVolume, (reservoirMl, lowReservoirMl) => {
        const run = pumpRun({ state: { reservoirMl, alarms: { ...quietAlarms, lowReservoirMl } } });
        run.pump.programSimpleContinuous(0.5);
        run.wait(50 * US_PER_DAY);
        const atStep = alarmUs(run, 'low reservoir') / STEP_US;
        expect(Number.isInteger(atStep)).toBe(true);
        expect(reservoirMl - atStep * STEP_ML).toBeLessThanOrEqual(lowReservoirMl + 1e-9);
        if (atStep > 0) expect(reservoirMl - (atStep - 1) * STEP_ML).toBeGreaterThan(lowReservoirMl - 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  // Binary fractions give slightly more than the decimal value.
  test.each([
    [2.1, 2],
    [2.24, 1.9],
    [4.001, 0],
    [4.009, 0],
  ])('%d mL are a whole number of steps above %d mL: the alarm is no step late', (reservoirMl, lowReservoirMl) => {
    const run = pumpRun({ state: { reservoirMl, alarms: { ...quietAlarms, lowReservoirMl } } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(10 * US_PER_DAY);
    const steps = Math.round((reservoirMl - lowReservoirMl) / STEP_ML);
    expect(Math.ceil((reservoirMl - lowReservoirMl) / STEP_ML)).toBe(steps + 1);
    expect(alarmUs(run, 'low reservoir')).toBe(steps * STEP_US);
  });

  test('a rest below a millionth of a step counts as empty, and its line is flat', () => {
    const run = pumpRun({ state: { reservoirMl: 1 + 1e-11, alarms: quietAlarms } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(2 * US_PER_DAY);
    run.pump.programSimpleContinuous(1);
    expect(alarmUs(run, 'empty reservoir')).toBe(8_000 * STEP_US);
    expect(lines(run, 'pump.reservoirMl').at(-1)).toMatchObject({ v: 0, r: 0 });
  });

  test('neither line in the trace ever falls below 0, from any initial volume', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.integer({ min: 24, max: 24_000 }),
        (reservoirMl, nl) => {
          const run = pumpRun({ state: { reservoirMl, alarms: quietAlarms } });
          run.pump.programSimpleContinuous(24);
          run.wait(21 * US_PER_HOUR);
          run.pump.programSimpleContinuous(1 + nl / 1000 / 1000);
          run.wait(US_PER_DAY);
          run.pump.programSimpleContinuous(0.5);
          for (const name of ['pump.reservoirMl', 'true.reservoirMl']) {
            expect(lines(run, name).every((record) => record.v >= 0)).toBe(true);
            const last = lines(run, name).at(-1);
            if (last?.v === 0) expect(last.r).toBe(0);
            expect(last?.v === 0 || Number(last?.v) > 1e-6).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('runs empty when the rotor has pumped it, after any turns lost to a field or rig', () => {
    const run = pumpRun({ state: { reservoirMl: 1, alarms: quietAlarms } });
    const { pump } = run;
    pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR);
    pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
    run.wait(6 * US_PER_HOUR);
    pump.removeField();
    pump.drive.takeAway(700.5, pump.drive.commandedSteps() - 701);
    const pumpedMl: number[] = [];
    run.trace.listen((_record, line) => {
      if (line.includes('"state":"empty"')) pumpedMl.push(pump.drive.pumpedMl());
    });
    run.wait(3 * US_PER_DAY);
    expect(pumpedMl).toHaveLength(1);
    expect(pumpedMl[0]).toBeGreaterThanOrEqual(1 - 1e-9);
    expect(pumpedMl[0]).toBeLessThan(1 + 2 * STEP_ML);
    expect(pump.reservoir.deliveredMl).toBe(1);
  });

  test('an empty reservoir delivers nothing, and a refill does not make up for it', () => {
    const run = pumpRun({ state: { reservoirMl: 0.5, alarms: quietAlarms } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(3 * US_PER_DAY);
    expect(run.pump.reservoir.isEmpty).toBe(true);
    expect(run.pump.reservoir.deliveredMl).toBeCloseTo(0.5, 12);
    expect(run.pump.drive.commandedSteps()).toBe(12_000);
    expect(run.events('true.reservoir').map((event) => event.state)).toEqual(['empty']);
    run.pump.refill({ fillMl: 10 });
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.deliveredMl).toBeCloseTo(1, 3);
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(9.5, 3);
  });

  test.each([
    { reservoirMl: 20.01, says: '20.01 mL' },
    { reservoirMl: -1, says: '-1 mL' },
    { reservoirMl: Number.NaN, says: 'NaN mL' },
    { accuracy: 0, says: 'accuracy' },
    { ageUs: -1, says: 'age' },
    { alarms: { ...quietAlarms, criticalEveryUs: 0 }, says: 'interval is 0 us' },
    { alarms: { ...quietAlarms, nonCriticalEveryUs: Number.NaN }, says: 'interval is NaN us' },
  ])('an impossible pump is refused: $says', ({ says, ...state }) => {
    expect(() => pumpRun({ state })).toThrow(says);
  });
});

describe('alarm settings', () => {
  test('a threshold set below the level ends the low alarm, and raises it again there', () => {
    const run = pumpRun({ state: { reservoirMl: 2.5, alarms: quietAlarms } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(2 * US_PER_DAY);
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir']);
    expect(run.pump.change({ lowReservoirMl: 1 })).toEqual({ ok: true });
    expect(run.pump.firmware.alarms.causes).toEqual([]);
    run.wait(US_PER_DAY - 1);
    expect(run.pump.firmware.alarms.causes).toEqual([]);
    run.wait(1);
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir']);
  });

  test('a threshold of 4 mL warns 4 days earlier than one of 2 mL at 0.5 mL/day', () => {
    const run = pumpRun({ state: { alarms: { ...quietAlarms, lowReservoirMl: 4 } } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(40 * US_PER_DAY);
    expect(alarmUs(run, 'low reservoir')).toBe(32 * US_PER_DAY);
  });
});
