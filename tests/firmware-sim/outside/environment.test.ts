import { describe, expect, test } from 'vitest';
import { noEffects } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun, quietAlarms } from '../pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };
const walked = { ...scanner, profile: 'walk-in' } as const;

/** Reads the field every hundredth of a second. */
function fieldsOf(run: PumpRun, us: number): readonly number[] {
  const seen = [run.pump.drive.field.fieldMt];
  for (let passed = 0; passed < us; passed += 10_000) {
    run.wait(10_000);
    const { fieldMt } = run.pump.drive.field;
    if (fieldMt !== seen.at(-1)) seen.push(fieldMt);
  }
  return seen;
}

function rising(levels: readonly number[]): boolean {
  return levels.every((level, i) => i === 0 || level > Number(levels[i - 1]));
}

describe('a patient who walks into a scanner', () => {
  test('crosses disturbance, stall and damage in this order, and leaves in reverse order', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(24);
    run.pump.setField(walked);
    const wayIn = fieldsOf(run, 10 * US_PER_SECOND);
    expect(wayIn.slice(0, 4)).toEqual([0, 1.5, 4, 15]);
    expect(wayIn).toContain(500);
    expect(wayIn.at(-1)).toBe(1_500);
    expect(rising(wayIn)).toBe(true);
    run.pump.removeField();
    const wayOut = fieldsOf(run, 10 * US_PER_SECOND);
    expect([...wayOut].reverse()).toEqual(wayIn);
    expect(run.pump.drive.state).toBe('turning');
  });

  test('holds the rotor from 4 mT on, some 4 m before the centre, until the way out', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.setField(walked);
    run.wait(US_PER_HOUR);
    const leavesUs = run.clock.nowUs();
    run.pump.removeField();
    run.wait(US_PER_HOUR);
    const held = run.events('true.rotor').filter((event) => event.state === 'held');
    const turning = run.events('true.rotor').findLast((event) => event.state === 'turning');
    expect(Number(held[0]?.t) / US_PER_SECOND).toBeGreaterThan(3.5);
    expect(Number(held[0]?.t) / US_PER_SECOND).toBeLessThan(4.5);
    expect(Number(turning?.t) - leavesUs).toBe(8 * US_PER_SECOND - Number(held[0]?.t));
  });

  test("holds the rotor by the field's angle: with 8 mT at 30 deg to the shaft", () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.setField({ ...walked, angleToNormalDeg: 30 });
    while (run.pump.drive.state !== 'held') run.wait(1_000);
    expect(run.pump.drive.field.fieldMt).toBeCloseTo(8, 9);
  });

  test.each([0.5, 2, 5.5, 7, 7.999])(
    'and turns round after %d s meets no stronger field on the way back',
    (seconds) => {
      const run = pumpRun();
      run.pump.programSimpleContinuous(24);
      run.pump.setField(walked);
      const wayIn = fieldsOf(run, seconds * US_PER_SECOND);
      run.pump.removeField();
      const wayOut = fieldsOf(run, 9 * US_PER_SECOND);
      expect(Math.max(...wayOut)).toBeLessThanOrEqual(Math.max(...wayIn));
      expect(rising([...wayOut].reverse())).toBe(true);
      expect(wayOut.at(-1)).toBe(0);
      expect(run.pump.drive.state).toBe('turning');
    },
  );

  test('continues to leave after a second request', () => {
    const run = pumpRun();
    run.pump.setField(walked);
    run.wait(US_PER_MINUTE);
    run.pump.removeField();
    run.wait(4 * US_PER_SECOND);
    const leaving = run.pump.drive.field.fieldMt;
    run.pump.removeField();
    expect(Math.max(...fieldsOf(run, 9 * US_PER_SECOND))).toBe(leaving);
    expect(run.pump.drive.field.fieldMt).toBe(0);
  });

  test('and turns round before the scanner receives none of its effects', () => {
    const altered = { kind: 'memory error', class: 'critical' } as const;
    const run = pumpRun({ state: { reservoirMl: 1.9, alarms: quietAlarms } });
    run.wait(US_PER_HOUR);
    run.pump.setField(walked, { ...noEffects, emiTelemetry: true, altered });
    run.wait(3 * US_PER_SECOND);
    run.pump.removeField();
    run.wait(US_PER_MINUTE);
    expect(run.pump.firmware.latch.latched).toBe(false);
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir']);
  });

  test('receives interference when the scanner is reached, and not before', () => {
    const run = pumpRun({ state: { reservoirMl: 1.9, alarms: quietAlarms } });
    run.wait(US_PER_HOUR);
    run.pump.setField(walked, { ...noEffects, emiTelemetry: true });
    run.wait(8 * US_PER_SECOND - 1);
    expect(run.pump.firmware.latch.latched).toBe(false);
    run.wait(1);
    expect(run.pump.firmware.latch.latched).toBe(true);
  });
});

describe('a field that replaces another', () => {
  test('continues its exposure, and delayed effects of the first field still occur', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    const restart = { kind: 'bound', forUs: 2 * US_PER_HOUR } as const;
    run.pump.setField(scanner, { ...noEffects, restart, altered: { kind: 'rate', rateMlPerDay: 0.75 } });
    run.wait(US_PER_MINUTE);
    run.pump.setField({ ...scanner, fieldMt: 3_000 }, { ...noEffects, secondInterrogationQuirk: true });
    run.wait(US_PER_MINUTE);
    run.pump.removeField();
    expect(run.pump.drive.state).toBe('bound');
    expect(run.pump.interrogate().rateMlPerDay).toBe(0.75);
    run.wait(5 * US_PER_HOUR);
    expect(run.pump.interrogate().log.map((entry) => entry.kind)).toEqual(['motor stall']);
    expect(run.pump.interrogate().log).toHaveLength(2);
  });

  test('does not affect the next exposure', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.setField(scanner, { ...noEffects, restart: { kind: 'bound', forUs: 2 * US_PER_HOUR } });
    run.pump.removeField();
    run.wait(3 * US_PER_HOUR);
    run.pump.setField(scanner);
    run.pump.removeField();
    expect(run.pump.drive.state).toBe('turning');
  });

  test('ends the first field at once when an approach starts at a distance', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.setField(scanner);
    run.wait(US_PER_MINUTE);
    run.pump.setField(walked);
    expect(run.pump.drive.field.fieldMt).toBe(0);
    run.wait(9 * US_PER_SECOND);
    expect(run.pump.drive.field.fieldMt).toBe(1_500);
  });
});

test('ending a field that does not exist is recorded and does nothing', () => {
  const { pump, events, clock } = pumpRun();
  pump.removeField();
  pump.removeField();
  expect(events('in.field')).toHaveLength(2);
  expect(events('true.rotor')).toEqual([]);
  expect(clock.nextDueUs()).toBe(48 * US_PER_HOUR);
});
