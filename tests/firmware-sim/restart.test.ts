import { describe, expect, test } from 'vitest';
import { noEffects, type RestartBranch } from '../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { type PumpRun, pumpRun, quietAlarms, theProduct, theRollers } from './pump-run.ts';

/** Microseconds of a motor step at 0.5 mL/day. */
const STEP_US = 21_600_000;
const scanner = { fieldMt: 1500, azimuthDeg: 40 };
const LEFT_US = 100 * STEP_US + US_PER_HOUR;

/** An hour in a scanner after 100 steps at 0.5 mL/day, with a given effect on the gears. */
function scanned(restart: RestartBranch, run = pumpRun({ state: { alarms: quietAlarms } })): PumpRun {
  run.pump.programSimpleContinuous(0.5);
  run.wait(100 * STEP_US);
  run.pump.setField(scanner, { ...noEffects, restart });
  run.wait(US_PER_HOUR);
  run.pump.removeField();
  return run;
}

function certainlyBound(): Product {
  const product = theProduct();
  const rollers = theRollers();
  const boundProbabilityRatio = { ...rollers.boundProbabilityRatio, value: 1 };
  return { ...product, drive: { kind: 'rollers', quantities: { ...rollers, boundProbabilityRatio } } };
}

/** Time from each end of a field to the next turn of the rotor. */
function restartDelaysUs(run: PumpRun): readonly number[] {
  const gone = run.events('in.field').filter((event) => event.fieldMt === 0);
  const turning = run.events('true.rotor').filter((event) => event.state === 'turning');
  return gone.map((event, i) => Number(turning[i]?.t) - event.t);
}

describe('a rotor after a field', () => {
  // Medtronic MRI page: delayed logging.
  test('turns with the next commanded step, and the pump logs recovery 48 steps later', () => {
    const run = scanned({ kind: 'free' });
    const restDeg = run.pump.drive.rotorDeg();
    const nextStepUs = Math.ceil((LEFT_US + 1) / STEP_US) * STEP_US;
    run.clock.advanceTo(nextStepUs - 1);
    expect(run.pump.drive.rotorDeg()).toBe(restDeg);
    run.clock.advanceTo(nextStepUs);
    expect(run.pump.drive.rotorDeg()).toBe(restDeg + 1.5);
    run.wait(US_PER_HOUR);
    expect(run.events('true.rotor').map(({ state, t }) => [state, t])).toEqual([
      ['held', 100 * STEP_US],
      ['turning', LEFT_US],
    ]);
    expect(run.stalls().map(([kind, atUs]) => [kind, atUs])).toEqual([
      ['motor stall', 148 * STEP_US],
      ['motor stall recovery', nextStepUs + 47 * STEP_US],
    ]);
  });

  test('stays bound for the requested 6 h, delivers nothing, and loses whole motor turns', () => {
    const run = scanned({ kind: 'bound', forUs: 6 * US_PER_HOUR });
    const { drive, reservoir } = run.pump;
    const deliveredMl = reservoir.deliveredMl;
    expect(drive.state).toBe('bound');
    run.wait(6 * US_PER_HOUR - 1);
    expect(drive.state).toBe('bound');
    expect(reservoir.deliveredMl).toBe(deliveredMl);
    run.wait(1);
    expect(drive.state).toBe('turning');
    expect((drive.commandedSteps() - drive.imposedSteps()) % 2).toBe(0);
    run.wait(US_PER_HOUR);
    const recovery = run.stalls().at(-1);
    const freedUs = LEFT_US + 6 * US_PER_HOUR;
    expect(recovery).toEqual(['motor stall recovery', (Math.floor(freedUs / STEP_US) + 48) * STEP_US]);
  });

  test('bound after a short exposure is logged as stalled long after the field went', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.setField(scanner, { ...noEffects, restart: { kind: 'bound', forUs: 2 * US_PER_HOUR } });
    run.wait(US_PER_MINUTE);
    run.pump.removeField();
    run.wait(4 * US_PER_HOUR);
    expect(run.stalls()[0]).toEqual(['motor stall', 48 * STEP_US]);
    expect(run.stalls().map(([kind]) => kind)).toEqual(['motor stall', 'motor stall recovery']);
  });

  test('bound and held again is bound anew when the second field goes', () => {
    const run = scanned({ kind: 'bound', forUs: 6 * US_PER_HOUR });
    run.wait(5 * US_PER_HOUR);
    run.pump.setField(scanner, { ...noEffects, restart: { kind: 'bound', forUs: 3 * US_PER_HOUR } });
    run.wait(2 * US_PER_HOUR);
    expect(run.pump.drive.state).toBe('held');
    run.pump.removeField();
    run.wait(3 * US_PER_HOUR - 1);
    expect(run.pump.drive.state).toBe('bound');
    run.wait(1);
    expect(run.pump.drive.state).toBe('turning');
  });

  test('is not bound by a field that never held it', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.setField({ fieldMt: 1 }, { ...noEffects, restart: { kind: 'bound', forUs: 2 * US_PER_HOUR } });
    run.wait(US_PER_HOUR);
    run.pump.removeField();
    expect(run.pump.drive.state).toBe('turning');
  });

  test('is bound when the field ends, not when it grows weak', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.setField(scanner, { ...noEffects, restart: { kind: 'bound', forUs: 2 * US_PER_HOUR } });
    run.wait(US_PER_HOUR);
    run.pump.setField({ fieldMt: 1 });
    expect(run.pump.drive.state).toBe('bound');
    run.wait(2 * US_PER_HOUR);
    expect(run.pump.drive.state).toBe('turning');
  });

  test.each([Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY])(
    'cannot be bound for %d us: it throws, and nothing changes',
    (forUs) => {
      const { pump, trace } = pumpRun();
      const records = trace.records.length;
      expect(() => pump.setField(scanner, { ...noEffects, restart: { kind: 'bound', forUs } })).toThrow('bound for');
      expect(trace.records).toHaveLength(records);
      expect(pump.drive.state).toBe('turning');
    },
  );
});

