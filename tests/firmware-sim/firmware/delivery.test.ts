import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentenceOf } from '../../../firmware-sim/base/refusal.ts';
import { US_PER_HOUR, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { BOLUS_STEPS_MAX } from '../../../firmware-sim/firmware/bolus.ts';
import { pumpRun, quietAlarms } from '../pump-run.ts';

/** State that a refusal keeps. */
function therapyOf({ pump, clock }: ReturnType<typeof pumpRun>): unknown {
  return { line: pump.delivery.line, steps: pump.drive.commandedSteps(), dueUs: clock.nextDueUs() };
}

describe('simple continuous delivery', () => {
  test('makes a step every 21.6 s at 0.5 mL/day, and 4,000 a day', () => {
    const { pump, clock } = pumpRun();
    expect(pump.programSimpleContinuous(0.5)).toEqual({ ok: true });
    clock.advanceTo(21_599_999);
    expect(pump.drive.commandedSteps()).toBe(0);
    clock.advanceTo(21_600_000);
    expect(pump.drive.commandedSteps()).toBe(1);
    clock.advanceTo(24 * US_PER_HOUR);
    expect(pump.drive.commandedSteps()).toBe(4_000);
  });

  test('is the programmed volume after any time at any rate, to one step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 48, max: 24_000 }), fc.integer({ min: 0, max: 1e13 }), (ulPerDay, us) => {
        const { pump, clock } = pumpRun({ state: { alarms: quietAlarms } });
        pump.programSimpleContinuous(ulPerDay / 1000);
        clock.advanceTo(us);
        const shortUl = (ulPerDay * us) / (24 * US_PER_HOUR) - pump.drive.commandedSteps() * 0.125;
        expect(shortUl).toBeGreaterThan(-1e-6);
        expect(shortUl).toBeLessThan(0.125 + 1e-6);
      }),
    );
  });

  test('keeps its count when the rate changes or delivery stops', () => {
    const { pump, wait } = pumpRun();
    pump.programSimpleContinuous(24);
    wait(4.5 * US_PER_SECOND);
    pump.programSimpleContinuous(0.5);
    wait(216 * US_PER_SECOND);
    pump.programStopped();
    wait(100 * US_PER_HOUR);
    expect(pump.drive.commandedSteps()).toBe(20);
    pump.programSimpleContinuous(0.5);
    wait(216 * US_PER_SECOND);
    expect(pump.drive.commandedSteps()).toBe(30);
  });

  test.each([
    [0.0479, '0.0479 mL/day'],
    [24.000001, '24.000001 mL/day'],
    [0, '0 mL/day'],
    [-1, '-1 mL/day'],
    [Number.NaN, 'NaN mL/day'],
    [Number.POSITIVE_INFINITY, 'Infinity mL/day'],
  ])('refuses a rate of %f mL/day, names field, value and limit, and goes on unchanged', (rateMlPerDay, value) => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR + 7);
    const before = therapyOf(run);
    const limit = '0.048 to 24 mL/day';
    const refusal = { ok: false, refusal: { field: 'rate', value, limit, why: 'range' } };
    expect(run.pump.programSimpleContinuous(rateMlPerDay)).toEqual(refusal);
    expect(run.pump.singleBolus(0.01, rateMlPerDay)).toEqual(refusal);
    expect(therapyOf(run)).toEqual(before);
    expect(run.events('pump.bolus')).toEqual([]);
  });

  test('accepts both limits of the rate', () => {
    const { pump } = pumpRun();
    expect(pump.programSimpleContinuous(0.048).ok).toBe(true);
    expect(pump.programSimpleContinuous(24).ok).toBe(true);
  });

  test('refuses a rate that is not a whole number of nL/day, to avoid drift', () => {
    const { pump } = pumpRun();
    const answer = pump.programSimpleContinuous(0.1234567);
    expect(answer.ok).toBe(false);
    if (!answer.ok) {
      expect(sentenceOf(answer.refusal)).toBe(
        '`rate` is "0.1234567 mL/day"; allowed: 0.048 to 24 mL/day in whole nanolitres a day',
      );
    }
    expect(pump.programSimpleContinuous(0.123456).ok).toBe(true);
  });
});

