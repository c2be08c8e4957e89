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
const modes = ['continuous', 'minimum', 'stopped', 'flex', 'periodic'] as const;
const boluses = ['none', 'single', 'priming', 'study', 'patient', 'bridge', 'period'] as const;
const days = ['all', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** One more for every step of seven days and of the pattern for all. */
const FLEX_PAGES_MAX = 999;
const alarmCauses = ['stall', 'empty', 'eos', 'stopped48', 'memory', 'lowbattery', 'low', 'eri', 'memorynote'] as const;
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
const day = {
  kind: 'choice',
  key: 'day',
  name: 'day',
  choices: days,
  doc: '`all`: each weekday without steps of its own.',
} as const;
const atMinutes = { kind: 'number', key: 'at', name: 'fromMinutes', min: 0, max: 1439, decimals: 0 } as const;
const shortBolus = { ...volume, max: 99 } as const;
const bolusSeconds = { kind: 'number', key: 'sec', name: 'durationSeconds', min: 0, max: 86_400, decimals: 0 } as const;
const everyMinutes = { kind: 'number', key: 'every', name: 'everyMinutes', min: 0, max: 10_080, decimals: 0 } as const;
const lockoutMinutes = { kind: 'number', key: 'gap', name: 'lockoutMinutes', min: 0, max: 1440, decimals: 0 } as const;
const allotted = { kind: 'number', key: 'n', name: 'allottedCount', min: 0, max: 99, decimals: 0 } as const;
const dose = { kind: 'number', key: 'dose', name: 'dailyDoseUg', min: 0, max: 10_000_000, decimals: 2 } as const;
/** `NEVER_DAYS` is what is said where nothing is used. */
export const NEVER_DAYS = 99_999;
const refillDays = {
  kind: 'number',
  key: 'ref',
  name: 'refillDays',
  min: 0,
  max: NEVER_DAYS,
  decimals: 1,
  doc: `Until the reckoned level is low; with a patient bolus, until the next refill as last reckoned. ${NEVER_DAYS}: never.`,
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
  bits: [
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
    'flex',
    'periodic',
    'patient',
    'bridge',
  ],
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
        {
          ...rate,
          key: 'r',
          doc: 'Of the mode, whatever interrupts it; in flex of the step under way, in periodic the base.',
        },
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
      doc: 'One of the three drugs in the reservoir, and what the mean rate of the mode gives of it in a day.',
      args: [slot, whose],
      reply: [drug, concentration, dose],
      allowedIn: always,
    },
    ABLE: {
      doc: 'Which modes and boluses this pump has, besides the mode stopped and a single bolus.',
      args: [],
      reply: [
        {
          kind: 'hex',
          key: 'set',
          name: 'abilities',
          digits: 4,
          bits: ['continuous', 'minimum', 'flex', 'periodic', 'patient', 'priming', 'bridge', 'study'],
        },
      ],
      allowedIn: always,
    },
    CLOCK: {
      doc: "What the pump's own clock shows, by which flex runs, and the rate on a mean over its cycle.",
      args: [whose],
      reply: [
        { ...day, choices: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], doc: 'Today.' },
        { ...atMinutes, doc: 'Since midnight.' },
        { ...rate, key: 'mean', name: 'meanMlPerDay' },
      ],
      allowedIn: always,
    },
    FLEX: {
      doc: 'One step of flex; the day `all` first, then Monday to Sunday, each in the order of time.',
      args: [{ kind: 'number', key: 'page', name: 'page', min: 0, max: FLEX_PAGES_MAX, decimals: 0 }, whose],
      reply: [
        { kind: 'number', key: 'of', name: 'pageCount', min: 0, max: FLEX_PAGES_MAX, decimals: 0, doc: '0: none.' },
        day,
        { ...atMinutes, doc: 'Minutes since midnight.' },
        rate,
      ],
      allowedIn: always,
    },
    PERIOD: {
      doc: 'The bolus of the mode periodic; all 0 where there is none.',
      args: [whose],
      reply: [shortBolus, bolusSeconds, everyMinutes],
      allowedIn: always,
    },
    PATIENT: {
      doc: 'What a patient may ask for; all 0 where nothing is programmed.',
      args: [whose],
      reply: [shortBolus, bolusSeconds, lockoutMinutes, allotted],
      allowedIn: always,
    },
    PATIENTNOW: {
      doc: 'Boluses granted to the patient in the last 24 h, and when lockout and allotment allow the next.',
      args: [],
      reply: [
        { ...allotted, key: 'used', name: 'usedCount' },
        {
          kind: 'number',
          key: 'next',
          name: 'nextAllowedSeconds',
          min: 0,
          max: 2_000_000_000,
          decimals: 0,
          doc: 'Pump time; 0 where none is programmed.',
        },
        refillDays,
      ],
      allowedIn: always,
    },
    BRIDGE: {
      doc: 'What the drafted bridge comes to; all 0 where none is drafted, REFUSED where it could not begin.',
      args: [],
      reply: [
        { ...rate, doc: 'At which the old drug leaves the catheter.' },
        { kind: 'number', key: 'sec', name: 'durationSeconds', min: 0, max: 99_999_999, decimals: 1 },
        { ...rate, key: 'next', name: 'thenMlPerDay', doc: 'Afterwards, in the mode continuous.' },
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
      doc: 'Between which values this pump accepts a field, now. A minimum of 0 is itself refused, but for low and for a rate that this pump can stand at. UNSUPPORTED where the pump lacks what the field belongs to.',
      args: [
        {
          kind: 'choice',
          key: 'f',
          name: 'field',
          choices: [
            'rate',
            'low',
            'crit',
            'non',
            'vol',
            'cath',
            'bolus',
            'prime',
            'refill',
            'flex',
            'sec',
            'every',
            'gap',
            'n',
          ],
          doc: '`flex`: steps a day; `sec`: of a periodic or patient bolus; `n`: boluses in any 24 h.',
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
        refillDays,
      ],
      allowedIn: always,
    },
    PROGBEGIN: { doc: 'Begin an empty draft; an open one is dropped.', args: [], reply: [], allowedIn: always },
    PROGMODE: { doc: 'Draft a mode.', args: [mode], reply: [], allowedIn: always },
    PROGRATE: {
      doc: 'Draft the rate of the mode continuous, or the base of the mode periodic.',
      args: [rate],
      reply: [],
      allowedIn: always,
    },
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
    PROGFLEX: {
      doc: 'Draft one step of flex. Any step makes the draft hold all of flex: the steps that are programmed do not stay.',
      args: [day, { ...atMinutes, doc: 'Minutes since midnight; the first of a day is 0.' }, rate],
      reply: [],
      allowedIn: always,
    },
    PROGPER: {
      doc: 'Draft the bolus of the mode periodic.',
      args: [shortBolus, bolusSeconds, everyMinutes],
      reply: [],
      allowedIn: always,
    },
    PROGPAT: {
      doc: 'Draft what a patient may ask for; all 0 takes it out.',
      args: [shortBolus, bolusSeconds, lockoutMinutes, allotted],
      reply: [],
      allowedIn: always,
    },
    PROGBRIDGE: {
      doc: 'Draft a bridge from a drug to the one that PROGDRUG drafts in its place, at an unchanged daily dose. Stands for mode and rate.',
      args: [slot, dose],
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
export type RefusedField = (typeof telemetryVocabulary.errors.REFUSED.fields)[0]['choices'][number];
export type RefusedWhy = (typeof telemetryVocabulary.errors.REFUSED.fields)[1]['choices'][number];
export type LimitedField = (typeof telemetryVocabulary.verbs.LIMITS.args)[0]['choices'][number];

const packed = <B extends string>(bits: readonly B[], on: readonly B[]): number =>
  on.reduce((sum, name) => sum | (1 << bits.indexOf(name)), 0);

export const pumpFlags = (...on: readonly PumpFlag[]): number => packed(telemetryVocabulary.report[2].bits, on);
export const draftBits = (...on: readonly DraftBit[]): number => packed(fieldsSet.bits, on);
export const abilityBits = (...on: readonly AbilityBit[]): number =>
  packed(telemetryVocabulary.verbs.ABLE.reply[0].bits, on);
export const alarmBits = (...on: readonly AlarmBit[]): number => packed(alarmCauses, on);
