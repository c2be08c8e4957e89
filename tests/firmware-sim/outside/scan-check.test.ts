import { describe, expect, test } from 'vitest';
import { type ExposureEffects, noEffects } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../../firmware-sim/base/time-units.ts';
import { comparedFields, differencesOf } from '../../../firmware-sim/outside/scan-check.ts';
import { type LivingPump, livingPump, quietAlarms } from '../living-pump.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };

/** An hour of delivery, a record where requested, and a scan. */
function scanned(effects: Partial<ExposureEffects>, { record = true, lastsUs = 30 * US_PER_MINUTE } = {}): LivingPump {
  const life = livingPump({ state: { alarms: quietAlarms } });
  life.pump.programSimpleContinuous(0.5);
  life.wait(US_PER_HOUR);
  if (record) life.pump.interrogate();
  life.pump.setField(scanner, { ...noEffects, ...effects });
  life.wait(lastsUs);
  return life;
}

function outAndChecked(life: LivingPump, waitUs = US_PER_HOUR): readonly unknown[] {
  life.pump.removeField();
  life.wait(waitUs);
  return checked(life);
}

function checked(life: LivingPump): readonly unknown[] {
  const from = life.events('pump.scanCheck').length;
  life.pump.scanCheck();
  return life
    .events('pump.scanCheck')
    .slice(from)
    .map(({ state, name, before, after }) => (name === undefined ? state : [name, before, after]));
}

describe('a scan check that is done', () => {
  // MHRA alert MDA/2008/087: programming may be altered.
  test('names the field that changed, with its former value', () => {
    const life = scanned({ altered: { kind: 'rate', rateMlPerDay: 0.7 } });
    expect(outAndChecked(life)).toEqual([['rate', '0.5 mL/day', '0.7 mL/day'], 'recovered']);
  });

  test('finds a memory error by its alarm, and nothing after a short scan', () => {
    const life = scanned({ altered: { kind: 'memory error', class: 'critical' } }, { lastsUs: US_PER_MINUTE });
    expect(outAndChecked(life)).toEqual([['alarms', '', 'critical memory error'], 'no stall']);
    expect(outAndChecked(scanned({}, { lastsUs: US_PER_MINUTE }))).toEqual(['unchanged', 'no stall']);
  });

  // Medtronic MRI page: it may show at the second one.
  test('interrogates a second time where the recovery is missing', () => {
    const life = scanned({ secondInterrogationQuirk: true });
    // The alarm ended with the recovery; only the log hides it.
    expect(outAndChecked(life)).toEqual(['unchanged', 'recovered']);
    expect(life.events('pump.interrogation')).toHaveLength(3);
  });

  test('reports a rotor that shows no recovery after both', () => {
    const life = scanned({ restart: { kind: 'bound', forUs: 10 * US_PER_HOUR } });
    expect(outAndChecked(life)).toEqual([['alarms', '', 'motor stall'], 'not recovered']);
    life.wait(US_PER_DAY);
    expect(checked(life)).toEqual(['unchanged', 'recovered']);
  });
});

describe('a scan check that is done wrongly', () => {
  test('too early shows the old program, although the scan is about to alter it', () => {
    const life = scanned({ altered: { kind: 'rate', rateMlPerDay: 0.7 } });
    expect(checked(life)).toEqual([['alarms', '', 'motor stall'], 'not recovered']);
    expect(outAndChecked(life)).toContainEqual(['rate', '0.5 mL/day', '0.7 mL/day']);
  });

  test('without an earlier record compares nothing', () => {
    expect(outAndChecked(scanned({ altered: { kind: 'rate', rateMlPerDay: 0.7 } }, { record: false }))).toEqual([
      'no record',
    ]);
  });

  test('compares with the record from before the first of two consecutive fields', () => {
    const life = scanned({ altered: { kind: 'rate', rateMlPerDay: 0.7 } });
    life.pump.setField({ fieldMt: 900, azimuthDeg: 0 });
    life.wait(US_PER_MINUTE);
    expect(outAndChecked(life)).toContainEqual(['rate', '0.5 mL/day', '0.7 mL/day']);
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
    const life = livingPump({ state: { alarms: quietAlarms } });
    expect(life.pump.program({ mode: 'flex', flex: day, patientBolus }).ok).toBe(true);
    life.wait(US_PER_HOUR);
    life.pump.interrogate();
    life.pump.setField(scanner, { ...noEffects, ...altered });
    life.wait(US_PER_MINUTE);
    return outAndChecked(life, 9 * US_PER_HOUR);
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
  const { pump } = livingPump();
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