describe('a single bolus', () => {
  test('makes its steps at its own rate, then restarts the basal rate from its end', () => {
    const { pump, clock, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    wait(10 * 21_600_000 + 21_000_000);
    const startUs = clock.nowUs();
    expect(pump.singleBolus(0.01, 24)).toEqual({ ok: true });
    wait(79 * 450_000 + 449_999);
    expect(pump.drive.commandedSteps()).toBe(10 + 79);
    wait(1);
    expect(pump.drive.commandedSteps()).toBe(10 + 80);
    const endUs = startUs + 36 * US_PER_SECOND;
    expect(clock.nowUs()).toBe(endUs);
    clock.advanceTo(endUs + 21_599_999);
    expect(pump.drive.commandedSteps()).toBe(90);
    clock.advanceTo(endUs + 21_600_000);
    expect(pump.drive.commandedSteps()).toBe(91);
    clock.advanceTo(endUs + 1_000 * 21_600_000);
    expect(pump.drive.commandedSteps()).toBe(1_090);
  });

  test('begins and ends once, also in the trace', () => {
    const { pump, clock, events } = pumpRun();
    pump.programSimpleContinuous(0.5);
    pump.singleBolus(0.005, 1);
    clock.advanceTo(US_PER_HOUR);
    const bolus = { e: 'pump.bolus', kind: 'single bolus', steps: 40 };
    expect(events('pump.bolus')).toEqual([
      { t: 0, phase: 'start', ...bolus },
      { t: 40 * 10_800_000, phase: 'end', ...bolus },
    ]);
  });

  test('on a stopped pump ends with the pump stopped', () => {
    const { pump, wait } = pumpRun();
    expect(pump.singleBolus(0.01, 24).ok).toBe(true);
    wait(100 * US_PER_HOUR);
    expect(pump.drive.commandedSteps()).toBe(80);
    expect(pump.delivery.line.periodUs).toBeUndefined();
  });

  test('after a stop does not restore the basal rate from before the stop', () => {
    const { pump, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    wait(216 * US_PER_SECOND);
    pump.programStopped();
    pump.singleBolus(0.01, 24);
    wait(100 * US_PER_HOUR);
    expect(pump.drive.commandedSteps()).toBe(10 + 80);
  });

  test('is followed by the accepted basal rate, not by one refused meanwhile', () => {
    const { pump, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    pump.programSimpleContinuous(99);
    pump.singleBolus(0.01, 24);
    pump.programSimpleContinuous(1);
    wait(36 * US_PER_SECOND + 10 * 21_600_000);
    expect(pump.drive.commandedSteps()).toBe(90);
  });

  test('is refused during another bolus, as is a rate change; that bolus goes on', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.singleBolus(0.01, 24);
    run.wait(10 * US_PER_SECOND);
    const before = therapyOf(run);
    for (const answer of [
      run.pump.singleBolus(0.01, 24),
      run.pump.rollerStudy(),
      run.pump.programSimpleContinuous(1),
    ]) {
      expect(answer).toEqual({
        ok: false,
        refusal: {
          field: 'bolus',
          value: 'a single bolus under way',
          limit: 'one bolus at a time, and no change of rate during it',
          why: 'busy',
        },
      });
    }
    expect(therapyOf(run)).toEqual(before);
    run.wait(26 * US_PER_SECOND);
    expect(run.pump.singleBolus(0.01, 24).ok).toBe(true);
  });

  test.each([
    [0, '0 mL'],
    [-1, '-1 mL'],
    [Number.NaN, 'NaN mL'],
    [19.97926, '19.97926 mL'],
    [5_000, '5000 mL'],
  ])('of %f mL is refused if the pump calculates 19.979 mL, and changes nothing', (volumeMl, value) => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR);
    const before = therapyOf(run);
    const limit = 'above 0 mL to the calculated reservoir level, 19.97925 mL';
    expect(run.pump.singleBolus(volumeMl, 24)).toMatchObject({ ok: false, refusal: { field: 'bolus', value, limit } });
    expect(therapyOf(run)).toEqual(before);
    expect(run.pump.singleBolus(19.97925, 24).ok).toBe(true);
  });

  test.each([
    [0.00006, '0 motor steps'],
    [1_250.000125, '10000001 motor steps'],
  ])('of %f mL is refused for its steps, and changes nothing', (volumeMl, value) => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    const before = therapyOf(run);
    const limit = `1 to ${BOLUS_STEPS_MAX} whole motor steps`;
    const bolus = { kind: 'single bolus', steps: run.pump.delivery.stepsOf(volumeMl), rateMlPerDay: 24 } as const;
    expect(run.pump.delivery.startBolus(bolus)).toMatchObject({
      ok: false,
      refusal: { field: 'bolus', value, limit },
    });
    expect(therapyOf(run)).toEqual(before);
  });

  test('is cut by a stop once, and does not end again later', () => {
    const { pump, wait, events } = pumpRun();
    pump.programSimpleContinuous(0.5);
    pump.singleBolus(0.01, 24);
    wait(18 * US_PER_SECOND);
    expect(pump.programStopped()).toEqual({ ok: true });
    wait(100 * US_PER_HOUR);
    expect(pump.drive.commandedSteps()).toBe(40);
    expect(events('pump.bolus').map((event) => event.phase)).toEqual(['start', 'cut']);
    expect(pump.programSimpleContinuous(1).ok).toBe(true);
  });
});

test('is unaffected by a stop of a stopped pump', () => {
  const { pump, wait } = pumpRun();
  expect(pump.programStopped()).toEqual({ ok: true });
  wait(100 * US_PER_HOUR);
  expect(pump.drive.commandedSteps()).toBe(0);
});

describe('a single bolus of an older programmer', () => {
  test('leaves the pump stopped where that is requested, and not for another bolus', () => {
    const run = pumpRun({ state: { singleBolusEndsStopped: true } });
    run.pump.programSimpleContinuous(0.5);
    run.pump.rollerStudy();
    run.wait(US_PER_HOUR);
    expect(run.pump.delivery.doing).toBe('delivering');
    run.pump.singleBolus(0.01, 24);
    run.wait(US_PER_HOUR);
    expect(run.pump.interrogate()).toMatchObject({ mode: 'stopped', doing: 'stopped', rateMlPerDay: 0 });
    expect(run.events('pump.mode').at(-1)).toMatchObject({ mode: 'stopped' });
  });
});
