import { coreCounters, coreErrors, coreEvents, coreVerbs, stopCauses } from './core-vocabulary.ts';
import type { ReportOf, Vocabulary } from './vocabulary.ts';

const always = ['ready', 'moving', 'stopped'] as const;
const stallModes = ['none', 'release', 'hold', 'brake', 'back'] as const;
const steps = { kind: 'number', min: -2_000_000_000, max: 2_000_000_000, decimals: 0 } as const;
const indexSteps = { ...steps, key: 'at', name: 'indexSteps' } as const;

/** Wire from the bench to a board: all lines of a rig that turns a shaft and senses a field. */
export const rigVocabulary = {
  title: 'rig',
  version: 1,
  requestBytesMax: 60,
  replyBytesMax: 120,
  counters: coreCounters,
  report: [
    { ...steps, key: 'c', name: 'counterSteps', doc: 'Commanded steps, also those that a stall mode withholds.' },
    {
      kind: 'number',
      key: 'r',
      name: 'encoderRaw',
      min: 0,
      max: 4095,
      decimals: 0,
      doc: 'Calibrated angle of the output shaft, in 1/4096 turn.',
    },
    {
      kind: 'number',
      key: 'n',
      name: 'encoderTurn',
      min: -32_767,
      max: 32_767,
      decimals: 0,
      doc: 'Whole turns of the output shaft since the start.',
    },
    {
      kind: 'number',
      key: 'f',
      name: 'fieldMt',
      min: -3000,
      max: 3000,
      decimals: 1,
      doc: 'Field at the sensor.',
    },
    { kind: 'choice', key: 'm', name: 'stallMode', choices: stallModes },
    {
      kind: 'hex',
      key: 'g',
      name: 'flags',
      digits: 2,
      bits: ['moving', 'queued', 'stopped', 'energised', 'encoderOk', 'magnetOk', 'tripArmed', 'tripped'],
    },
    { kind: 'hex', key: 'e', name: 'eventNumber', digits: 2, doc: 'The last event emitted; 00 after a start.' },
    { kind: 'hex', key: 'u', name: 'deviceUs', digits: 8, doc: 'Microseconds since the start, modulo 2^32.' },
  ],
  verbs: {
    ...coreVerbs,
    CAPS: {
      doc: 'Read the parts and functions of the board.',
      args: [],
      reply: [
        {
          kind: 'hex',
          key: 'caps',
          name: 'capabilities',
          digits: 4,
          bits: [
            'encoder',
            'index',
            'fieldSensor',
            'release',
            'hold',
            'brake',
            'back',
            'sound',
            'trip',
            'home',
            'conf',
          ],
        },
        { kind: 'number', key: 'sps', name: 'stepsPerSecondMax', min: 1, max: 99_999, decimals: 0 },
        { kind: 'number', key: 'seg', name: 'segmentMsMax', min: 1, max: 60_000, decimals: 0 },
      ],
      allowedIn: always,
    },
    UNITS: {
      doc: 'Read the steps of one turn of the output shaft, as a fraction.',
      args: [],
      reply: [
        { kind: 'number', key: 'num', name: 'turnStepsNumerator', min: 1, max: 9_999_999, decimals: 0 },
        { kind: 'number', key: 'den', name: 'turnStepsDenominator', min: 1, max: 9_999_999, decimals: 0 },
      ],
      allowedIn: always,
    },
    ACCURACY: {
      doc: 'Read the accuracy of the shaft angle.',
      args: [],
      reply: [
        {
          kind: 'number',
          key: 'q',
          name: 'slipQuantumSteps',
          min: 1,
          max: 255,
          decimals: 0,
          doc: 'An energised motor slips by whole multiples of this.',
        },
        {
          kind: 'number',
          key: 'res',
          name: 'residualMilliDeg',
          min: 0,
          max: 99_999,
          decimals: 0,
          doc: 'Encoder error that calibration leaves.',
        },
        { kind: 'number', key: 'bl', name: 'backlashMilliDeg', min: 0, max: 99_999, decimals: 0 },
        { kind: 'number', key: 'k', name: 'calibrated', min: 0, max: 1, decimals: 0 },
      ],
      allowedIn: always,
    },
    MOVE: {
      doc: 'Spread the steps from the counter to an absolute target evenly over a time, then stand; one more may be queued.',
      args: [
        { ...steps, key: 'from', name: 'fromSteps', doc: 'The counter, or the end of the running segment.' },
        { ...steps, key: 'to', name: 'toSteps' },
        { kind: 'number', key: 'ms', name: 'durationMs', min: 1, max: 60_000, decimals: 0 },
      ],
      reply: [],
      allowedIn: ['ready', 'moving'],
    },
    HALT: {
      doc: 'Drop the running and the queued segment and de-energise the motor. The reply has the counter at which the motor stands.',
      args: [],
      reply: [],
      allowedIn: always,
    },
    ARM: {
      doc: 'Clear a latched stop by naming its cause.',
      args: [{ kind: 'choice', key: 'cause', name: 'cause', choices: stopCauses }],
      reply: [],
      allowedIn: ['stopped'],
    },
    ZERO: {
      doc: 'Set the counter; nothing moves.',
      args: [{ ...steps, key: 'c', name: 'counterSteps' }],
      reply: [],
      allowedIn: ['ready', 'stopped'],
    },
    HOME: {
      doc: 'Turn forward to the index, at most one turn; HOMED or NOINDEX ends it.',
      args: [
        {
          kind: 'number',
          key: 'ms',
          name: 'durationMs',
          min: 1,
          max: 60_000,
          decimals: 0,
          doc: 'Time of a whole turn.',
        },
      ],
      reply: [],
      allowedIn: ['ready'],
    },
    FIELD: {
      doc: 'Arm the trip: the board imposes and ends a stall mode when its own sensor crosses a threshold; 0 disarms.',
      args: [
        { kind: 'number', key: 'trip', name: 'tripMt', min: 0, max: 3000, decimals: 0 },
        { kind: 'choice', key: 'mode', name: 'mode', choices: ['none', 'release', 'hold', 'brake'] },
      ],
      reply: [],
      allowedIn: always,
      whenStopped: { name: 'tripMt', values: [0] },
    },
    STALL: {
      doc: 'Impose the effect of a field on the shaft, at once, also inside a segment. The counter is not touched.',
      args: [
        { kind: 'choice', key: 'mode', name: 'mode', choices: stallModes },
        {
          kind: 'number',
          key: 'by',
          name: 'bySteps',
          min: -99_999,
          max: 99_999,
          decimals: 0,
          doc: 'Push in steps, signed; 0 unless `back`.',
        },
      ],
      reply: [],
      allowedIn: always,
      whenStopped: { name: 'mode', values: ['none', 'release'] },
    },
    SENS: {
      doc: 'Read the state of the sensors.',
      args: [],
      reply: [
        { kind: 'number', key: 'agc', name: 'encoderAgc', min: 0, max: 255, decimals: 0 },
        {
          kind: 'number',
          key: 'idx',
          name: 'indexCount',
          min: 0,
          max: 65_535,
          decimals: 0,
          doc: 'Passes of the index since the start, modulo 65536.',
        },
        { kind: 'number', key: 'mv', name: 'supplyMv', min: 0, max: 60_000, decimals: 0 },
      ],
      allowedIn: always,
    },
    SOUND: {
      doc: 'Sound a tone.',
      args: [
        { kind: 'number', key: 'hz', name: 'toneHz', min: 100, max: 10_000, decimals: 0 },
        { kind: 'number', key: 'ms', name: 'durationMs', min: 1, max: 60_000, decimals: 0 },
      ],
      reply: [],
      allowedIn: always,
    },
    CONF: {
      doc: 'Set an item of the configuration and keep it.',
      args: [
        { kind: 'number', key: 'item', name: 'item', min: 0, max: 255, decimals: 0 },
        { ...steps, key: 'value', name: 'value' },
      ],
      reply: [{ ...steps, key: 'value', name: 'value', doc: 'Value as kept.' }],
      allowedIn: ['ready', 'stopped'],
    },
  },
  events: {
    ...coreEvents,
    DONE: {
      doc: 'A segment has ended after its whole time.',
      fields: [
        { ...steps, key: 'to', name: 'toSteps' },
        {
          kind: 'number',
          key: 'idle',
          name: 'idle',
          min: 0,
          max: 1,
          decimals: 0,
          doc: '1: nothing was queued behind it.',
        },
      ],
    },
    TRIP: {
      doc: 'The sensed field crossed the threshold; `on=1`: upwards.',
      fields: [{ kind: 'number', key: 'on', name: 'on', min: 0, max: 1, decimals: 0 }],
    },
    SLIP: {
      doc: 'Encoder and counter differ; information only.',
      fields: [{ kind: 'number', key: 'err', name: 'errorMilliDeg', min: -9_999_999, max: 9_999_999, decimals: 0 }],
    },
    HOMED: { doc: 'The index was found here.', fields: [indexSteps] },
    NOINDEX: { doc: 'A whole turn passed without the index.', fields: [] },
  },
  errors: {
    ...coreErrors,
    FROM: {
      number: 20,
      doc: 'The segment does not start at the counter or at the end of the running segment; nothing moved.',
      fields: [{ ...steps, key: 'at', name: 'atSteps' }],
    },
    BUSY: { number: 21, doc: 'A segment is queued already.', fields: [] },
    TOOFAST: {
      number: 22,
      doc: 'The segment needs more steps a second than the board can make.',
      fields: [{ kind: 'number', key: 'sps', name: 'stepsPerSecondMax', min: 1, max: 99_999, decimals: 0 }],
    },
    TOOLONG: {
      number: 23,
      doc: 'The segment lasts longer than the board allows.',
      fields: [{ kind: 'number', key: 'seg', name: 'segmentMsMax', min: 1, max: 60_000, decimals: 0 }],
    },
    SENSOR: { number: 24, doc: 'The required sensor does not answer.', fields: [] },
  },
} as const satisfies Vocabulary;

export type RigVocabulary = typeof rigVocabulary;
export type ShaftReport = ReportOf<RigVocabulary>;
/** Name of a bit of `ShaftReport.flags`. */
export type ShaftFlag = (typeof rigVocabulary.report)[5]['bits'][number];
/** Name of a bit of the CAPS reply. */
export type Capability = (typeof rigVocabulary.verbs.CAPS.reply)[0]['bits'][number];

const flagBits: readonly string[] = rigVocabulary.report[5].bits;
const capabilityBits: readonly string[] = rigVocabulary.verbs.CAPS.reply[0].bits;

const packed = (bits: readonly string[], on: readonly string[]): number =>
  on.reduce((sum, name) => sum | (1 << bits.indexOf(name)), 0);

/** Packs named flags into a number: `shaftFlags('moving', 'energised')`. */
export const shaftFlags = (...on: readonly ShaftFlag[]): number => packed(flagBits, on);
export const hasShaftFlag = (flags: number, name: ShaftFlag): boolean => (flags & packed(flagBits, [name])) !== 0;
export const capabilities = (...on: readonly Capability[]): number => packed(capabilityBits, on);
export const hasCapability = (set: number, name: Capability): boolean => (set & packed(capabilityBits, [name])) !== 0;
