import { describe, expect, test } from 'vitest';
import { type Alteration, noEffects } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { type LivingPump, livingPump } from './living-pump.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };

function scanned(life: LivingPump, altered: Alteration): void {
  life.pump.setField(scanner, { ...noEffects, altered });
  life.wait(US_PER_MINUTE);
  life.pump.removeField();
}

// MHRA alert MDA/2008/087: programming may be altered.
describe('a program that a scan altered', () => {
  test('is delivered without an alarm; only comparison with the earlier record shows it', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.wait(US_PER_HOUR);
    const before = life.pump.interrogate();
    scanned(life, { kind: 'rate', rateMlPerDay: 0.75 });
    expect(life.logged()).toEqual([]);
    expect(life.pump.firmware.alarms.causes).toEqual([]);
    const steps = life.pump.drive.commandedSteps();
    life.wait(US_PER_DAY);
    expect(life.pump.drive.commandedSteps() - steps).toBe(6_000);
    const after = life.pump.interrogate();
    expect([before.rateMlPerDay, after.rateMlPerDay]).toEqual([0.5, 0.75]);
    const { pumpUs, ageUs, weekMinutes, calendarUs, calculatedReservoirMl, programmedMl, refillDays, ...kept } = before;
    const shown = {
      rateMlPerDay: 0.75,
      meanMlPerDay: 0.75,
      program: { mode: 'simple continuous', rateMlPerDay: 0.75 },
    };
    expect(after).toMatchObject({ ...kept, ...shown });
  });

  test('leaves a running bolus at its own rate and takes effect after it', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    life.pump.singleBolus(0.1, 24);
    scanned(life, { kind: 'rate', rateMlPerDay: 24 });
    expect(life.pump.delivery.bolusKind).toBe('single bolus');
    life.wait(US_PER_HOUR);
    expect(life.pump.delivery.line.periodUs).toEqual({ numerator: 450_000, denominator: 1 });
  });

  test('is corrected by a new program', () => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    scanned(life, { kind: 'rate', rateMlPerDay: 0.75 });
    life.pump.programSimpleContinuous(0.5);
    expect(life.pump.interrogate().rateMlPerDay).toBe(0.5);
  });

  test('requires a programmed rate', () => {
    const life = livingPump();
    scanned(life, { kind: 'rate', rateMlPerDay: 0.75 });
    expect(life.pump.interrogate()).toMatchObject({ mode: 'stopped', rateMlPerDay: 0, doing: 'stopped' });
  });

  test.each([0, 0.047, 25, Number.NaN])(
    'cannot be altered to %f mL/day: it throws, and nothing changes',
    (rateMlPerDay) => {
      const { pump, trace } = livingPump();
      const records = trace.records.length;
      expect(() => pump.setField(scanner, { ...noEffects, altered: { kind: 'rate', rateMlPerDay } })).toThrow(
        'altered',
      );
      expect(trace.records).toHaveLength(records);
      expect(pump.drive.state).toBe('turning');
    },
  );
});

describe('a memory error after a scan', () => {
  test.each([
    { kind: 'critical' as const, tone: 'two-tone' },
    { kind: 'non-critical' as const, tone: 'single tone' },
  ])('of kind $kind is logged, sounds a $tone tone and stands until new programming', ({ kind, tone }) => {
    const life = livingPump();
    life.pump.programSimpleContinuous(0.5);
    scanned(life, { kind: 'memory error', class: kind });
    expect(life.logged()).toEqual([[`${kind} memory error`, US_PER_MINUTE]]);
    expect(life.events('pump.tone')[0]).toMatchObject({ t: US_PER_MINUTE, tone });
    life.pump.interrogate();
    life.pump.programSimpleContinuous(99);
    expect(life.pump.firmware.alarms.causes).toEqual([`${kind} memory error`]);
    life.pump.programSimpleContinuous(0.5);
    expect(life.pump.firmware.alarms.causes).toEqual([]);
  });
});

test('the record of a field contains the effects of its scan, so a run is repeatable', () => {
  const { pump, events } = livingPump();
  const altered = { kind: 'rate', rateMlPerDay: 0.75 } as const;
  const restart = { kind: 'bound', forUs: 5 } as const;
  pump.setField(scanner, { restart, altered, emiTelemetry: true, secondInterrogationQuirk: true });
  pump.removeField();
  pump.setField(scanner, { ...noEffects, altered: { kind: 'memory error', class: 'critical' } });
  const [first, , second] = events('in.field');
  expect(first).toMatchObject({
    altered: 'rate',
    alteredRateMlPerDay: 0.75,
    restart: 'bound',
    boundUs: 5,
    emi: 'telemetry',
    quirk: 'second interrogation',
  });
  expect(second).toMatchObject({ altered: 'memory error', alteredClass: 'critical' });
});
