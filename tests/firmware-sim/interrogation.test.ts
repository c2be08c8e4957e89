import { describe, expect, test } from 'vitest';
import { LOG_ENTRIES_MAX } from '../../firmware-sim/base/log-entry.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { pumpRun, quietAlarms } from './pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };

describe('an interrogation', () => {
  test("shows the pump's belief while the rotor is held and the reservoir is emptier", () => {
    const { pump, wait } = pumpRun({ state: { accuracy: 1.145, alarms: quietAlarms } });
    pump.programSimpleContinuous(0.5);
    wait(10 * US_PER_DAY);
    pump.setField(scanner);
    wait(10 * 60_000_000);
    const status = pump.interrogate();
    expect(status).toMatchObject({
      productId: 'synchromed-ii',
      calibrationUl: 30,
      mode: 'simple continuous',
      rateMlPerDay: 0.5,
      doing: 'delivering',
      eriReached: false,
      alarms: [],
      log: [],
    });
    expect(status.programmedMl).toBeCloseTo(5.0034, 3);
    expect(status.calculatedReservoirMl).toBeCloseTo(14.9966, 3);
    expect(pump.reservoir.volumeMl).toBeCloseTo(20 - 5 * 1.145, 2);
  });

  test('is a copy: a record from before a scan can be compared with one from after it', () => {
    const { pump, wait } = pumpRun({ state: { alarms: quietAlarms } });
    pump.programSimpleContinuous(0.5);
    wait(US_PER_HOUR);
    const before = pump.interrogate();
    const kept = structuredClone(before);
    pump.setField(scanner);
    wait(US_PER_HOUR);
    pump.removeField();
    wait(US_PER_HOUR);
    expect(before).toEqual(kept);
    expect(pump.interrogate().log).toHaveLength(2);
  });

  test('is recorded and numbered, with what it showed', () => {
    const { pump, wait, events } = pumpRun();
    pump.programSimpleContinuous(0.5);
    pump.setField(scanner);
    wait(US_PER_HOUR);
    pump.interrogate();
    pump.interrogate();
    expect(events('in.interrogate')).toHaveLength(2);
    expect(events('pump.interrogation')[1]).toEqual({
      t: US_PER_HOUR,
      e: 'pump.interrogation',
      number: 2,
      mode: 'simple continuous',
      rateMlPerDay: 0.5,
      doing: 'delivering',
      reservoirMl: 20 - 166 * 0.000125,
      alarms: ['motor stall'],
      log: ['motor stall'],
    });
  });

  test('changes neither steps nor alarms nor alarm times', () => {
    const recordsOf = (asks: boolean): readonly unknown[] => {
      const { pump, wait, events } = pumpRun();
      pump.programSimpleContinuous(0.5);
      pump.setField(scanner);
      for (let i = 0; i < 50; i += 1) {
        wait(77_777_777);
        if (asks) pump.interrogate();
      }
      return [pump.drive.commandedSteps(), events('pump.tone'), pump.log.entries];
    };
    expect(recordsOf(true)).toEqual(recordsOf(false));
  });

  test('shows the last 250 entries of an overflowed log, numbers continued', () => {
    const { pump, wait } = pumpRun({ state: { alarms: quietAlarms, reservoirMl: 20 } });
    pump.programSimpleContinuous(24);
    for (let i = 0; i < 140; i += 1) {
      pump.setField(scanner);
      wait(60_000_000);
      pump.removeField();
      wait(60_000_000);
    }
    const { log } = pump.interrogate();
    expect(log).toHaveLength(LOG_ENTRIES_MAX);
    expect(log[0]?.number).toBe(280 - LOG_ENTRIES_MAX + 1);
    expect(log.at(-1)).toMatchObject({ number: 280, kind: 'motor stall recovery' });
  });
});
