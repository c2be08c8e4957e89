import { describe, expect, test } from 'vitest';
import { failureAgeUs } from '../../../firmware-sim/base/hazard.ts';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { type Defect, drawnDefect } from '../../../firmware-sim/outside/defects.ts';
import type { FailureQuantities } from '../../../firmware-sim/products/quantities/failure-quantities.ts';
import { type PumpRun, pumpRun, quietAlarms, theProduct } from '../pump-run.ts';

const failures = theProduct().failures as FailureQuantities;
const DRAWS = 20_000;

function delivering(state = {}): PumpRun {
  const run = pumpRun({ state: { alarms: quietAlarms, ...state } });
  run.pump.programSimpleContinuous(0.5);
  run.wait(US_PER_DAY);
  return run;
}

function defect(begun: Defect, state = {}): PumpRun {
  const run = delivering(state);
  run.pump.beginDefect(begun);
  return run;
}

/** Expects a count within five standard deviations of its binomial mean. */
function expectShare(count: number, share: number): void {
  expect(Math.abs(count / DRAWS - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / DRAWS));
}

describe('hazards', () => {
  test.each([
    ['approved', 0.024],
    ['unapproved', 0.07],
    // ECRI alert; Hartley Medical: 4,891 pumps.
  ] as const)('with %s drugs fail a share of %d of the pumps by 78 months', (_label, failedShare) => {
    const stream = new RandomStream(5, 'hazard');
    const hazard = { ageUs: 78, failedShare, shape: 2 };
    let failed = 0;
    for (let i = 0; i < DRAWS; i += 1) if (failureAgeUs(hazard, 0, stream) <= 78) failed += 1;
    expectShare(failed, failedShare);
  });

  test('grow with age, for pumps that reached it', () => {
    const by = (reached: number, more: number): number => {
      const stream = new RandomStream(6, 'hazard');
      let failed = 0;
      for (let i = 0; i < DRAWS; i += 1)
        if (failureAgeUs({ ageUs: 78, failedShare: 0.07, shape: 2 }, reached, stream) <= reached + more) failed += 1;
      return failed / DRAWS;
    };
    expect(by(60, 12)).toBeGreaterThan(5 * by(0, 12));
  });

  test('with a share of zero never occur, and with a shape of 1 ignore the age', () => {
    const stream = new RandomStream(7, 'hazard');
    expect(failureAgeUs({ ageUs: 78, failedShare: 0, shape: 2 }, 0, stream)).toBe(Number.POSITIVE_INFINITY);
    const [young, old] = [0, 500].map((reached) =>
      failureAgeUs({ ageUs: 78, failedShare: 0.5, shape: 1 }, reached, new RandomStream(8, 'hazard')),
    ) as [number, number];
    expect(Math.abs(old - young - 500)).toBeLessThanOrEqual(1);
  });

  test('cause a defect in a run at the age drawn, and none where not requested', () => {
    const ages = new Set<number>();
    for (let seed = 1; seed <= 60; seed += 1) {
      const run = pumpRun({ seed, state: { hazards: 'unapproved', alarms: quietAlarms } });
      run.wait(6.9 * 365.25 * US_PER_DAY);
      for (const event of run.events('true.defect')) ages.add(event.t);
    }
    // 60 pumps, 7 % of them by 6.5 years.
    expect(ages.size).toBeGreaterThan(0);
    expect(ages.size).toBeLessThan(15);
  });
});

// Medtronic US, SynchroMed II: shaft wear 59 %, shorting 14 %, gear corrosion 2 %.
describe('causes of a stall in returned pumps', () => {
  test('are drawn in the published proportions', () => {
    const stream = new RandomStream(9, 'defect cause');
    const counts = new Map<string, number>();
    for (let i = 0; i < DRAWS; i += 1) {
      const drawn = drawnDefect(failures, stream);
      const cause = drawn.kind === 'rotor' ? drawn.cause : drawn.kind;
      counts.set(cause, (counts.get(cause) ?? 0) + 1);
    }
    expectShare(counts.get('shaft wear') ?? 0, 0.59);
    expectShare(counts.get('feedthrough shorting') ?? 0, 0.14);
    expectShare(counts.get('drive-gear corrosion') ?? 0, 0.02);
    expectShare(counts.get('unknown') ?? 0, 0.25);
  });
});

describe('a rotor defect', () => {
  test('that seizes it ends delivery; the pump logs a stall and sounds an alarm', () => {
    const run = defect({ kind: 'rotor', cause: 'foreign particle', rotor: 'seized' });
    const atMl = run.pump.reservoir.deliveredMl;
    run.wait(10 * US_PER_DAY);
    expect(run.pump.reservoir.deliveredMl).toBe(atMl);
    expect(run.stalls().map(([kind]) => kind)).toEqual(['motor stall']);
    expect(run.pump.firmware.alarms.causes).toEqual(['motor stall']);
    expect(run.events('true.defect')[0]).toMatchObject({ kind: 'rotor', cause: 'foreign particle', rotor: 'seized' });
  });

  test('that is intermittent sticks once in each 12 h (assumed); the rotor turns between', () => {
    const run = defect({ kind: 'rotor', cause: 'shaft wear', rotor: 'intermittent' });
    const fromUs = run.clock.nowUs();
    run.wait(30 * US_PER_DAY);
    const stuck = run.events('true.rotor').filter((event) => event.state === 'bound');
    expect(stuck.map((event) => Math.floor((event.t - fromUs) / (12 * US_PER_HOUR)))).toEqual(
      Array.from({ length: 60 }, (_, i) => i),
    );
    expect(run.stalls().length).toBeGreaterThan(10);
    // 60 stalls of 32 min on average at 0.5 mL/day, and no more.
    const lostMl = 31 * 0.5 - run.pump.reservoir.deliveredMl;
    expect(lostMl).toBeGreaterThan((60 * 5 * 0.5) / 1440);
    expect(lostMl).toBeLessThan((60 * 60 * 0.5) / 1440);
  });

  test('that sticks in a field is freed neither by the field nor by its own end alone', () => {
    const run = delivering();
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
    run.pump.drive.stick(US_PER_HOUR);
    expect(run.pump.drive.state).toBe('bound');
    run.wait(2 * US_PER_HOUR);
    expect(run.pump.drive.state).toBe('held');
    run.pump.drive.stick(US_PER_HOUR);
    run.pump.removeField();
    expect(run.pump.drive.state).toBe('bound');
    run.wait(US_PER_HOUR);
    expect(run.pump.drive.state).toBe('turning');
  });
});

