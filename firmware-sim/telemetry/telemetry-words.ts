import type { PumpReport } from '../../protocol/tables/telemetry-vocabulary.ts';
import {
  type AbilityBit,
  type AlarmBit,
  alarmBits,
  type DrugName,
  type FlexWord,
  type LimitedWord,
  type LogWord,
  type RefusalWord,
  type RefusedWord,
  type TelemetryVocabulary,
  telemetryVocabulary,
} from '../../protocol/tables/telemetry-vocabulary.ts';
import type { ReplyOf, Values } from '../../protocol/tables/vocabulary.ts';
import { type AlarmCause, type AlarmClass, classOf } from '../base/alarm-cause.ts';
import { type FlexDay, flexDays, type Weekday, weekdays } from '../base/flex-week.ts';
import type { LogEntryKind } from '../base/log-entry.ts';
import type { Refusal, RefusalReason, RefusedField } from '../base/refusal.ts';
import type { Ability, Mode } from '../base/therapy.ts';
import type { BolusKind } from '../firmware/delivery.ts';
import type { LimitedField } from '../firmware/schedule/programming-limits.ts';

type Therapy = ReplyOf<TelemetryVocabulary, 'THERAPY'>;

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

const abilities: Readonly<Record<Ability, AbilityBit>> = {
  'simple continuous': 'continuous',
  'minimum rate': 'minimum',
  flex: 'flex',
  'periodic bolus': 'periodic',
  'patient bolus': 'patient',
  'priming bolus': 'priming',
  'bridge bolus': 'bridge',
};

export const abilityWord = (ability: Ability): AbilityBit => abilities[ability];

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

const doings = telemetryVocabulary.report[1].choices;

/** Throws on what the wire has no word for: then the table lacks one. */
export function doingWord(doing: string): PumpReport['doing'] {
  const word = doings.find((choice) => choice === doing);
  if (word === undefined) throw new RangeError(`telemetry has no word for ${doing}`);
  return word;
}

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

export const causeWord = (cause: AlarmCause): AlarmBit => causes[cause];
export const causeBits = (standing: readonly AlarmCause[]): number => alarmBits(...standing.map(causeWord));

const classes: Readonly<Record<AlarmClass, PumpReport['alarm']>> = {
  critical: 'critical',
  'non-critical': 'noncritical',
};

/** The highest class that stands is the one that sounds. */
export function alarmWord(standing: readonly AlarmCause[]): PumpReport['alarm'] {
  const critical = standing.find((cause) => classOf(cause) === 'critical');
  const first = critical ?? standing[0];
  return first === undefined ? 'none' : classes[classOf(first)];
}

const logKinds: Readonly<Record<LogEntryKind, LogWord>> = {
  ...causes,
  'motor stall recovery': 'recovered',
  'telemetry mode': 'telemetry',
  'telemetry mode ended': 'telemetryend',
};

export const logWord = (kind: LogEntryKind): LogWord => logKinds[kind];

const refusedFields: Readonly<Record<RefusedField, RefusedWord>> = {
  program: 'draft',
  mode: 'mode',
  rate: 'rate',
  'low reservoir': 'low',
  'critical alarm interval': 'crit',
  'non-critical alarm interval': 'non',
  'reservoir volume': 'vol',
  'catheter volume': 'cath',
  'drug 1': 'drug1',
  'drug 2': 'drug2',
  'drug 3': 'drug3',
  bolus: 'bolus',
  'priming bolus': 'prime',
  refill: 'refill',
  flex: 'flex',
  'flex steps': 'flex',
  'periodic bolus': 'period',
  'bolus interval': 'every',
  'patient bolus': 'patient',
  'bolus duration': 'sec',
  lockout: 'gap',
  allotment: 'n',
  'bridge bolus': 'bridge',
  'roller study': 'study',
  valve: 'valve',
  // No verb of a programmer asks for these two.
  'catheter access': 'refill',
  examination: 'refill',
  clock: 'clock',
};

/** A rate comes over the wire in whole nanolitres a day, so `fraction` is the same as out of range there. */
const reasons: Readonly<Record<RefusalReason, RefusalWord>> = {
  range: 'range',
  fraction: 'range',
  missing: 'missing',
  mode: 'mode',
  busy: 'busy',
  latched: 'latched',
  ended: 'ended',
  order: 'order',
  lacking: 'lacking',
  lockout: 'lockout',
  allotment: 'allotment',
  stopped: 'stopped',
  reservoir: 'reservoir',
};

export const refusalFields = ({ field, why }: Refusal): Values => ({ field: refusedFields[field], why: reasons[why] });

/** What the wire calls the fields that have limits of their own in the firmware. */
export const limitedFields: Readonly<Record<Exclude<LimitedWord, 'bolus' | 'refill'>, LimitedField>> = {
  rate: 'rate',
  low: 'low reservoir',
  crit: 'critical alarm interval',
  non: 'non-critical alarm interval',
  vol: 'reservoir volume',
  cath: 'catheter volume',
  prime: 'priming bolus',
  flex: 'flex steps',
  sec: 'bolus duration',
  every: 'bolus interval',
  gap: 'lockout',
  n: 'allotment',
};

const drugNames: readonly DrugName[] = telemetryVocabulary.verbs.DRUG.reply[0].choices;

export const drugWord = (name: string): DrugName => drugNames.find((word) => word === name) ?? 'other';

type Model = ReplyOf<TelemetryVocabulary, 'IDENT'>['model'];
const models: readonly Model[] = telemetryVocabulary.verbs.IDENT.reply[0].choices;

export const modelWord = (productId: string): Model => models.find((model) => model === productId) ?? 'other';
