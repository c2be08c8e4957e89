import { describe, expect, test } from 'vitest';
import type { Acceptance } from '../../../firmware-sim/base/refusal.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun, quietAlarms } from '../pump-run.ts';

const patientBolus = {
  volumeMl: 0.06,
  durationUs: 30 * US_PER_MINUTE,
  lockoutUs: US_PER_HOUR,
  allottedCount: 4,
};
const bridge = { oldUgPerMl: 10_000, newUgPerMl: 20_000, doseUgPerDay: 5_000 };

/** Each begins from simple continuous at 0.5 mL/day, with a patient bolus programmed. */
const kinds: Readonly<Record<string, { readonly steps: number; readonly begin: (run: PumpRun) => Acceptance }>> = {
  'single bolus': { steps: 800, begin: ({ pump }) => pump.singleBolus(0.1, 4.8) },
  'patient bolus': { steps: 480, begin: ({ pump }) => pump.askPatientBolus() },
  'priming bolus': { steps: 4000, begin: ({ pump }) => pump.primingBolus(0.5) },
  'bridge bolus': { steps: 1600, begin: ({ pump }) => pump.bridgeBolus({ ...bridge, pathMl: 0.2 }) },
  'roller study': { steps: 80, begin: ({ pump }) => pump.rollerStudy() },
  'periodic bolus': {
    steps: 480,
    begin: ({ pump }) =>
      pump.program({
        mode: 'periodic bolus',
        rateMlPerDay: 0.5,
        periodicBolus: { volumeMl: 0.06, durationUs: 30 * US_PER_MINUTE, everyUs: 6 * US_PER_HOUR },
      }),
  },
};

const ways: Readonly<Record<string, (run: PumpRun) => void>> = {
  'a stop': ({ pump }) => expect(pump.programStopped().ok).toBe(true),
  'a latched telemetry mode': ({ pump }) => {
    pump.firmware.alarms.raise('low reservoir');
    pump.firmware.latch.interfere(true);
  },
  'a low battery reset': ({ pump }) => pump.firmware.lowBatteryReset(false),
  'a reset into safe state': ({ pump }) => pump.firmware.lowBatteryReset(true),
  'the end of service': ({ pump }) => pump.firmware.delivery.end(),
};

function begun(kind: string): PumpRun & { readonly fromSteps: number } {
  const run = pumpRun({ state: { alarms: quietAlarms } });
  run.pump.program({ mode: 'simple continuous', rateMlPerDay: 0.5, patientBolus });
  run.wait(US_PER_HOUR);
  const fromSteps = run.pump.drive.commandedSteps();
  expect(kinds[kind]?.begin(run)).toEqual({ ok: true });
  return { ...run, fromSteps };
}

const bolusEvents = ({ events }: PumpRun) => events('pump.bolus').map(({ t: _t, e: _e, ...fields }) => fields);

describe.each(Object.keys(kinds))('a %s', (kind) => {
  const steps = kinds[kind]?.steps ?? 0;

  test.each(Object.keys(ways))('that %s cuts is recorded with the motor steps given, and those planned', (way) => {
    const run = begun(kind);
    run.wait(12 * US_PER_SECOND);
    ways[way]?.(run);
    const givenSteps = run.pump.drive.commandedSteps() - run.fromSteps;
    expect(givenSteps).toBeGreaterThanOrEqual(kind === 'bridge bolus' ? 0 : 3);
    const cut = bolusEvents(run).find(({ phase }) => phase === 'cut');
    expect(cut).toEqual({ phase: 'cut', kind, steps: givenSteps, plannedSteps: steps });
  });

  test('during which the rotor is held or the reservoir empty is recorded with all steps', () => {
    const run = begun(kind);
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
    run.wait(US_PER_SECOND);
    run.pump.withdraw();
    run.wait(US_PER_DAY);
    const phases = bolusEvents(run).filter((event) => event.kind === kind);
    expect(phases.slice(0, 2)).toMatchObject([
      { phase: 'start', steps },
      { phase: 'end', steps },
    ]);
    expect(phases.some(({ phase }) => phase === 'cut')).toBe(false);
  });
});

test('a patient bolus that stops after a third of its time is recorded with a third', () => {
  const run = begun('patient bolus');
  run.wait(10 * US_PER_MINUTE);
  run.pump.programStopped();
  expect(bolusEvents(run).at(-1)).toEqual({ phase: 'cut', kind: 'patient bolus', steps: 160, plannedSteps: 480 });
});

test('a new program cuts a periodic bolus, and any other bolus refuses the program', () => {
  const periodic = begun('periodic bolus');
  periodic.wait(10 * US_PER_MINUTE);
  expect(periodic.pump.programSimpleContinuous(1).ok).toBe(true);
  expect(bolusEvents(periodic).at(-1)).toMatchObject({ phase: 'cut', steps: 160, plannedSteps: 480 });
  for (const kind of Object.keys(kinds).filter((one) => one !== 'periodic bolus')) {
    expect(begun(kind).pump.programSimpleContinuous(1)).toMatchObject({ refusal: { why: 'busy' } });
  }
});

test('a periodic bolus that resumes after a reset plans its remaining volume', () => {
  const run = begun('periodic bolus');
  run.wait(10 * US_PER_MINUTE);
  run.pump.firmware.lowBatteryReset(false);
  run.wait(US_PER_HOUR);
  const kind = 'periodic bolus';
  expect(bolusEvents(run)).toEqual([
    { phase: 'start', kind, steps: 480 },
    { phase: 'cut', kind, steps: 160, plannedSteps: 480 },
    { phase: 'start', kind, steps: 320 },
    { phase: 'end', kind, steps: 320 },
  ]);
});
