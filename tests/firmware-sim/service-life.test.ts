import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun, quietAlarms, theProduct } from './pump-run.ts';

const LIFE_DAYS = 7 * 365.25;

/** Returns the raised alarms of the service life, each with its day of the run. */
function lifeAlarms({ events }: PumpRun): readonly unknown[] {
  return events('pump.alarm')
    .filter((event) => String(event.cause).includes('replacement') || event.cause === 'end of service')
    .map(({ phase, cause, t }) => [phase, cause, t / US_PER_DAY]);
}

describe('service life', () => {
  // Medtronic, page for patients about the replacement of a pump.
  test('raises ERI, and ends 90 days later', () => {
    const run = pumpRun({ state: { eriAtAgeUs: 100 * US_PER_DAY, alarms: quietAlarms } });
    run.pump.programSimpleContinuous(0.048);
    run.wait(100 * US_PER_DAY);
    expect(run.pump.interrogate()).toMatchObject({ eriReached: true, doing: 'delivering' });
    run.wait(90 * US_PER_DAY - 1);
    expect(run.pump.delivery.doing).toBe('delivering');
    run.wait(1);
    expect(run.pump.delivery.doing).toBe('ended');
    expect(lifeAlarms(run)).toEqual([
      ['raised', 'elective replacement indicator', 100],
      ['raised', 'end of service', 190],
    ]);
  });

  // Medtronic, getting a replacement: automatic stop.
  test('ends seven years after implantation at any state of the battery', () => {
    const run = pumpRun({ state: { alarms: quietAlarms } });
    run.pump.programSimpleContinuous(0.048);
    run.wait(LIFE_DAYS * US_PER_DAY - 1);
    expect(run.pump.delivery.doing).toBe('delivering');
    run.wait(1);
    expect(run.pump.delivery.doing).toBe('ended');
    expect(lifeAlarms(run)).toEqual([
      ['raised', 'elective replacement indicator', LIFE_DAYS - 90],
      ['raised', 'end of service', LIFE_DAYS],
    ]);
  });

  test('keeps the limit of seven years with a battery that fails late', () => {
    const state = {
      ageUs: (LIFE_DAYS - 10) * US_PER_DAY,
      eriAtAgeUs: (LIFE_DAYS - 5) * US_PER_DAY,
      alarms: quietAlarms,
    };
    const run = pumpRun({ state });
    run.wait(20 * US_PER_DAY);
    expect(lifeAlarms(run)).toEqual([
      ['raised', 'elective replacement indicator', 5],
      ['raised', 'end of service', 10],
    ]);
  });

  test('is over at the start of a run for a pump implanted longer ago than that', () => {
    const run = pumpRun({ state: { ageUs: (LIFE_DAYS + 1) * US_PER_DAY } });
    run.wait(1);
    expect(run.pump.programSimpleContinuous(0.5)).toMatchObject({ ok: false, refusal: { why: 'ended' } });
    expect(lifeAlarms(run)).toEqual([
      ['raised', 'elective replacement indicator', 0],
      ['raised', 'end of service', 0],
    ]);
  });

  test('age counts from implantation', () => {
    const run = pumpRun({ state: { ageUs: 5 * US_PER_DAY } });
    run.wait(US_PER_HOUR);
    expect(run.pump.interrogate()).toMatchObject({ ageUs: 5 * US_PER_DAY + US_PER_HOUR, pumpUs: US_PER_HOUR });
  });

  test('stops delivery at its end, cuts a bolus, and refuses everything afterwards', () => {
    const run = pumpRun({ state: { ageUs: LIFE_DAYS * US_PER_DAY - US_PER_HOUR, alarms: quietAlarms } });
    const { pump } = run;
    pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR - 10 * US_PER_SECOND);
    pump.singleBolus(0.1, 24);
    run.wait(10 * US_PER_SECOND);
    expect(run.events('pump.bolus').map((event) => event.phase)).toEqual(['start', 'cut']);
    const steps = pump.drive.commandedSteps();
    for (const answer of [
      pump.programSimpleContinuous(0.5),
      pump.program({ mode: 'minimum rate' }),
      pump.programStopped(),
      pump.singleBolus(0.1, 24),
      pump.primingBolus(0.1),
      pump.rollerStudy(),
    ]) {
      expect(answer).toMatchObject({ ok: false, refusal: { why: 'ended' } });
    }
    pump.interrogate();
    pump.refill({ fillMl: 1 });
    run.wait(100 * US_PER_DAY);
    expect(pump.drive.commandedSteps()).toBe(steps);
    expect(pump.interrogate()).toMatchObject({ doing: 'ended' });
    expect(pump.firmware.alarms.causes).toContain('end of service');
  });

  test('has no end in a product without the limits', () => {
    const { serviceLife: _noLimit, ...endless } = theProduct();
    const run = pumpRun({ product: endless, state: { alarms: quietAlarms } });
    run.pump.programSimpleContinuous(0.048);
    run.wait(20 * LIFE_DAYS * US_PER_DAY);
    expect(run.pump.delivery.doing).toBe('delivering');
    expect(lifeAlarms(run)).toEqual([]);
  });
});
