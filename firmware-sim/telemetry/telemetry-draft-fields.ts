import { type ProgramLine, programChecksum } from '../../protocol/line/program-checksum.ts';
import { type DraftBit, draftBits } from '../../protocol/tables/telemetry-fields.ts';
import { writtenSteps } from '../base/flex-week.ts';
import type { Drug, PatientBolus, PeriodicBolus, ProgramChange } from '../base/therapy.ts';
import { US_PER_MINUTE, US_PER_SECOND } from '../base/time-units.ts';
import type { Delivery } from '../firmware/delivery.ts';
import { changedProgram, changedSettings } from '../firmware/program-check.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';
import { drugWord, flexWord, modeWord } from './telemetry-fields.ts';

/** One field of a draft: its bit in `fieldsSet`, and the lines that set it. */
interface DraftField<T> {
  readonly bit: DraftBit;
  readonly lines: (value: T) => readonly ProgramLine[];
}

type Drafted = { readonly [K in keyof ProgramChange]-?: NonNullable<ProgramChange[K]> };
/** All fields of a draft. A missing field of `ProgramChange` does not compile. */
type DraftFields = { readonly [K in keyof Drafted]: DraftField<Drafted[K]> };

const draftFields: DraftFields = {
  mode: { bit: 'mode', lines: (mode) => [{ verb: 'PROGMODE', args: { mode: modeWord(mode) } }] },
  rateMlPerDay: { bit: 'rate', lines: (rateMlPerDay) => [{ verb: 'PROGRATE', args: { rateMlPerDay } }] },
  lowReservoirMl: { bit: 'low', lines: (lowReservoirMl) => [{ verb: 'PROGLOW', args: { lowReservoirMl } }] },
  criticalEveryUs: {
    bit: 'crit',
    lines: (us) => [{ verb: 'PROGCRIT', args: { criticalEverySeconds: secondsOf(us) } }],
  },
  nonCriticalEveryUs: {
    bit: 'non',
    lines: (us) => [{ verb: 'PROGNON', args: { nonCriticalEverySeconds: secondsOf(us) } }],
  },
  reservoirMl: { bit: 'vol', lines: (volumeMl) => [{ verb: 'PROGVOL', args: { volumeMl } }] },
  catheterMl: { bit: 'cath', lines: (catheterMl) => [{ verb: 'PROGCATH', args: { catheterMl } }] },
  drug1: { bit: 'drug1', lines: (drug) => [drugLine(1, drug)] },
  drug2: { bit: 'drug2', lines: (drug) => [drugLine(2, drug)] },
  drug3: { bit: 'drug3', lines: (drug) => [drugLine(3, drug)] },
  flex: {
    bit: 'flex',
    lines: (flex) =>
      writtenSteps(flex).map(({ day, step }) => ({ verb: 'PROGFLEX', args: { day: flexWord(day), ...step } })),
  },
  periodicBolus: { bit: 'periodic', lines: (bolus) => [{ verb: 'PROGPER', args: periodFields(bolus) }] },
  patientBolus: { bit: 'patient', lines: (bolus) => [{ verb: 'PROGPAT', args: patientFields(bolus) }] },
  bridge: {
    bit: 'bridge',
    lines: ({ drugSlot, doseUgPerDay }) => [{ verb: 'PROGBRIDGE', args: { drugSlot, dailyDoseUg: doseUgPerDay } }],
  },
};

function drugLine(drugSlot: number, { name, concentrationUgPerMl }: Drug): ProgramLine {
  return { verb: 'PROGDRUG', args: { drugSlot, drug: drugWord(name), concentrationUgPerMl } };
}

export function fieldsSet(change: ProgramChange): number {
  return draftBits(...(Object.keys(change) as (keyof ProgramChange)[]).map((field) => draftFields[field].bit));
}

/** Returns the checksum of the fields in the pump, in the notation of the wire. */
export function checksumOf(change: ProgramChange): number {
  return programChecksum(programLinesOf(change));
}

/** Returns the lines that draft a change on the wire. */
export function programLinesOf(change: ProgramChange): readonly ProgramLine[] {
  return (Object.keys(change) as (keyof ProgramChange)[]).flatMap((field) => linesOf(field, change));
}

function linesOf<K extends keyof Drafted>(field: K, change: ProgramChange): readonly ProgramLine[] {
  const value = change[field] as Drafted[K] | undefined;
  return value === undefined ? [] : draftFields[field].lines(value);
}

/** Returns a periodic bolus in the units of the wire. All fields are 0 if there is none. */
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

/** The wire has intervals in whole seconds. */
export const secondsOf = (us: number): number => Math.round(us / US_PER_SECOND);

/** Returns the status that the pump would have after the change. */
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
