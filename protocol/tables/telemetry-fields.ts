/* Fields that several rows of the telemetry table share, and their words. */

export const always = ['ready', 'moving', 'stopped'] as const;
const modes = ['continuous', 'minimum', 'stopped', 'flex', 'periodic'] as const;
export const boluses = ['none', 'single', 'priming', 'study', 'patient', 'bridge', 'period'] as const;
export const days = ['all', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** Highest page of FLEX: one page for each step of seven days and of `all`. */
export const FLEX_PAGES_MAX = 999;
export const alarmCauses = [
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
export const logKinds = ['none', ...alarmCauses, 'recovered', 'telemetry', 'telemetryend'] as const;
export const drugs = [
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

export const volume = { kind: 'number', key: 'vol', name: 'volumeMl', min: 0, max: 999, decimals: 6 } as const;
export const rate = { kind: 'number', key: 'rate', name: 'rateMlPerDay', min: 0, max: 100, decimals: 6 } as const;
export const mode = { kind: 'choice', key: 'mode', name: 'mode', choices: modes } as const;
export const low = { kind: 'number', key: 'low', name: 'lowReservoirMl', min: 0, max: 999, decimals: 3 } as const;
const alarmEvery = { kind: 'number', min: 0, max: 9_999_999, decimals: 0 } as const;
export const critical = { ...alarmEvery, key: 'crit', name: 'criticalEverySeconds' } as const;
export const nonCritical = { ...alarmEvery, key: 'non', name: 'nonCriticalEverySeconds' } as const;
export const catheter = { kind: 'number', key: 'cath', name: 'catheterMl', min: 0, max: 10, decimals: 4 } as const;
export const slot = { kind: 'number', key: 'n', name: 'drugSlot', min: 1, max: 3, decimals: 0 } as const;
export const drug = { kind: 'choice', key: 'drug', name: 'drug', choices: drugs } as const;
export const concentration = {
  kind: 'number',
  key: 'c',
  name: 'concentrationUgPerMl',
  min: 0,
  max: 100_000,
  decimals: 2,
} as const;
export const day = {
  kind: 'choice',
  key: 'day',
  name: 'day',
  choices: days,
  doc: '`all`: each weekday that has no steps of its own.',
} as const;
/** Weekday on a clock, without `all`. */
export const weekday = { ...day, choices: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] } as const;
export const seconds = { kind: 'number', key: 'sec', name: 'seconds', min: 0, max: 59, decimals: 0 } as const;
export const atMinutes = { kind: 'number', key: 'at', name: 'fromMinutes', min: 0, max: 1439, decimals: 0 } as const;
export const shortBolus = { ...volume, max: 99 } as const;
export const bolusSeconds = {
  kind: 'number',
  key: 'sec',
  name: 'durationSeconds',
  min: 0,
  max: 86_400,
  decimals: 0,
} as const;
export const everyMinutes = {
  kind: 'number',
  key: 'every',
  name: 'everyMinutes',
  min: 0,
  max: 10_080,
  decimals: 0,
} as const;
export const lockoutMinutes = {
  kind: 'number',
  key: 'gap',
  name: 'lockoutMinutes',
  min: 0,
  max: 1440,
  decimals: 0,
} as const;
export const allotted = { kind: 'number', key: 'n', name: 'allottedCount', min: 0, max: 99, decimals: 0 } as const;
export const dose = { kind: 'number', key: 'dose', name: 'dailyDoseUg', min: 0, max: 10_000_000, decimals: 2 } as const;
/** Days until a refill. `NEVER_DAYS` if the pump uses nothing. */
export const NEVER_DAYS = 99_999;
export const refillDays = {
  kind: 'number',
  key: 'ref',
  name: 'refillDays',
  min: 0,
  max: NEVER_DAYS,
  decimals: 1,
  doc: `Days until the calculated level is low; with a patient's bolus, until the refill date last calculated. ${NEVER_DAYS}: never.`,
} as const;
export const whose = {
  kind: 'choice',
  key: 'of',
  name: 'of',
  choices: ['pump', 'draft'],
  doc: '`draft`: the state after the commit.',
} as const;
export const logKind = { kind: 'choice', key: 'kind', name: 'kind', choices: logKinds } as const;
export const logNumber = {
  kind: 'number',
  key: 'n',
  name: 'entryNumber',
  min: 0,
  max: 99_999_999,
  decimals: 0,
} as const;
/** Clock reading on the scale of the log's stamps. Negative if the clock was set back to before the Monday. */
export const clockSeconds = {
  kind: 'number',
  key: 't',
  name: 'clockSeconds',
  min: -2_000_000_000,
  max: 2_000_000_000,
  decimals: 0,
  doc: 'Seconds on the clock since the Monday 00:00 at or before the start of the pump.',
} as const;
export const stamp = {
  ...clockSeconds,
  key: 'at',
  name: 'stampSeconds',
  doc: 'Time on the clock when the pump noticed, on the scale of `t=` of CLOCK. Setting the clock changes no stamp.',
} as const;
export const checksum = { kind: 'hex', key: 'crc', name: 'checksum', digits: 4 } as const;
export const fieldsSet = {
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
export const aBolus = [
  { ...volume, doc: 'Volume in whole motor steps.' },
  { ...rate, doc: 'Rate in whole nanolitres a day.' },
  { kind: 'number', key: 'sec', name: 'durationSeconds', min: 0, max: 99_999_999, decimals: 1 },
] as const;

export type DraftBit = (typeof fieldsSet)['bits'][number];
export type AlarmBit = (typeof alarmCauses)[number];
export type FlexWord = (typeof days)[number];
export type LogWord = (typeof logKinds)[number];
export type DrugName = (typeof drugs)[number];

/** Packs the bits that `on` names. */
export const packed = <B extends string>(bits: readonly B[], on: readonly B[]): number =>
  on.reduce((sum, name) => sum | (1 << bits.indexOf(name)), 0);

export const draftBits = (...on: readonly DraftBit[]): number => packed(fieldsSet.bits, on);
export const alarmBits = (...on: readonly AlarmBit[]): number => packed(alarmCauses, on);
