import { describe, expect, test } from 'vitest';
import type { Program } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { pumpRun, quietAlarms } from '../pump-run.ts';

describe('minimum rate', () => {
  test('makes a step every half hour: 0.006 mL/day (a common figure, not published)', () => {
    const { pump, wait, events } = pumpRun({ state: { alarms: quietAlarms } });
    expect(pump.program({ mode: 'minimum rate' })).toEqual({ ok: true });
    wait(US_PER_HOUR / 2 - 1);
    expect(pump.drive.commandedSteps()).toBe(0);
    wait(1);
    expect(pump.drive.commandedSteps()).toBe(1);
    wait(10 * US_PER_DAY);
    expect(pump.drive.commandedSteps()).toBe(481);
    expect(pump.interrogate()).toMatchObject({ mode: 'minimum rate', rateMlPerDay: 0.006, doing: 'delivering' });
    expect(events('pump.mode')).toEqual([{ t: 0, e: 'pump.mode', mode: 'minimum rate', rateMlPerDay: 0.006 }]);
  });

  test('lies below every rate that may be programmed', () => {
    const { pump } = pumpRun();
    expect(pump.programSimpleContinuous(0.006).ok).toBe(false);
  });

  test('returns after a bolus', () => {
    const { pump, wait } = pumpRun();
    pump.program({ mode: 'minimum rate' });
    pump.singleBolus(0.01, 24);
    wait(36 * US_PER_SECOND);
    expect(pump.drive.commandedSteps()).toBe(80);
    wait(US_PER_HOUR);
    expect(pump.drive.commandedSteps()).toBe(82);
  });
});

describe('a program', () => {
  test.each([
    [{ mode: 'minimum rate', rateMlPerDay: 0.5 }, 'rate', 'none in mode `minimum rate`', 'mode'],
    [{ mode: 'stopped', rateMlPerDay: 0.5 }, 'rate', 'none in mode `stopped`', 'mode'],
    [{ mode: 'simple continuous' }, 'rate', '0.048 to 24 mL/day', 'missing'],
    [{ mode: 'simple continuous', rateMlPerDay: 0.047999 }, 'rate', '0.048 to 24 mL/day', 'range'],
    [{ mode: 'simple continuous', rateMlPerDay: 24.000001 }, 'rate', '0.048 to 24 mL/day', 'range'],
  ] satisfies readonly (readonly [Program, string, string, string])[])(
    '%o is refused, and the running therapy goes on',
    (program, field, limit, why) => {
      const { pump, clock, wait, events } = pumpRun();
      pump.programSimpleContinuous(1);
      wait(US_PER_HOUR + 1);
      const before = { line: pump.delivery.line, dueUs: clock.nextDueUs(), modes: events('pump.mode').length };
      expect(pump.program(program)).toMatchObject({ ok: false, refusal: { field, limit, why } });
      expect({ line: pump.delivery.line, dueUs: clock.nextDueUs(), modes: events('pump.mode').length }).toEqual(before);
      expect(pump.interrogate()).toMatchObject({ mode: 'simple continuous', rateMlPerDay: 1 });
    },
  );

  test('that stops the pump leaves nothing running, and reports no rate', () => {
    const { pump, wait } = pumpRun();
    pump.programSimpleContinuous(1);
    wait(US_PER_HOUR);
    pump.programStopped();
    const steps = pump.drive.commandedSteps();
    wait(US_PER_DAY);
    expect(pump.drive.commandedSteps()).toBe(steps);
    expect(pump.interrogate()).toMatchObject({ mode: 'stopped', rateMlPerDay: 0, doing: 'stopped' });
  });
});

describe('a priming bolus', () => {
  test('runs at 24 mL/day, the highest rate, then returns to the previous program', () => {
    const { pump, wait, events } = pumpRun();
    pump.programSimpleContinuous(0.5);
    expect(pump.primingBolus(0.2)).toEqual({ ok: true });
    expect(pump.delivery.bolusKind).toBe('priming bolus');
    wait(1_600 * 450_000 - 1);
    expect(pump.drive.commandedSteps()).toBe(1_599);
    wait(1);
    expect(pump.drive.commandedSteps()).toBe(1_600);
    expect(events('pump.bolus').map(({ phase, kind }) => [phase, kind])).toEqual([
      ['start', 'priming bolus'],
      ['end', 'priming bolus'],
    ]);
    wait(216 * US_PER_SECOND);
    expect(pump.drive.commandedSteps()).toBe(1_610);
  });

  test.each([
    { reservoirMl: 20, volumeMl: 0, limit: 'above 0 to 1 mL' },
    { reservoirMl: 20, volumeMl: -0.1, limit: 'above 0 to 1 mL' },
    { reservoirMl: 20, volumeMl: 1.000001, limit: 'above 0 to 1 mL' },
    { reservoirMl: 20, volumeMl: Number.NaN, limit: 'above 0 to 1 mL' },
    { reservoirMl: 0.3, volumeMl: 0.31, limit: 'above 0 to 0.3 mL' },
  ])('of $volumeMl mL from $reservoirMl mL is refused, and nothing changes', ({ reservoirMl, volumeMl, limit }) => {
    const { pump, clock, events } = pumpRun({ state: { reservoirMl, alarms: quietAlarms } });
    pump.programSimpleContinuous(0.5);
    const dueUs = clock.nextDueUs();
    expect(pump.primingBolus(volumeMl)).toMatchObject({ ok: false, refusal: { field: 'priming bolus', limit } });
    expect(clock.nextDueUs()).toBe(dueUs);
    expect(events('pump.bolus')).toEqual([]);
    expect(pump.primingBolus(Math.min(1, reservoirMl))).toEqual({ ok: true });
  });

  test('is refused while another bolus runs, like any bolus', () => {
    const { pump } = pumpRun();
    pump.singleBolus(0.1, 24);
    expect(pump.primingBolus(0.1)).toMatchObject({ ok: false, refusal: { why: 'busy' } });
  });
});