describe('a delayed restart that is drawn', () => {
  /** Many exposures, two days apart. */
  function manyScans(
    product: Product,
    count: number,
    restart: RestartBranch,
    restartDelayUsMax = 0,
  ): readonly number[] {
    const run = pumpRun({ product, seed: 11, state: { alarms: quietAlarms, restartDelayUsMax } });
    run.pump.programSimpleContinuous(0.048);
    for (let i = 0; i < count; i += 1) {
      run.pump.setField(scanner, { ...noEffects, restart });
      run.wait(US_PER_MINUTE);
      run.pump.removeField();
      run.wait(48 * US_PER_HOUR);
    }
    return restartDelaysUs(run);
  }

  // Medtronic MRI page, SynchroMed II.
  test('is uniform within 2 to 24 h', () => {
    const hours = manyScans(certainlyBound(), 200, { kind: 'sampled' }).map((us) => us / US_PER_HOUR);
    expect(hours).toHaveLength(200);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...hours)).toBeLessThan(24);
    expect(Math.min(...hours)).toBeLessThan(3);
    expect(Math.max(...hours)).toBeGreaterThan(23);
    // Mean 13 h, give or take four standard errors of 22 / sqrt(12 x 200) = 0.45 h.
    expect(Math.abs(hours.reduce((sum, hour) => sum + hour, 0) / 200 - 13)).toBeLessThan(1.8);
  });

  test('occurs as often as the product says: 3 in 400 is 0.75 %', () => {
    const bound = manyScans(theProduct(), 1_000, { kind: 'sampled' }).filter((us) => us > 0);
    // Expected 7.5, give or take four standard deviations of 2.7.
    expect(bound.length).toBeGreaterThan(0);
    expect(bound.length).toBeLessThanOrEqual(18);
    for (const us of bound) expect(us).toBeGreaterThanOrEqual(2 * US_PER_HOUR);
  });

  test('never occurs by default', () => {
    expect(new Set(manyScans(certainlyBound(), 50, { kind: 'free' }))).toEqual(new Set([0]));
  });

  test('with the option of a uniform delay is within 0 to 20 min', () => {
    const minutes = manyScans(theProduct(), 200, { kind: 'free' }, 20 * US_PER_MINUTE).map((us) => us / US_PER_MINUTE);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(20);
    expect(Math.min(...minutes)).toBeLessThan(1);
    expect(Math.max(...minutes)).toBeGreaterThan(19);
    expect(Math.abs(minutes.reduce((sum, minute) => sum + minute, 0) / 200 - 10)).toBeLessThan(1.7);
  });
});
