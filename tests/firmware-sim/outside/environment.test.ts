import { describe, expect, test } from 'vitest';
import { noEffects } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { type LivingPump, livingPump, quietAlarms } from '../living-pump.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };
const walked = { ...scanner, profile: 'walk-in' } as const;

/** Reads the field every hundredth of a second. */
function fieldsOf(life: LivingPump, us: number): readonly number[] {
  const seen = [life.pump.drive.field.fieldMt];
  for (let passed = 0; passed < us; passed += 10_000) {
    life.wait(10_000);
    const { fieldMt } = life.pump.drive.field;
    if (fieldMt !== seen.at(-1)) seen.push(fieldMt);
  }
  return seen;
}

function rising(levels: readonly number[]): boolean {
  return levels.every((level, i) => i === 0 || level > Number(levels[i - 1]));
}

describe('a patient who walks into a scanner', () => {
  test('crosses disturbance, stall and damage in this order, and leaves in reverse order', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(24);
    life.pump.setField(walked);
    const wayIn = fieldsOf(life, 10 * US_PER_SECOND);
    expect(wayIn.slice(0, 4)).toEqual([0, 1.5, 4, 15]);
    expect(wayIn).toContain(500);
    expect(wayIn.at(-1)).toBe(1_500);
    expect(rising(wayIn)).toBe(true);
    life.pump.removeField();
    const wayOut = fieldsOf(life, 10 * US_PER_SECOND);
    expect([...wayOut].reverse()).toEqual(wayIn);
    expect(life.pump.drive.state).toBe('turning');
  });

  test('has the rotor held at 4 mT, some 4 m before the centre, until the way out', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.pump.setField(walked);
    life.wait(US_PER_HOUR);
    const leavesUs = life.clock.nowUs();
    life.pump.removeField();
    life.wait(US_PER_HOUR);
    const held = life.events('true.rotor').filter((event) => event.state === 'held');
    const turning = life.events('true.rotor').findLast((event) => event.state === 'turning');
    expect(Number(held[0]?.t) / US_PER_SECOND).toBeGreaterThan(3.5);
    expect(Number(held[0]?.t) / US_PER_SECOND).toBeLessThan(4.5);
    expect(Number(turning?.t) - leavesUs).toBe(8 * US_PER_SECOND - Number(held[0]?.t));
  });

  test('has it held at the angle to the field: at 30 deg to the shaft with 8 mT', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.pump.setField({ ...walked, angleToNormalDeg: 30 });
    while (life.pump.drive.state !== 'held') life.wait(1_000);
    expect(life.pump.drive.field.fieldMt).toBeCloseTo(8, 9);
  });

  test.each([0.5, 2, 5.5, 7, 7.999])(
    'and turns round after %d s meets no stronger field on the way back',
    (seconds) => {
      const life = livingPump();
      life.pump.programSimpleContinuous(24);
      life.pump.setField(walked);
      const wayIn = fieldsOf(life, seconds * US_PER_SECOND);
      life.pump.removeField();
      const wayOut = fieldsOf(life, 9 * US_PER_SECOND);
      expect(Math.max(...wayOut)).toBeLessThanOrEqual(Math.max(...wayIn));
      expect(rising([...wayOut].reverse())).toBe(true);
      expect(wayOut.at(-1)).toBe(0);
      expect(life.pump.drive.state).toBe('turning');
    },
  );

  test('continues to leave when told twice', () => {
    const life = livingPump();
    life.pump.setField(walked);
    life.wait(US_PER_MINUTE);
    life.pump.removeField();
    life.wait(4 * US_PER_SECOND);
    const leaving = life.pump.drive.field.fieldMt;
    life.pump.removeField();
    expect(Math.max(...fieldsOf(life, 9 * US_PER_SECOND))).toBe(leaving);
    expect(life.pump.drive.field.fieldMt).toBe(0);
  });

  test('and turns round before the scanner receives none of its effects', () => {
    const altered = { kind: 'memory error', class: 'critical' } as const;
    const life = livingPump({ state: { reservoirMl: 1.9, alarms: quietAlarms } });
    life.wait(US_PER_HOUR);
    life.pump.setField(walked, { ...noEffects, emiTelemetry: true, altered });
    life.wait(3 * US_PER_SECOND);
    life.pump.removeField();
    life.wait(US_PER_MINUTE);
    expect(life.pump.firmware.latch.latched).toBe(false);
    expect(life.pump.firmware.alarms.causes).toEqual(['low reservoir']);
  });

  test('receives interference when the scanner is reached, and not before', () => {
    const life = livingPump({ state: { reservoirMl: 1.9, alarms: quietAlarms } });
    life.wait(US_PER_HOUR);
    life.pump.setField(walked, { ...noEffects, emiTelemetry: true });
    life.wait(8 * US_PER_SECOND - 1);
    expect(life.pump.firmware.latch.latched).toBe(false);
    life.wait(1);
    expect(life.pump.firmware.latch.latched).toBe(true);
  });
});

describe('a field that replaces another', () => {
  test('is one exposure with it; the delayed effects of the first still occur', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    const restart = { kind: 'bound', forUs: 2 * US_PER_HOUR } as const;
    life.pump.setField(scanner, { ...noEffects, restart, altered: { kind: 'rate', rateMlPerDay: 0.75 } });
    life.wait(US_PER_MINUTE);
    life.pump.setField({ ...scanner, fieldMt: 3_000 }, { ...noEffects, secondInterrogationQuirk: true });
    life.wait(US_PER_MINUTE);
    life.pump.removeField();
    expect(life.pump.drive.state).toBe('bound');
    expect(life.pump.interrogate().rateMlPerDay).toBe(0.75);
    life.wait(5 * US_PER_HOUR);
    expect(life.pump.interrogate().log.map((entry) => entry.kind)).toEqual(['motor stall']);
    expect(life.pump.interrogate().log).toHaveLength(2);
  });

  test('leaves nothing for the next exposure', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.pump.setField(scanner, { ...noEffects, restart: { kind: 'bound', forUs: 2 * US_PER_HOUR } });
    life.pump.removeField();
    life.wait(3 * US_PER_HOUR);
    life.pump.setField(scanner);
    life.pump.removeField();
    expect(life.pump.drive.state).toBe('turning');
  });

  test('on an approach starts at a distance: the first field is gone', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.pump.setField(scanner);
    life.wait(US_PER_MINUTE);
    life.pump.setField(walked);
    expect(life.pump.drive.field.fieldMt).toBe(0);
    life.wait(9 * US_PER_SECOND);
    expect(life.pump.drive.field.fieldMt).toBe(1_500);
  });
});

test('ending a field that does not exist is recorded and does nothing', () => {
  const { pump, events, clock } = livingPump();
  pump.removeField();
  pump.removeField();
  expect(events('in.field')).toHaveLength(2);
  expect(events('true.rotor')).toEqual([]);
  expect(clock.nextDueUs()).toBe(48 * US_PER_HOUR);
});