// TGA: repeated short stalls, Low Battery Resets, premature ERI.
describe('feedthrough shorting', () => {
  test('shows all three signs within weeks, and the therapy goes on between them', () => {
    const run = defect({ kind: 'feedthrough shorting', safeState: false });
    run.wait(60 * US_PER_DAY);
    const kinds = run.logged().map(([kind]) => kind);
    expect(kinds.filter((kind) => kind === 'motor stall').length).toBeGreaterThan(20);
    // One in each 5 days.
    expect(kinds.filter((kind) => kind === 'low battery reset')).toHaveLength(12);
    expect(kinds.filter((kind) => kind === 'elective replacement indicator')).toHaveLength(1);
    expect(run.pump.firmware.delivery.program).toEqual({ mode: 'simple continuous', rateMlPerDay: 0.5 });
  });

  test('drains a battery computed by use, so that its indicator comes early', () => {
    const run = defect({ kind: 'feedthrough shorting', safeState: false }, { batteryShare: 1 });
    run.wait(400 * US_PER_DAY);
    const eri = run.events('pump.alarm').find((event) => event.cause === 'elective replacement indicator');
    // 862 mAh at 116 uA, where 16 uA would last 6 years.
    expect(Number(eri?.t) / US_PER_DAY).toBeCloseTo(1 + 862_080 / 116.167 / 24, -1);
  });

  test('raises ERI once, by the first reason, and the 90 days count from there', () => {
    const run = defect({ kind: 'feedthrough shorting', safeState: false }, { eriAtAgeUs: 20 * US_PER_DAY });
    run.wait(200 * US_PER_DAY);
    const called = run.events('pump.log').filter(({ entry }) => entry === 'elective replacement indicator');
    expect(called).toHaveLength(1);
    const ended = run.events('pump.alarm').find((event) => event.cause === 'end of service');
    expect(ended?.t).toBe(Number(called[0]?.t) + 90 * US_PER_DAY);
  });

  test('is repeated with the same seed and differs with another', () => {
    const of = (seed: number): string => {
      const run = pumpRun({ seed });
      run.pump.programSimpleContinuous(0.5);
      run.pump.beginDefect({ kind: 'feedthrough shorting', safeState: false });
      run.wait(20 * US_PER_DAY);
      return run.trace.fingerprint();
    };
    expect(of(1)).toBe(of(1));
    expect(of(1)).not.toBe(of(2));
  });
});

// TGA; Health Canada: with or without Safe State.
describe('a low battery reset', () => {
  // Medtronic, product advisories: a very low level.
  test('in safe state drops the rate to the minimum, 0.006 mL/day (assumed)', () => {
    const run = defect({ kind: 'low battery reset', safeState: true });
    expect(run.pump.interrogate()).toMatchObject({ mode: 'minimum rate', rateMlPerDay: 0.006, doing: 'delivering' });
    expect(run.logged().map(([kind]) => kind)).toEqual(['low battery reset']);
    run.wait(10 * US_PER_DAY);
    expect(run.pump.reservoir.deliveredMl).toBeCloseTo(0.5 + 0.06, 3);
    expect(run.pump.firmware.alarms.causes).toEqual(['low battery reset']);
    expect(run.pump.programSimpleContinuous(0.5)).toEqual({ ok: true });
    expect(run.pump.firmware.alarms.causes).toEqual([]);
  });

  test('without safe state keeps the therapy and ends a bolus', () => {
    const run = delivering();
    run.pump.singleBolus(0.1, 1);
    run.pump.beginDefect({ kind: 'low battery reset', safeState: false });
    expect(run.events('pump.bolus').map((event) => event.phase)).toEqual(['start', 'cut']);
    expect(run.pump.interrogate()).toMatchObject({ rateMlPerDay: 0.5, doing: 'delivering' });
  });

  test('leaves a stopped pump stopped, and an ended one as it is', () => {
    const run = delivering();
    run.pump.programStopped();
    run.pump.beginDefect({ kind: 'low battery reset', safeState: true });
    expect(run.pump.interrogate()).toMatchObject({ mode: 'stopped', doing: 'stopped' });
    const old = pumpRun({ state: { ageUs: 8 * 365.25 * US_PER_DAY } });
    old.wait(1);
    old.pump.beginDefect({ kind: 'low battery reset', safeState: true });
    expect(old.logged().map(([kind]) => kind)).not.toContain('low battery reset');
  });
});

test('leaves the program of a pump without minimum rate, in safe state as well', () => {
  const { minimumRate: _none, ...product } = theProduct();
  const { pump, wait } = pumpRun({ product, state: { alarms: quietAlarms } });
  pump.programSimpleContinuous(0.5);
  wait(US_PER_HOUR);
  pump.beginDefect({ kind: 'low battery reset', safeState: true });
  wait(US_PER_HOUR);
  expect([pump.delivery.program.mode, pump.delivery.basalMlPerDay]).toEqual(['simple continuous', 0.5]);
});
