/**
 * Rows that link and endpoint handle themselves. Every vocabulary includes them, so a host that knows one vocabulary
 * can open a session with any device. HELLO, VERSION, TABLE and NOSESSION never change. With them, two ends detect that
 * other rows have changed.
 */
const always = ['ready', 'moving', 'stopped'] as const;

/** Cause of a latched stop; `none` if no stop is latched. */
export const stopCauses = ['none', 'bytes', 'lapse', 'watchdog', 'sensor'] as const;

/** Cause of the board's start. The words are short because HELLO's reply fills its line to the last byte. */
const resetCauses = ['power', 'reset', 'brown', 'dog', 'lapse'] as const;

const stopCause = { kind: 'choice', key: 'cause', name: 'cause', choices: stopCauses } as const;
const argument = {
  kind: 'number',
  key: 'at',
  name: 'argumentIndex',
  min: 0,
  max: 15,
  decimals: 0,
  doc: 'Position of the argument in the table, from 0; the count of arguments where there is one too many.',
} as const;

export const coreVerbs = {
  HELLO: {
    doc: 'Open a session: halt, clear motion queue, kept reply and error queue, count sequences from 00. Always executed.',
    args: [
      { kind: 'number', key: 'v', name: 'protocolVersion', min: 1, max: 99, decimals: 0 },
      { kind: 'hex', key: 't', name: 'tableHash', digits: 8 },
    ],
    reply: [
      { kind: 'number', key: 'v', name: 'protocolVersion', min: 1, max: 99, decimals: 0 },
      { kind: 'hex', key: 't', name: 'tableHash', digits: 8 },
      { kind: 'number', key: 'i', name: 'unitNumber', min: 0, max: 65_535, decimals: 0 },
      { kind: 'choice', key: 'b', name: 'resetCause', choices: resetCauses },
    ],
    allowedIn: always,
  },
  STAT: {
    doc: 'Read the live session, its last sequence and the cause of a latched stop. Answered to any session, changes nothing.',
    args: [],
    reply: [
      { kind: 'hex', key: 'live', name: 'liveSession', digits: 2 },
      { kind: 'hex', key: 'last', name: 'lastSequence', digits: 2, doc: 'Last sequence before this request.' },
      { kind: 'choice', key: 'stop', name: 'stopCause', choices: stopCauses },
    ],
    allowedIn: always,
  },
  PING: { doc: 'Show that the host is alive: prevents a lapse.', args: [], reply: [], allowedIn: always },
  EVTS: {
    doc: 'Send the kept events again from a number on; they follow the reply. A number that is not kept: all of them.',
    args: [{ kind: 'hex', key: 'from', name: 'fromEvent', digits: 2 }],
    reply: [
      {
        kind: 'hex',
        key: 'old',
        name: 'oldestEvent',
        digits: 2,
        doc: 'Number of the first event that follows, if any.',
      },
      {
        kind: 'number',
        key: 'count',
        name: 'eventCount',
        min: 0,
        max: 16,
        decimals: 0,
        doc: 'Number of events that follow.',
      },
    ],
    allowedIn: always,
  },
  ERRS: {
    doc: 'Take the oldest refusal from the error queue.',
    args: [],
    reply: [
      { kind: 'number', key: 'err', name: 'errorNumber', min: 0, max: 99, decimals: 0, doc: '0: the queue was empty.' },
      { kind: 'hex', key: 'seq', name: 'sequence', digits: 2, doc: 'Sequence of the refused request.' },
      { kind: 'number', key: 'left', name: 'leftCount', min: 0, max: 8, decimals: 0 },
      {
        kind: 'number',
        key: 'over',
        name: 'overflowed',
        min: 0,
        max: 1,
        decimals: 0,
        doc: '1: later refusals were lost since the last ERRS.',
      },
    ],
    allowedIn: always,
  },
  COUNTERS: {
    doc: 'Read two counters; page p holds counters 2p and 2p + 1 of the list.',
    args: [{ kind: 'number', key: 'page', name: 'page', min: 0, max: 4, decimals: 0 }],
    reply: [
      { kind: 'hex', key: 'a', name: 'firstCount', digits: 8 },
      { kind: 'hex', key: 'b', name: 'secondCount', digits: 8 },
    ],
    allowedIn: always,
  },
} as const;

export const coreEvents = {
  STOPPED: {
    doc: 'A stop is latched. Repeated once a second, at most ten times, until STAT, EVTS, ARM or HELLO has been answered.',
    fields: [stopCause],
  },
} as const;

export const coreErrors = {
  SEQ: {
    number: 1,
    doc: 'The sequence is not the next one, or is the last one with other bytes.',
    fields: [{ kind: 'hex', key: 'expect', name: 'expectedSequence', digits: 2 }],
  },
  NOSESSION: {
    number: 2,
    doc: 'Another session is live, or none (00).',
    fields: [{ kind: 'hex', key: 'live', name: 'liveSession', digits: 2 }],
    bare: true,
  },
  VERSION: {
    number: 3,
    doc: 'The board has this protocol version.',
    fields: [{ kind: 'number', key: 'v', name: 'protocolVersion', min: 1, max: 99, decimals: 0 }],
    bare: true,
  },
  TABLE: {
    number: 4,
    doc: 'The board has this table.',
    fields: [{ kind: 'hex', key: 't', name: 'tableHash', digits: 8 }],
    bare: true,
  },
  VERB: { number: 5, doc: 'No such verb.', fields: [] },
  ARG: {
    number: 6,
    doc: 'An argument is missing, unknown, doubled, out of order or not canonical.',
    fields: [argument],
  },
  RANGE: { number: 7, doc: 'An argument is outside its limits.', fields: [argument] },
  STATE: {
    number: 8,
    doc: 'The verb is not allowed in this state.',
    fields: [{ kind: 'choice', key: 'is', name: 'state', choices: always }],
  },
  STOPPED: { number: 9, doc: 'A stop is latched; send ARM with this cause first.', fields: [stopCause] },
  UNSUPPORTED: { number: 10, doc: 'The board lacks this verb or mode; see CAPS.', fields: [] },
} as const;

/** Counters of the device end. COUNTERS reads two per page. */
export const coreCounters = [
  'framesGood',
  'crcBad',
  'lengthBad',
  'overlong',
  'duplicates',
  'overruns',
  'eventsEmitted',
  'stopsUnread',
  'foreign',
  'noise',
] as const;
export type CounterName = (typeof coreCounters)[number];
