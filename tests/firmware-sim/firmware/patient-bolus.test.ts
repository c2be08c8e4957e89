import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Acceptance } from '../../../firmware-sim/base/refusal.ts';
import { noEffects, type PatientBolus, type Program } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun } from '../pump-run.ts';

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
