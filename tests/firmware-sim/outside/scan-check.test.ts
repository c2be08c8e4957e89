import { describe, expect, test } from 'vitest';
import { type ExposureEffects, noEffects } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../../firmware-sim/base/time-units.ts';
import { comparedFields, differencesOf } from '../../../firmware-sim/outside/scan-check.ts';
import { type PumpRun, pumpRun, quietAlarms } from '../pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };

/** An hour of delivery, a record where requested, and a scan. */
function scanned(effects: Partial<ExposureEffects>, { record = true, lastsUs = 30 * US_PER_MINUTE } = {}): PumpRun {
  const run = pumpRun({ state: { alarms: quietAlarms } });
  run.pump.programSimpleContinuous(0.5);
  run.wait(US_PER_HOUR);
  if (record) run.pump.interrogate();
  run.pump.setField(scanner, { ...noEffects, ...effects });
  run.wait(lastsUs);
  return run;
}

function outAndChecked(run: PumpRun, waitUs = US_PER_HOUR): readonly unknown[] {
  run.pump.removeField();
  run.wait(waitUs);
  return checked(run);
}

function checked(run: PumpRun): readonly unknown[] {
  const from = run.events('pump.scanCheck').length;
  run.pump.scanCheck();
  return run
    .events('pump.scanCheck')
    .slice(from)
    .map(({ state, name, before, after }) => (name === undefined ? state : [name, before, after]));
}

describe('a scan check that is done', () => {
  // MHRA alert MDA/2008/087: programming may be altered.
  test('names the field that changed, with its former value', () => {
    const run = scanned({ altered: { kind: 'rate', rateMlPerDay: 0.7 } });
    expect(outAndChecked(run)).toEqual([['rate', '0.5 mL/day', '0.7 mL/day'], 'recovered']);
  });

  test('finds a memory error by its alarm, and nothing after a short scan', () => {
    const run = scanned({ altered: { kind: 'memory error', class: 'critical' } }, { lastsUs: US_PER_MINUTE });
    expect(outAndChecked(run)).toEqual([['alarms', '', 'critical memory error'], 'no stall']);
    expect(outAndChecked(scanned({}, { lastsUs: US_PER_MINUTE }))).toEqual(['unchanged', 'no stall']);
  });

  // Medtronic MRI page: the recovery may appear only at the second interrogation.
  test('interrogates a second time where the recovery is missing', () => {
    const run = scanned({ secondInterrogationQuirk: true });
    // The alarm ended with the recovery; only the log hides it.
    expect(outAndChecked(run)).toEqual(['unchanged', 'recovered']);
    expect(run.events('pump.interrogation')).toHaveLength(3);
  });

  test('reports a rotor that shows no recovery after both', () => {
    const run = scanned({ restart: { kind: 'bound', forUs: 10 * US_PER_HOUR } });
    expect(outAndChecked(run)).toEqual([['alarms', '', 'motor stall'], 'not recovered']);
    run.wait(US_PER_DAY);
    expect(checked(run)).toEqual(['unchanged', 'recovered']);
  });
});

describe('a scan check that is done wrongly', () => {
  test('too early shows the old program, although the scan is about to alter it', () => {
    const run = scanned({ altered: { kind: 'rate', rateMlPerDay: 0.7 } });
    expect(checked(run)).toEqual([['alarms', '', 'motor stall'], 'not recovered']);
    expect(outAndChecked(run)).toContainEqual(['rate', '0.5 mL/day', '0.7 mL/day']);
  });

  test('without an earlier record compares nothing', () => {
    expect(outAndChecked(scanned({ altered: { kind: 'rate', rateMlPerDay: 0.7 } }, { record: false }))).toEqual([
      'no record',
    ]);
  });

  test('compares with the record from before the first of two consecutive fields', () => {
    const run = scanned({ altered: { kind: 'rate', rateMlPerDay: 0.7 } });
    run.pump.setField({ fieldMt: 900, azimuthDeg: 0 });
    run.wait(US_PER_MINUTE);
    expect(outAndChecked(run)).toContainEqual(['rate', '0.5 mL/day', '0.7 mL/day']);
  });
});

const day = {
  'every day': [
    { fromMinutes: 0, rateMlPerDay: 0.2 },
    { fromMinutes: 480, rateMlPerDay: 0.6 },
  ],
};
const periodicBolus = { volumeMl: 0.02, durationUs: 5 * US_PER_MINUTE, everyUs: 6 * US_PER_HOUR };
const patientBolus = { volumeMl: 0.01, durationUs: 5 * US_PER_MINUTE, lockoutUs: US_PER_HOUR, allottedCount: 4 };

describe('a schedule changes rates by itself', () => {
  function scannedByNight(altered: Partial<ExposureEffects>): readonly unknown[] {
    const run = pumpRun({ state: { alarms: quietAlarms } });
    expect(run.pump.program({ mode: 'flex', flex: day, patientBolus }).ok).toBe(true);
    run.wait(US_PER_HOUR);
    run.pump.interrogate();
    run.pump.setField(scanner, { ...noEffects, ...altered });
    run.wait(US_PER_MINUTE);
    return outAndChecked(run, 9 * US_PER_HOUR);
  }

  test('and a check by day after a record by night finds no change', () => {
    expect(scannedByNight({})).toEqual(['unchanged', 'no stall']);
  });

  test('and a step altered by a scan is found at any time of the check', () => {
    const found = scannedByNight({ altered: { kind: 'rate', rateMlPerDay: 0.7 } });
    expect(found).toEqual([['flex', expect.stringContaining('0.2'), expect.stringContaining('0.7')], 'no stall']);
  });
});

test('each field of a program is compared', () => {
  const { pump } = pumpRun();
  const before = pump.interrogate();
  const after = {
    ...before,
    mode: 'minimum rate' as const,
    rateMlPerDay: 1,
    program: { mode: 'flex' as const, flex: day, periodicBolus },
    patientBolus: { setting: patientBolus, usedCount: 0, nextAllowedUs: 0 },
    drugs: [],
    catheterMl: 9,
    alarmSettings: { lowReservoirMl: 9, criticalEveryUs: 9, nonCriticalEveryUs: 9 },
    alarms: ['motor stall' as const],
  };
  expect(differencesOf(before, after).map(({ field }) => field)).toEqual(comparedFields);
  expect(differencesOf(before, { ...before, pumpUs: 5, calculatedReservoirMl: 1, programmedMl: 3 })).toEqual([]);
});
