import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Acceptance } from '../../../firmware-sim/base/refusal.ts';
import { noEffects, type PatientBolus, type Program } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun, quietAlarms } from '../pump-run.ts';

const STEP_ML = 0.000125;
const bolus = { volumeMl: 0.025, durationUs: 10 * US_PER_MINUTE, everyUs: 6 * US_PER_HOUR };
const periodic = (more: object = {}, rateMlPerDay = 0.2): Program => ({
  mode: 'periodic bolus',
  rateMlPerDay,
  periodicBolus: { ...bolus, ...more },
});
const patient: PatientBolus = {
  volumeMl: 0.02,
  durationUs: 10 * US_PER_MINUTE,
  lockoutUs: 4 * US_PER_HOUR,
  allottedCount: 3,
};

const bolusPhases = (run: PumpRun) =>
  run.events('pump.bolus').map(({ phase, kind, t }) => [phase, kind, t / US_PER_MINUTE]);

describe('periodic bolus', () => {
  test('begins with a bolus, then runs at its base rate until the next one', () => {
    const run = pumpRun();
    expect(run.pump.program(periodic())).toEqual({ ok: true });
    run.wait(6 * US_PER_HOUR + 5 * US_PER_MINUTE);
    expect(bolusPhases(run)).toEqual([
      ['start', 'periodic bolus', 0],
      ['end', 'periodic bolus', 10],
      ['start', 'periodic bolus', 360],
    ]);
    expect(run.pump.delivery).toMatchObject({ runsPeriodicBolus: true, basalMlPerDay: 0.2 });
    expect(run.pump.delivery.bolusLeftMl).toBeCloseTo(0.0125, 9);
    expect(run.pump.delivery.meanMlPerDay).toBeCloseTo(0.1 + (0.2 * (1440 - 40)) / 1440, 12);
  });

  test('of any volume, duration, interval and base equals their sum, to one motor step', () => {
    const some = fc.record({
      nl: fc.integer({ min: 1_000, max: 400_000 }),
      seconds: fc.integer({ min: 1_800, max: 7_200 }),
      restSeconds: fc.integer({ min: 0, max: 20_000 }),
      baseNl: fc.oneof(fc.constant(0), fc.integer({ min: 48_000, max: 2_000_000 })),
      cycles: fc.integer({ min: 0, max: 60 }),
    });
    let accepted = 0;
    fc.assert(
      fc.property(some, ({ nl, seconds, restSeconds, baseNl, cycles }) => {
        const { pump, clock } = pumpRun({ state: { alarms: quietAlarms } });
        const everyUs = (seconds + restSeconds) * US_PER_SECOND;
        const periodicBolus = { volumeMl: nl / 1e6, durationUs: seconds * US_PER_SECOND, everyUs };
        const answer = pump.program({ mode: 'periodic bolus', rateMlPerDay: baseNl / 1e6, periodicBolus });
        if (!answer.ok) {
          expect(answer.refusal.why).toBe('range');
          return;
        }
        accepted += 1;
        clock.advanceTo(cycles * everyUs);
        const wantedNl = cycles * (nl + (baseNl * restSeconds) / 86_400);
        const shortSteps = wantedNl / 125 - pump.drive.commandedSteps();
        expect(shortSteps).toBeGreaterThan(-0.001);
        expect(shortSteps).toBeLessThan(1.001);
      }),
      { numRuns: 60 },
    );
    expect(accepted).toBeGreaterThan(30);
  });

  test('may have a base rate of 0, and pauses between two boluses', () => {
    const { pump, wait } = pumpRun();
    pump.program(periodic({}, 0));
    wait(5 * US_PER_HOUR);
    expect(pump.drive.commandedSteps()).toBe(200);
    wait(US_PER_DAY);
    expect(pump.drive.commandedSteps()).toBe(1_000);
  });

  test('is cut by a new program, which it does not refuse; another bolus has to wait', () => {
    const run = pumpRun();
    run.pump.program(periodic());
    run.wait(5 * US_PER_MINUTE);
    expect(run.pump.singleBolus(0.01, 24)).toMatchObject({ ok: false, refusal: { field: 'bolus', why: 'busy' } });
    expect(run.pump.rollerStudy()).toMatchObject({ ok: false, refusal: { why: 'busy' } });
    expect(run.pump.programSimpleContinuous(0.5)).toEqual({ ok: true });
    run.wait(US_PER_DAY);
    expect(bolusPhases(run)).toEqual([
      ['start', 'periodic bolus', 0],
      ['cut', 'periodic bolus', 5],
    ]);
  });

  test('gives the rest of a bolus during which a single bolus ends', () => {
    const run = pumpRun();
    run.pump.program(periodic());
    run.clock.advanceTo(6 * US_PER_HOUR - 5 * US_PER_MINUTE);
    const before = run.pump.drive.commandedSteps();
    run.pump.singleBolus(0.05, 7.2);
    run.wait(15 * US_PER_MINUTE);
    expect(run.pump.drive.commandedSteps() - before).toBe(400 + 100);
  });

  test('keeps its bolus times when a scan alters the base rate', () => {
    const run = pumpRun();
    run.pump.program(periodic());
    run.wait(US_PER_HOUR);
    run.pump.setField(
      { fieldMt: 1500, azimuthDeg: 40 },
      { ...noEffects, altered: { kind: 'rate', rateMlPerDay: 0.7 } },
    );
    run.wait(US_PER_MINUTE);
    run.pump.removeField();
    expect(run.pump.delivery.basalMlPerDay).toBe(0.7);
    run.clock.advanceTo(7 * US_PER_HOUR);
    expect(bolusPhases(run).slice(2)).toEqual([
      ['start', 'periodic bolus', 360],
      ['end', 'periodic bolus', 370],
    ]);
  });

  test.each<readonly [string, Program, string]>([
    ['longer than its interval', periodic({ durationUs: 7 * US_PER_HOUR }), 'bolus duration'],
    ['without a bolus', { mode: 'periodic bolus', rateMlPerDay: 0.2 }, 'periodic bolus'],
    ['without a base', { mode: 'periodic bolus', periodicBolus: bolus }, 'rate'],
    ['of a negative volume', periodic({ volumeMl: -0.01 }), 'periodic bolus'],
    ['of no number', periodic({ volumeMl: Number.NaN }), 'periodic bolus'],
    ['finer than a nanolitre', periodic({ volumeMl: 0.0250001234 }), 'periodic bolus'],
    ['faster than the pump', periodic({ volumeMl: 0.5 }), 'periodic bolus'],
    ['slower than the pump', periodic({ volumeMl: 0.0002 }), 'periodic bolus'],
    ['of half seconds', periodic({ durationUs: 600_500_000 }), 'bolus duration'],
    ['too short', periodic({ durationUs: 30 * US_PER_SECOND, volumeMl: 0.001 }), 'bolus duration'],
    ['too often', periodic({ everyUs: 4 * US_PER_MINUTE, durationUs: 2 * US_PER_MINUTE }), 'bolus interval'],
    ['too seldom', periodic({ everyUs: 8 * US_PER_DAY }), 'bolus interval'],
    ['over a base out of range', periodic({}, 25), 'rate'],
    ['in another mode', { mode: 'minimum rate', periodicBolus: bolus }, 'periodic bolus'],
  ])('%s is refused, and the running therapy goes on', (_, program, field) => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR + 7);
    const before = [run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()];
    expect(run.pump.program(program)).toMatchObject({ ok: false, refusal: { field } });
    expect([run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()]).toEqual(before);
  });
});

