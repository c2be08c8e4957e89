import { describe, expect, test } from 'vitest';
import { type Alteration, noEffects } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun } from './pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };

function scanned(run: PumpRun, altered: Alteration): void {
  run.pump.setField(scanner, { ...noEffects, altered });
  run.wait(US_PER_MINUTE);
  run.pump.removeField();
}

// MHRA alert MDA/2008/087: programming may be altered.
describe('a program that a scan altered', () => {
  test('is delivered without an alarm; only comparison with the earlier record shows it', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR);
    const before = run.pump.interrogate();
    scanned(run, { kind: 'rate', rateMlPerDay: 0.75 });
    expect(run.logged()).toEqual([]);
    expect(run.pump.firmware.alarms.causes).toEqual([]);
    const steps = run.pump.drive.commandedSteps();
    run.wait(US_PER_DAY);
    expect(run.pump.drive.commandedSteps() - steps).toBe(6_000);
    const after = run.pump.interrogate();
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
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.singleBolus(0.1, 24);
    scanned(run, { kind: 'rate', rateMlPerDay: 24 });
    expect(run.pump.delivery.bolusKind).toBe('single bolus');
    run.wait(US_PER_HOUR);
    expect(run.pump.delivery.line.periodUs).toEqual({ numerator: 450_000, denominator: 1 });
  });

  test('is corrected by a new program', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    scanned(run, { kind: 'rate', rateMlPerDay: 0.75 });
    run.pump.programSimpleContinuous(0.5);
    expect(run.pump.interrogate().rateMlPerDay).toBe(0.5);
  });

  test('requires a programmed rate', () => {
    const run = pumpRun();
    scanned(run, { kind: 'rate', rateMlPerDay: 0.75 });
    expect(run.pump.interrogate()).toMatchObject({ mode: 'stopped', rateMlPerDay: 0, doing: 'stopped' });
  });

  test.each([0, 0.047, 25, Number.NaN])(
    'cannot be altered to %f mL/day: it throws, and nothing changes',
    (rateMlPerDay) => {
      const { pump, trace } = pumpRun();
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
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    scanned(run, { kind: 'memory error', class: kind });
    expect(run.logged()).toEqual([[`${kind} memory error`, US_PER_MINUTE]]);
    expect(run.events('pump.tone')[0]).toMatchObject({ t: US_PER_MINUTE, tone });
    run.pump.interrogate();
    run.pump.programSimpleContinuous(99);
    expect(run.pump.firmware.alarms.causes).toEqual([`${kind} memory error`]);
    run.pump.programSimpleContinuous(0.5);
    expect(run.pump.firmware.alarms.causes).toEqual([]);
  });
});

test('the record of a field contains the effects of its scan, so a run is repeatable', () => {
  const { pump, events } = pumpRun();
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
