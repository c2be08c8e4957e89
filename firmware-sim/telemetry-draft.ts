import { type ProgramLine, programChecksum } from '../protocol/program-checksum.ts';
import { type DraftBit, draftBits } from '../protocol/telemetry-vocabulary.ts';
import { changedProgram, changedSettings } from './firmware/program-check.ts';
import type { PumpStatus } from './firmware/pump-status.ts';
import { US_PER_SECOND } from './motor-line.ts';
import { drugWord, modeWord } from './telemetry-words.ts';
import type { Drug, Program, ProgramChange } from './therapy.ts';

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
};

export function fieldsSet(change: ProgramChange): number {
  return draftBits(...(Object.keys(change) as (keyof ProgramChange)[]).map((field) => bits[field]));
}

/** Of what the pump holds, spelled anew: what is summed up is what would run. */
export function checksumOf(change: ProgramChange): number {
  return programChecksum([...therapyLines(change), ...settingLines(change), ...drugLines(change)]);
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

/** Intervals are shown in whole seconds. */
export const secondsOf = (us: number): number => Math.round(us / US_PER_SECOND);

/** What the pump would believe after the change. */
export function statusAfter(
  status: PumpStatus,
  change: ProgramChange,
  running: Program,
  minimumMlPerDay: number,
): PumpStatus {
  const program = changedProgram(change, running);
  const mode = program?.mode ?? status.mode;
  const ofMode = mode === 'minimum rate' ? minimumMlPerDay : (program?.rateMlPerDay ?? 0);
  const { drug1, drug2, drug3 } = change;
  return {
    ...status,
    mode,
    rateMlPerDay: program === undefined ? status.rateMlPerDay : (change.rateMlPerDay ?? ofMode),
    calculatedReservoirMl: change.reservoirMl ?? status.calculatedReservoirMl,
    catheterMl: change.catheterMl ?? status.catheterMl,
    alarmSettings: changedSettings(change, status.alarmSettings),
    drugs: status.drugs.map((drug, index) => [drug1, drug2, drug3][index] ?? drug),
  };
}
