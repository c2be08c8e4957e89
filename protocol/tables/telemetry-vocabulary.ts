import { coreCounters, coreErrors, coreVerbs } from './core-vocabulary.ts';
import {
  aBolus,
  alarmCauses,
  always,
  atMinutes,
  boluses,
  checksum,
  type days,
  type drugs,
  fieldsSet,
  logKind,
  type logKinds,
  logNumber,
  seconds,
  stamp,
  volume,
  weekday,
} from './telemetry-fields.ts';
import { programVerbs } from './telemetry-program-verbs.ts';
import { readingVerbs } from './telemetry-reading-verbs.ts';
import type { ReportOf, Vocabulary } from './vocabulary.ts';

/** Programmer to pump: what a clinician's programmer may ask and change. */
export const telemetryVocabulary = {
  title: 'telemetry',
  version: 1,
  requestBytesMax: 60,
  replyBytesMax: 120,
  counters: coreCounters,
  report: [
    { kind: 'number', key: 's', name: 'pumpSeconds', min: 0, max: 2_000_000_000, decimals: 0, doc: 'Pump time.' },
    {
      kind: 'choice',
      key: 'd',
      name: 'doing',
      choices: ['stopped', 'delivering', 'bolus', 'suspended', 'ended'],
      doc: '`suspended`: telemetry mode latched; `ended`: end of service, for good.',
    },
    {
      kind: 'hex',
      key: 'g',
      name: 'flags',
      digits: 2,
      bits: ['draft', 'latched', 'eri', 'stoppedMode', 'minimumMode', 'flexMode', 'periodicMode', 'patientBolus'],
      doc: 'Whether a draft is open, and what is programmed.',
    },
    {
      kind: 'choice',
      key: 'al',
      name: 'alarm',
      choices: ['none', 'noncritical', 'critical'],
      doc: 'Class that sounds.',
    },
    { kind: 'hex', key: 'e', name: 'eventNumber', digits: 2, doc: 'The last event emitted; 00 after a start.' },
  ],
  verbs: {
    ...coreVerbs,
    HELLO: {
      ...coreVerbs.HELLO,
      doc: 'Open a session: drop draft, log reading, cache and error queue, count sequences from 00. The therapy goes on.',
    },
    ...readingVerbs,
    ...programVerbs,
    BOLUS: {
      doc: 'A single bolus, evenly over a time; afterwards the mode goes on.',
      args: [volume, { kind: 'number', key: 'sec', name: 'durationSeconds', min: 1, max: 604_800, decimals: 0 }],
      reply: aBolus,
      allowedIn: always,
    },
    ASK: {
      doc: 'A patient asks for a bolus. What refuses it is in the answer, and PATIENTNOW tells until when.',
      args: [],
      reply: aBolus,
      allowedIn: always,
    },
    PRIME: { doc: 'A priming bolus, at the highest rate.', args: [volume], reply: aBolus, allowedIn: always },
    STUDY: {
      doc: 'A roller study: a bolus of one study angle at the study rate.',
      args: [],
      reply: aBolus,
      allowedIn: always,
    },
    STOP: { doc: 'Program the mode stopped, at once; cuts a bolus.', args: [], reply: [], allowedIn: always },
    MINRATE: { doc: 'Program the mode minimum, at once.', args: [], reply: [], allowedIn: always },
    SETCLOCK: {
      doc: 'Set the clock of the pump to the nearest moment with this weekday and time. Flex goes on there at once; nothing else moves.',
      args: [
        { ...weekday, doc: 'By the local time of the programmer: the pump has no time zone.' },
        { ...atMinutes, doc: 'Since midnight.' },
        { ...seconds, doc: 'Since the minute began.' },
      ],
      reply: [
        {
          kind: 'number',
          key: 'by',
          name: 'movedSeconds',
          min: -302_400,
          max: 302_400,
          decimals: 3,
          doc: 'Above 0: forward. Half a week at most, either way.',
        },
      ],
      allowedIn: always,
    },
    REFILL: {
      doc: 'For a pump on a desk, what hands do at its port: withdraw all, fill a volume. PROGVOL then tells the pump.',
      args: [volume],
      reply: [
        { ...volume, key: 'was', name: 'withdrawnMl', doc: 'What the syringe drew.' },
        { ...volume, key: 'level', name: 'calculatedMl', doc: 'What the pump reckoned to have.' },
      ],
      allowedIn: always,
    },
    ALTEST: { doc: 'Sound the critical alarm once.', args: [], reply: [], allowedIn: always },
  },
  events: {
    LOGGED: { doc: 'The pump wrote into its log.', fields: [logNumber, stamp, logKind] },
    ALARM: {
      doc: 'A cause of alarm was raised (1) or cleared (0).',
      fields: [
        { kind: 'choice', key: 'cause', name: 'cause', choices: alarmCauses },
        { kind: 'number', key: 'on', name: 'on', min: 0, max: 1, decimals: 0 },
      ],
    },
    BOLUSEND: {
      doc: 'A bolus is over; 1 where it was cut.',
      fields: [
        { kind: 'choice', key: 'b', name: 'bolus', choices: boluses },
        { kind: 'number', key: 'cut', name: 'cut', min: 0, max: 1, decimals: 0 },
        { ...volume, name: 'givenMl', doc: 'Commanded of it, whole motor steps.' },
      ],
    },
  },
  errors: {
    ...coreErrors,
    STATE: { ...coreErrors.STATE, doc: 'Never said by a pump: what it does not accept is REFUSED.' },
    STOPPED: { ...coreErrors.STOPPED, doc: 'Never said by a pump: nothing on the wire latches a stop.' },
    UNSUPPORTED: { ...coreErrors.UNSUPPORTED, doc: 'This pump cannot do that.' },
    NODRAFT: { number: 20, doc: 'No draft is open: PROGBEGIN comes first.', fields: [] },
    CHECKSUM: {
      number: 21,
      doc: 'The checksum is not that of the draft; the draft is dropped, the therapy goes on.',
      fields: [
        { ...checksum, key: 'want', name: 'wantedChecksum', doc: "Of the pump's own draft." },
        { ...checksum, key: 'got', name: 'gotChecksum', doc: 'Of the request.' },
      ],
    },
    REFUSED: {
      number: 22,
      doc: 'The pump does not accept that; nothing has changed.',
      fields: [
        {
          kind: 'choice',
          key: 'f',
          name: 'field',
          choices: [
            'draft',
            'mode',
            'rate',
            'low',
            'crit',
            'non',
            'vol',
            'cath',
            'drug1',
            'drug2',
            'drug3',
            'bolus',
            'prime',
            'refill',
            'flex',
            'period',
            'every',
            'patient',
            'sec',
            'gap',
            'n',
            'bridge',
            'study',
            'valve',
            'clock',
          ],
        },
        {
          kind: 'choice',
          key: 'why',
          name: 'why',
          choices: [
            'range',
            'missing',
            'mode',
            'busy',
            'latched',
            'ended',
            'order',
            'lacking',
            'lockout',
            'allotment',
            'stopped',
            'reservoir',
          ],
          doc: '`range`: LIMITS tells; `missing`: nothing drafted, or less than the mode needs; `mode`: not with this mode; `busy`: a bolus runs; `latched`: INTERROGATE first; `order`: steps of a day begin at 0; `lacking`: this pump has no such part or mode, ABLE tells; `lockout`, `allotment`, `stopped`, `reservoir`: no bolus now.',
        },
      ],
    },
    PAGE: {
      number: 23,
      doc: 'The reading of the log has no such page, or page 0 has not been read.',
      fields: [{ kind: 'number', key: 'of', name: 'pageCount', min: 0, max: 999, decimals: 0 }],
    },
  },
} as const satisfies Vocabulary;

