import { coreCounters, coreErrors, coreVerbs } from './core-vocabulary.ts';
import type { ReportOf, Vocabulary } from './vocabulary.ts';

const always = ['ready', 'moving', 'stopped'] as const;
const models = [
  'synchromed-ii',
  'synchromed-ii-40',
  'synchromed-el',
  'synchromed-el-18',
  'prometra-ii',
  'prometra-ii-40',
  'prometra',
  'siromedes',
  'siromedes-40',
  'other',
] as const;
const modes = ['continuous', 'minimum', 'stopped'] as const;
const boluses = ['none', 'single', 'priming', 'study'] as const;
const alarmCauses = [
  'stall',
  'empty',
  'eos',
  'stopped48',
  'memory',
  'lowbattery',
  'low',
  'eri',
  'memorynote',
  'batterylow',
] as const;
const logKinds = ['none', ...alarmCauses, 'recovered', 'telemetry', 'telemetryend'] as const;
const drugs = [
  'none',
  'baclofen',
  'bupivacaine',
  'clonidine',
  'fentanyl',
  'hydromorphone',
  'morphine',
  'saline',
  'sufentanil',
  'ziconotide',
  'other',
] as const;

const volume = { kind: 'number', key: 'vol', name: 'volumeMl', min: 0, max: 999, decimals: 6 } as const;
const rate = { kind: 'number', key: 'rate', name: 'rateMlPerDay', min: 0, max: 100, decimals: 6 } as const;
const mode = { kind: 'choice', key: 'mode', name: 'mode', choices: modes } as const;
const low = { kind: 'number', key: 'low', name: 'lowReservoirMl', min: 0, max: 999, decimals: 3 } as const;
const alarmEvery = { kind: 'number', min: 0, max: 9_999_999, decimals: 0 } as const;
const critical = { ...alarmEvery, key: 'crit', name: 'criticalEverySeconds' } as const;
const nonCritical = { ...alarmEvery, key: 'non', name: 'nonCriticalEverySeconds' } as const;
const catheter = { kind: 'number', key: 'cath', name: 'catheterMl', min: 0, max: 10, decimals: 4 } as const;
const slot = { kind: 'number', key: 'n', name: 'drugSlot', min: 1, max: 3, decimals: 0 } as const;
const drug = { kind: 'choice', key: 'drug', name: 'drug', choices: drugs } as const;
const concentration = {
  kind: 'number',
  key: 'c',
  name: 'concentrationUgPerMl',
  min: 0,
  max: 100_000,
  decimals: 2,
} as const;
const whose = {
  kind: 'choice',
  key: 'of',
  name: 'of',
  choices: ['pump', 'draft'],
  doc: '`draft`: as it would be after the commit.',
} as const;
const logKind = { kind: 'choice', key: 'kind', name: 'kind', choices: logKinds } as const;
const logNumber = { kind: 'number', key: 'n', name: 'entryNumber', min: 0, max: 99_999_999, decimals: 0 } as const;
const noticed = { kind: 'number', key: 'at', name: 'noticedSeconds', min: 0, max: 2_000_000_000, decimals: 0 } as const;
const checksum = { kind: 'hex', key: 'crc', name: 'checksum', digits: 4 } as const;
const fieldsSet = {
  kind: 'hex',
  key: 'set',
  name: 'fieldsSet',
  digits: 4,
  bits: ['mode', 'rate', 'low', 'crit', 'non', 'vol', 'cath', 'drug1', 'drug2', 'drug3'],
} as const;
const aBolus = [
  { ...volume, doc: 'Whole motor steps, as it will be pumped.' },
  { ...rate, doc: 'Whole nanolitres a day.' },
  { kind: 'number', key: 'sec', name: 'durationSeconds', min: 0, max: 99_999_999, decimals: 1 },
] as const;

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
      bits: ['draft', 'latched', 'eri', 'stoppedMode', 'minimumMode'],
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
    IDENT: {
      doc: 'Which pump this is.',
      args: [],
      reply: [
        { kind: 'choice', key: 'model', name: 'model', choices: models },
        { kind: 'number', key: 'sn', name: 'serialNumber', min: 0, max: 9_999_999, decimals: 0 },
        {
          kind: 'number',
          key: 'cal',
          name: 'calibrationUl',
          min: 0,
          max: 999,
          decimals: 3,
          doc: 'What the pump believes that one turn of its rotor, or one cycle of its valves, delivers.',
        },
        { kind: 'number', key: 'fw', name: 'firmwareVersion', min: 0, max: 99, decimals: 0 },
      ],
      allowedIn: always,
    },
    THERAPY: {
      doc: 'What is programmed and what is under way.',
      args: [whose],
      reply: [
        mode,
        { ...rate, key: 'r', doc: 'Of the mode, whatever interrupts it.' },
        { kind: 'choice', key: 'b', name: 'bolus', choices: boluses },
        { ...volume, key: 'l', name: 'bolusLeftMl' },
      ],
      allowedIn: always,
    },
    RESERVOIR: {
      doc: 'What the pump reckons to have. It measures nothing.',
      args: [whose],
      reply: [
        { ...volume, key: 'level', name: 'calculatedMl' },
        { kind: 'number', key: 'cap', name: 'capacityMl', min: 0, max: 999, decimals: 1 },
        catheter,
      ],
      allowedIn: always,
    },
    DRUG: {
      doc: 'One of the three drugs in the reservoir, and what the programmed rate gives of it in a day.',
      args: [slot, whose],
      reply: [
        drug,
        concentration,
        { kind: 'number', key: 'dose', name: 'dailyDoseUg', min: 0, max: 10_000_000, decimals: 2 },
      ],
      allowedIn: always,
    },
    ALARMS: {
      doc: 'The causes that stand, and the settings.',
      args: [whose],
      reply: [
        { kind: 'hex', key: 'set', name: 'causes', digits: 4, bits: alarmCauses },
        { kind: 'number', key: 'eri', name: 'eriReached', min: 0, max: 1, decimals: 0 },
        low,
        critical,
        nonCritical,
      ],
      allowedIn: always,
    },
    LOG: {
      doc: 'One entry of the event log. Page 0 is the newest and begins a reading; the other pages are of that reading.',
      args: [{ kind: 'number', key: 'page', name: 'page', min: 0, max: 999, decimals: 0 }],
      reply: [
        { kind: 'number', key: 'of', name: 'pageCount', min: 0, max: 999, decimals: 0, doc: '0: the log is empty.' },
        { ...logNumber, doc: 'Counted since the pump was made; older entries are overwritten.' },
        { ...noticed, doc: 'Pump time at which the pump noticed.' },
        logKind,
      ],
      allowedIn: always,
    },
    LIMITS: {
      doc: 'Between which values this pump accepts a field, now. A minimum of 0 is itself refused, but for low.',
      args: [
        {
          kind: 'choice',
          key: 'f',
          name: 'field',
          choices: ['rate', 'low', 'crit', 'non', 'vol', 'cath', 'bolus', 'prime', 'refill'],
        },
      ],
      reply: [
        { kind: 'number', key: 'min', name: 'minimum', min: 0, max: 200_000, decimals: 4 },
        { kind: 'number', key: 'max', name: 'maximum', min: 0, max: 200_000, decimals: 4 },
      ],
      allowedIn: always,
    },
    INTERROGATE: {
      doc: 'Interrogate the pump: ends a latched telemetry mode, and brings into the log what waited for it.',
      args: [],
      reply: [
        { kind: 'number', key: 'age', name: 'ageDays', min: 0, max: 99_999, decimals: 1, doc: 'Since implantation.' },
        { kind: 'number', key: 'log', name: 'logEntryCount', min: 0, max: 999, decimals: 0 },
        {
          kind: 'number',
          key: 'sum',
          name: 'programmedMl',
          min: 0,
          max: 999_999,
          decimals: 3,
          doc: 'What the pump believes it delivered since it was started.',
        },
      ],
      allowedIn: always,
    },
    PROGBEGIN: { doc: 'Begin an empty draft; an open one is dropped.', args: [], reply: [], allowedIn: always },
    PROGMODE: { doc: 'Draft a mode.', args: [mode], reply: [], allowedIn: always },
    PROGRATE: { doc: 'Draft the rate of the mode continuous.', args: [rate], reply: [], allowedIn: always },
    PROGLOW: { doc: 'Draft the level of the low reservoir alarm.', args: [low], reply: [], allowedIn: always },
    PROGCRIT: { doc: 'Draft how often a critical alarm sounds.', args: [critical], reply: [], allowedIn: always },
    PROGNON: { doc: 'Draft how often a non-critical alarm sounds.', args: [nonCritical], reply: [], allowedIn: always },
    PROGVOL: {
      doc: 'Draft the volume that is in the reservoir after a refill.',
      args: [volume],
      reply: [],
      allowedIn: always,
    },
    PROGCATH: {
      doc: 'Draft the volume from the reservoir to the tip of the catheter.',
      args: [catheter],
      reply: [],
      allowedIn: always,
    },
    PROGDRUG: {
      doc: 'Draft a drug and its concentration; `none` with 0.00 takes it out.',
      args: [slot, drug, concentration],
      reply: [],
      allowedIn: always,
    },
    PROGREAD: {
      doc: 'What the draft holds: which fields, and their checksum.',
      args: [],
      reply: [fieldsSet, checksum],
      allowedIn: always,
    },
    PROGCOMMIT: {
      doc: 'Run the draft, all of it or nothing. A wrong checksum drops it; a refusal leaves it open, to be mended.',
      args: [checksum],
      reply: [fieldsSet],
      allowedIn: always,
    },
    PROGCANCEL: { doc: 'Drop the draft, if one is open.', args: [], reply: [], allowedIn: always },
    BOLUS: {
      doc: 'A single bolus, evenly over a time; afterwards the mode goes on.',
      args: [volume, { kind: 'number', key: 'sec', name: 'durationSeconds', min: 1, max: 604_800, decimals: 0 }],
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
    LOGGED: { doc: 'The pump wrote into its log.', fields: [logNumber, noticed, logKind] },
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
            'study',
            'valve',
          ],
        },
        {
          kind: 'choice',
          key: 'why',
          name: 'why',
          choices: ['range', 'missing', 'mode', 'busy', 'latched', 'ended', 'lacking'],
          doc: '`range`: LIMITS tells; `missing`: nothing drafted, or no rate; `mode`: no rate in this mode; `busy`: a bolus runs; `latched`: INTERROGATE first; `lacking`: this pump has no such part.',
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
export type LogWord = (typeof logKinds)[number];
export type DrugName = (typeof drugs)[number];
export type RefusedField = (typeof telemetryVocabulary.errors.REFUSED.fields)[0]['choices'][number];
export type RefusedWhy = (typeof telemetryVocabulary.errors.REFUSED.fields)[1]['choices'][number];
export type LimitedField = (typeof telemetryVocabulary.verbs.LIMITS.args)[0]['choices'][number];

const packed = <B extends string>(bits: readonly B[], on: readonly B[]): number =>
  on.reduce((sum, name) => sum | (1 << bits.indexOf(name)), 0);

export const pumpFlags = (...on: readonly PumpFlag[]): number => packed(telemetryVocabulary.report[2].bits, on);
export const draftBits = (...on: readonly DraftBit[]): number => packed(fieldsSet.bits, on);
export const alarmBits = (...on: readonly AlarmBit[]): number => packed(alarmCauses, on);