// Prometra patient therapy controller guide: dose, duration, lockout, allotment in 24 h.
describe('a patient bolus', () => {
  const running = (setting: PatientBolus | 'off' = patient): PumpRun => {
    const run = pumpRun();
    run.pump.program({ mode: 'simple continuous', rateMlPerDay: 0.5, patientBolus: setting });
    return run;
  };
  const why = (answer: Acceptance): string => (answer.ok ? 'granted' : answer.refusal.why);

  test('is refused within the lockout and beyond the allotment, with the next time', () => {
    const run = running();
    const asked = [1, 2, 5, 9, 13, 25].map((hour) => {
      run.clock.advanceTo(hour * US_PER_HOUR);
      return why(run.pump.askPatientBolus());
    });
    expect(asked).toEqual(['granted', 'lockout', 'granted', 'granted', 'allotment', 'granted']);
    const refusals = run.events('pump.bolus').filter(({ phase }) => phase === 'refused');
    expect(refusals).toMatchObject([
      { why: 'lockout', nextAllowedUs: 5 * US_PER_HOUR },
      { why: 'allotment', nextAllowedUs: 25 * US_PER_HOUR },
    ]);
    expect(run.events('in.bolus')).toHaveLength(6);
  });

  test('is granted at the microsecond at which the lockout ends, and not before', () => {
    const run = running();
    run.pump.askPatientBolus();
    run.wait(4 * US_PER_HOUR - 1);
    expect(why(run.pump.askPatientBolus())).toBe('lockout');
    run.wait(1);
    expect(why(run.pump.askPatientBolus())).toBe('granted');
  });

  test('is never granted within the lockout, nor beyond the allotment of any 24 h', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 * US_PER_HOUR }), { maxLength: 80 }), (waits) => {
        const run = running();
        for (const us of waits) {
          run.wait(us);
          run.pump.askPatientBolus();
        }
        const starts = run
          .events('pump.bolus')
          .filter(({ phase }) => phase === 'start')
          .map(({ t }) => t);
        for (const [i, t] of starts.entries()) {
          if (i > 0) expect(t - (starts[i - 1] ?? 0)).toBeGreaterThanOrEqual(patient.lockoutUs);
          expect(starts.filter((other) => other > t - US_PER_DAY && other <= t).length).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('is refused if none is programmed, a bolus runs, or the pump cannot deliver', () => {
    expect(why(running('off').pump.askPatientBolus())).toBe('missing');
    const busy = running();
    busy.pump.singleBolus(0.1, 24);
    expect(why(busy.pump.askPatientBolus())).toBe('busy');
    const stopped = running();
    stopped.pump.programStopped();
    expect(why(stopped.pump.askPatientBolus())).toBe('stopped');
    const empty = pumpRun({ state: { reservoirMl: 0.01 } });
    empty.pump.program({ mode: 'simple continuous', rateMlPerDay: 0.5, patientBolus: patient });
    expect(why(empty.pump.askPatientBolus())).toBe('reservoir');
    const latched = running();
    latched.pump.setField({ fieldMt: 1500, azimuthDeg: 40 }, { ...noEffects, emiTelemetry: true });
    latched.wait(US_PER_DAY);
    expect(why(latched.pump.askPatientBolus())).toBe('latched');
    const ended = pumpRun({ state: { ageUs: 7 * 365.25 * US_PER_DAY - US_PER_HOUR } });
    ended.pump.program({ mode: 'simple continuous', rateMlPerDay: 0.5, patientBolus: patient });
    ended.wait(2 * US_PER_HOUR);
    expect(why(ended.pump.askPatientBolus())).toBe('ended');
  });

  test('survives a change of mode, with earlier grants still counted', () => {
    const run = running();
    run.pump.askPatientBolus();
    run.wait(US_PER_HOUR);
    run.pump.program(periodic({ everyUs: US_PER_DAY }));
    run.wait(US_PER_HOUR);
    expect(why(run.pump.askPatientBolus())).toBe('lockout');
    run.pump.change({ patientBolus: { ...patient, lockoutUs: US_PER_HOUR } });
    expect(why(run.pump.askPatientBolus())).toBe('granted');
  });

  test('calculates the next refill with all allotted boluses, at a bolus or new program', () => {
    const run = running();
    const daysFor = (levelMl: number): number => (levelMl - 2) / (0.5 * (1 - 30 / 1440) + 0.06);
    expect(run.pump.interrogate().refillDays).toBeCloseTo(daysFor(20), 9);
    run.wait(10 * US_PER_DAY);
    expect(run.pump.interrogate().refillDays).toBeCloseTo(daysFor(20) - 10, 9);
    run.pump.askPatientBolus();
    expect(run.pump.interrogate().refillDays).toBeCloseTo(daysFor(15), 9);
  });

  test.each<readonly [object, string]>([
    [{ volumeMl: 0 }, 'patient bolus'],
    [{ volumeMl: Number.NaN }, 'patient bolus'],
    [{ volumeMl: 0.2 }, 'patient bolus'],
    [{ durationUs: 1 }, 'bolus duration'],
    [{ lockoutUs: 9 * US_PER_MINUTE }, 'lockout'],
    [{ lockoutUs: 25 * US_PER_HOUR }, 'lockout'],
    [{ allottedCount: 0 }, 'allotment'],
    [{ allottedCount: 2.5 }, 'allotment'],
    [{ allottedCount: 25 }, 'allotment'],
    [{ durationUs: 2 * US_PER_HOUR, volumeMl: 0.1, allottedCount: 13 }, 'allotment'],
  ])('set to %o is refused together with the mode beside it', (wrong, field) => {
    const run = running();
    const before = [run.pump.delivery.line, run.pump.delivery.program, run.pump.firmware.status().patientBolus];
    const program: Program = { mode: 'minimum rate', patientBolus: { ...patient, ...wrong } };
    expect(run.pump.program(program)).toMatchObject({ ok: false, refusal: { field } });
    expect(run.pump.change(program)).toMatchObject({ ok: false, refusal: { field } });
    expect([run.pump.delivery.line, run.pump.delivery.program, run.pump.firmware.status().patientBolus]).toEqual(
      before,
    );
  });
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

describe('a bridge after a change of concentration', () => {
  const doubled = { oldUgPerMl: 10_000, newUgPerMl: 20_000, doseUgPerDay: 5_000 };

  test('delivers the path volume at dose / old concentration, then at dose / new one', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    expect(run.pump.bridgeBolus(doubled)).toEqual({ ok: true });
    expect(run.events('pump.bolus')).toMatchObject([
      {
        phase: 'start',
        kind: 'bridge bolus',
        steps: 1765,
        pathMl: 0.2206,
        bridgeMlPerDay: 0.5,
        thenMlPerDay: 0.25,
        durationUs: 38_119_680_000,
      },
    ]);
    // 1765 steps of 0.125 uL at 0.5 mL/day.
    run.wait(38_124_000_000 - 1);
    expect(run.pump.delivery.bolusKind).toBe('bridge bolus');
    run.wait(1);
    expect(run.pump.interrogate()).toMatchObject({
      mode: 'simple continuous',
      rateMlPerDay: 0.25,
      doing: 'delivering',
    });
    expect(run.pump.drive.commandedSteps() * STEP_ML).toBeCloseTo(1765 * STEP_ML, 12);
  });

  test('that is cut leaves mode stopped after a stop, and the old rate after a latch', () => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.pump.bridgeBolus(doubled);
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 }, { ...noEffects, emiTelemetry: true });
    run.wait(2 * US_PER_HOUR);
    run.pump.removeField();
    run.wait(US_PER_HOUR);
    expect(run.pump.interrogate()).toMatchObject({ mode: 'simple continuous', rateMlPerDay: 0.5 });
  });

  test.each<readonly [object, string]>([
    [{ oldUgPerMl: 100 }, 'range'],
    [{ oldUgPerMl: 200_000 }, 'range'],
    [{ newUgPerMl: 200_000 }, 'range'],
    [{ newUgPerMl: 100 }, 'range'],
    [{ pathMl: 1.001 }, 'range'],
    [{ pathMl: 0 }, 'range'],
    [{ pathMl: Number.NaN }, 'range'],
    [{ oldUgPerMl: 0 }, 'missing'],
    [{ newUgPerMl: Number.NaN }, 'missing'],
    [{ doseUgPerDay: -1 }, 'missing'],
  ])('with %o is refused, and the running therapy goes on', (wrong, why) => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    const before = [run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()];
    expect(run.pump.bridgeBolus({ ...doubled, ...wrong })).toMatchObject({
      ok: false,
      refusal: { field: 'bridge bolus', why },
    });
    expect([run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()]).toEqual(before);
  });

  test('is drafted for a drug of the pump, as a whole or not at all', () => {
    const run = pumpRun();
    const old = { name: 'morphine', concentrationUgPerMl: 10_000 };
    run.pump.change({ mode: 'simple continuous', rateMlPerDay: 0.5, drug1: old });
    const before = run.pump.firmware.status();
    const drug1 = { name: 'morphine', concentrationUgPerMl: 20_000 };
    for (const wrong of [
      { bridge: { drugSlot: 1, doseUgPerDay: 5_000 } },
      { drug1, bridge: { drugSlot: 1, doseUgPerDay: 500_000 } },
      { drug1, bridge: { drugSlot: 1, doseUgPerDay: 5_000 }, rateMlPerDay: 1 },
      { drug1, bridge: { drugSlot: 1, doseUgPerDay: 5_000 }, catheterMl: 0.00001 },
      { drug1, bridge: { drugSlot: 1, doseUgPerDay: 5_000 }, reservoirMl: 0.1 },
      { drug1, bridge: { drugSlot: 2, doseUgPerDay: 5_000 } },
    ]) {
      expect(run.pump.change(wrong).ok).toBe(false);
      expect(run.pump.firmware.status()).toEqual(before);
    }
    expect(run.pump.change({ drug1, reservoirMl: 20, bridge: { drugSlot: 1, doseUgPerDay: 5_000 } })).toEqual({
      ok: true,
    });
    run.wait(US_PER_DAY);
    expect(run.pump.firmware.status()).toMatchObject({ rateMlPerDay: 0.25, drugs: [drug1, {}, {}] });
  });
});

test('days to the alarm: (fill - threshold) / rate, 36, 72, 18 for 20 mL, 76 for 40', () => {
  const days = [0.5, 0.25, 1].map((rate) => {
    const { pump } = pumpRun();
    pump.programSimpleContinuous(rate);
    return pump.interrogate().refillDays;
  });
  expect(days).toEqual([36, 72, 18]);
  expect(pumpRun().pump.interrogate().refillDays).toBe(Number.POSITIVE_INFINITY);
});