export type TelemetryVocabulary = typeof telemetryVocabulary;
export type PumpReport = ReportOf<TelemetryVocabulary>;
/** Name of a bit of `PumpReport.flags`. */
export type PumpFlag = (typeof telemetryVocabulary.report)[2]['bits'][number];
export type DraftBit = (typeof fieldsSet)['bits'][number];
export type AlarmBit = (typeof alarmCauses)[number];
export type AbilityBit = (typeof telemetryVocabulary.verbs.ABLE.reply)[0]['bits'][number];
export type FlexWord = (typeof days)[number];
export type LogWord = (typeof logKinds)[number];
export type DrugName = (typeof drugs)[number];
export type RefusedWord = (typeof telemetryVocabulary.errors.REFUSED.fields)[0]['choices'][number];
export type RefusalWord = (typeof telemetryVocabulary.errors.REFUSED.fields)[1]['choices'][number];
export type LimitedWord = (typeof telemetryVocabulary.verbs.LIMITS.args)[0]['choices'][number];

const packed = <B extends string>(bits: readonly B[], on: readonly B[]): number =>
  on.reduce((sum, name) => sum | (1 << bits.indexOf(name)), 0);

export const pumpFlags = (...on: readonly PumpFlag[]): number => packed(telemetryVocabulary.report[2].bits, on);
export const draftBits = (...on: readonly DraftBit[]): number => packed(fieldsSet.bits, on);
export const abilityBits = (...on: readonly AbilityBit[]): number =>
  packed(telemetryVocabulary.verbs.ABLE.reply[0].bits, on);
export const alarmBits = (...on: readonly AlarmBit[]): number => packed(alarmCauses, on);
