import { type ProgramLine, programChecksum } from '../../protocol/line/program-checksum.ts';
import { type DraftBit, draftBits } from '../../protocol/tables/telemetry-vocabulary.ts';
import { writtenSteps } from '../base/flex-week.ts';
import type { Drug, PatientBolus, PeriodicBolus, ProgramChange } from '../base/therapy.ts';
import { US_PER_MINUTE, US_PER_SECOND } from '../base/time-units.ts';
import type { Delivery } from '../firmware/delivery.ts';
import { changedProgram, changedSettings } from '../firmware/program-check.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';
import { drugWord, flexWord, modeWord } from './telemetry-words.ts';

type FieldOf = { readonly [K in keyof ProgramChange]-?: DraftBit };

const bits: FieldOf = {
  mode: 'mode',
  rateMlPerDay: 'rate',
  lowReservoirMl: 'low',
  criticalEveryUs: 'crit',
  nonCriticalEveryUs: 'non',
  reservoirMl: 'vol',
  catheterMl: 'cath',
  drug1: 'drug1',
  drug2: 'drug2',
  drug3: 'drug3',
  flex: 'flex',
  periodicBolus: 'periodic',
  patientBolus: 'patient',
  bridge: 'bridge',
};

export function fieldsSet(change: ProgramChange): number {
  return draftBits(...(Object.keys(change) as (keyof ProgramChange)[]).map((field) => bits[field]));
}

/** Of what the pump holds, spelled anew: what is summed up is what would run. */
export function checksumOf(change: ProgramChange): number {
  return programChecksum([
    ...therapyLines(change),
    ...settingLines(change),
    ...drugLines(change),
    ...flexLines(change),
    ...bolusLines(change),
  ]);
}

function therapyLines({ mode, rateMlPerDay }: ProgramChange): readonly ProgramLine[] {
  return [
    ...(mode === undefined ? [] : [{ verb: 'PROGMODE', args: { mode: modeWord(mode) } } as const]),
    ...(rateMlPerDay === undefined ? [] : [{ verb: 'PROGRATE', args: { rateMlPerDay } } as const]),
  ];
}

function settingLines(change: ProgramChange): readonly ProgramLine[] {
  const { lowReservoirMl, criticalEveryUs, nonCriticalEveryUs, reservoirMl, catheterMl } = change;
  return [
    ...(lowReservoirMl === undefined ? [] : [{ verb: 'PROGLOW', args: { lowReservoirMl } } as const]),
    ...(criticalEveryUs === undefined
      ? []
      : [{ verb: 'PROGCRIT', args: { criticalEverySeconds: secondsOf(criticalEveryUs) } } as const]),
    ...(nonCriticalEveryUs === undefined
      ? []
      : [{ verb: 'PROGNON', args: { nonCriticalEverySeconds: secondsOf(nonCriticalEveryUs) } } as const]),
    ...(reservoirMl === undefined ? [] : [{ verb: 'PROGVOL', args: { volumeMl: reservoirMl } } as const]),
    ...(catheterMl === undefined ? [] : [{ verb: 'PROGCATH', args: { catheterMl } } as const]),
  ];
}

function drugLines({ drug1, drug2, drug3 }: ProgramChange): readonly ProgramLine[] {
  return [drug1, drug2, drug3].flatMap((drug, index) => (drug === undefined ? [] : [drugLine(index + 1, drug)]));
}

function drugLine(drugSlot: number, { name, concentrationUgPerMl }: Drug): ProgramLine {
  return { verb: 'PROGDRUG', args: { drugSlot, drug: drugWord(name), concentrationUgPerMl } };
}

function flexLines({ flex }: ProgramChange): readonly ProgramLine[] {
  return writtenSteps(flex ?? {}).map(({ day, step }) => ({
    verb: 'PROGFLEX',
    args: { day: flexWord(day), ...step },
  }));
}

function bolusLines({ periodicBolus, patientBolus, bridge }: ProgramChange): readonly ProgramLine[] {
  return [
    ...(periodicBolus === undefined ? [] : [{ verb: 'PROGPER', args: periodFields(periodicBolus) } as const]),
    ...(patientBolus === undefined ? [] : [{ verb: 'PROGPAT', args: patientFields(patientBolus) } as const]),
    ...(bridge === undefined
      ? []
      : [{ verb: 'PROGBRIDGE', args: { drugSlot: bridge.drugSlot, dailyDoseUg: bridge.doseUgPerDay } } as const]),
  ];
}

/** As the wire counts them; all 0 for none. */
export function periodFields(bolus: PeriodicBolus | undefined) {
  const { volumeMl, durationUs, everyUs } = bolus ?? { volumeMl: 0, durationUs: 0, everyUs: 0 };
  return { volumeMl, durationSeconds: secondsOf(durationUs), everyMinutes: minutesOf(everyUs) };
}

const noBolus: PatientBolus = { volumeMl: 0, durationUs: 0, lockoutUs: 0, allottedCount: 0 };

export function patientFields(setting: PatientBolus | 'off' | undefined) {
  const { volumeMl, durationUs, lockoutUs, allottedCount } = typeof setting === 'object' ? setting : noBolus;
  const lockoutMinutes = minutesOf(lockoutUs);
  return { volumeMl, durationSeconds: secondsOf(durationUs), lockoutMinutes, allottedCount };
}

const minutesOf = (us: number): number => Math.round(us / US_PER_MINUTE);

/** Intervals are shown in whole seconds. */
export const secondsOf = (us: number): number => Math.round(us / US_PER_SECOND);

/** What the pump would believe after the change. */
export function statusAfter(status: PumpStatus, change: ProgramChange, delivery: Delivery): PumpStatus {
  const program = changedProgram(change, delivery.program) ?? delivery.program;
  const { drug1, drug2, drug3, patientBolus } = change;
  return {
    ...status,
    mode: program.mode,
    program,
    ...delivery.ratesOf(program),
    patientBolus: patientBolus === undefined ? status.patientBolus : patientStatus(patientBolus),
    calculatedReservoirMl: change.reservoirMl ?? status.calculatedReservoirMl,
    catheterMl: change.catheterMl ?? status.catheterMl,
    alarmSettings: changedSettings(change, status.alarmSettings),
    drugs: status.drugs.map((drug, index) => [drug1, drug2, drug3][index] ?? drug),
  };
}

function patientStatus(setting: PatientBolus | 'off'): PumpStatus['patientBolus'] {
  return setting === 'off' ? undefined : { setting, usedCount: 0, nextAllowedUs: 0 };
}
