import {
  type AlarmBit,
  alarmBits,
  alarmCauses,
  type DrugName,
  drugs,
  type FlexWord,
  type LogWord,
} from '../../protocol/tables/telemetry-fields.ts';
import type { AlarmCause } from '../base/alarm-cause.ts';
import { type FlexDay, flexDays, type Weekday, weekdays } from '../base/flex-week.ts';
import type { LogEntryKind } from '../base/log-entry.ts';
import type { Mode } from '../base/therapy.ts';
import type { BolusKind } from '../firmware/bolus.ts';
import type { Reply } from './telemetry-answers.ts';

type Therapy = Reply<'THERAPY'>;

const modes: Readonly<Record<Mode, Therapy['mode']>> = {
  'simple continuous': 'continuous',
  'minimum rate': 'minimum',
  stopped: 'stopped',
  flex: 'flex',
  'periodic bolus': 'periodic',
};

export const modeWord = (mode: Mode): Therapy['mode'] => modes[mode];

const modesByWord: Readonly<Record<Therapy['mode'], Mode>> = {
  continuous: 'simple continuous',
  minimum: 'minimum rate',
  stopped: 'stopped',
  flex: 'flex',
  periodic: 'periodic bolus',
};

export const modeNamed = (word: Therapy['mode']): Mode => modesByWord[word];

const flexWords: Readonly<Record<FlexDay, FlexWord>> = {
  'every day': 'all',
  monday: 'mon',
  tuesday: 'tue',
  wednesday: 'wed',
  thursday: 'thu',
  friday: 'fri',
  saturday: 'sat',
  sunday: 'sun',
};

export const flexWord = (day: FlexDay): FlexWord => flexWords[day];
export const weekdayWord = (day: Weekday): Exclude<FlexWord, 'all'> => flexWords[day] as Exclude<FlexWord, 'all'>;
/** Days since Monday. */
export const weekdayNumber = (word: Exclude<FlexWord, 'all'>): number =>
  weekdays.findIndex((day) => flexWords[day] === word);
export const flexDayNamed = (word: FlexWord): FlexDay => flexDays.find((day) => flexWords[day] === word) ?? 'every day';

const boluses: Readonly<Record<BolusKind | 'periodic bolus', Therapy['bolus']>> = {
  'single bolus': 'single',
  'priming bolus': 'priming',
  'roller study': 'study',
  'patient bolus': 'patient',
  'bridge bolus': 'bridge',
  'periodic bolus': 'period',
};

export const bolusWord = (kind: BolusKind | 'periodic bolus' | undefined): Therapy['bolus'] =>
  kind === undefined ? 'none' : boluses[kind];

const causes: Readonly<Record<AlarmCause, AlarmBit>> = {
  'motor stall': 'stall',
  'empty reservoir': 'empty',
  'end of service': 'eos',
  'pump stopped over 48 h': 'stopped48',
  'critical memory error': 'memory',
  'low battery reset': 'lowbattery',
  'low reservoir': 'low',
  'elective replacement indicator': 'eri',
  'non-critical memory error': 'memorynote',
  'low battery': 'batterylow',
};

const keyOf = <K extends string, V extends string>(map: Readonly<Record<K, V>>, value: V): K | undefined =>
  (Object.keys(map) as K[]).find((key) => map[key] === value);

/** Returns the bolus that a word names; undefined for `none`. */
export const bolusNamed = (word: Therapy['bolus']): BolusKind | 'periodic bolus' | undefined => keyOf(boluses, word);
export const causeNamed = (word: AlarmBit): AlarmCause => keyOf(causes, word) as AlarmCause;
export const causesNamed = (bits: number): readonly AlarmCause[] =>
  alarmCauses.filter((_word, index) => (bits & (1 << index)) !== 0).map(causeNamed);

export const causeWord = (cause: AlarmCause): AlarmBit => causes[cause];
export const causeBits = (standing: readonly AlarmCause[]): number => alarmBits(...standing.map(causeWord));

const logKinds: Readonly<Record<LogEntryKind, LogWord>> = {
  ...causes,
  'motor stall recovery': 'recovered',
  'telemetry mode': 'telemetry',
  'telemetry mode ended': 'telemetryend',
};

/** Returns the kind of log entry that a word names; undefined for `none`. */
export const logKindNamed = (word: LogWord): LogEntryKind | undefined => keyOf(logKinds, word);

export const logWord = (kind: LogEntryKind): LogWord => logKinds[kind];

const drugNames: readonly DrugName[] = drugs;

export const drugWord = (name: string): DrugName => drugNames.find((word) => word === name) ?? 'other';
