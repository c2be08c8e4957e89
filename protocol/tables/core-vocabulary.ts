/**
 * The rows that link and endpoint themselves speak. Every vocabulary spreads them into its own table, so a host that
 * knows one of them can open any of them. HELLO, VERSION, TABLE and NOSESSION never change: they are how two ends
 * find out that everything else has changed.
 */
const always = ['ready', 'moving', 'stopped'] as const;

/** Why a stop is latched; `none` where none is. */
export const stopCauses = ['none', 'bytes', 'lapse', 'watchdog', 'sensor'] as const;

/** Why the board started. Short words, because HELLO's reply fills its line to the last byte. */
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
    doc: 'Open a session: halt, clear motion queue, cache and error queue, count sequences from 00. Always executed.',
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
    doc: 'Ask who is in session, what it sent last and whether a stop stands. Answered to any session, changes nothing.',
    args: [],
    reply: [
      { kind: 'hex', key: 'live', name: 'liveSession', digits: 2 },
      { kind: 'hex', key: 'last', name: 'lastSequence', digits: 2, doc: 'Before this request.' },
      { kind: 'choice', key: 'stop', name: 'stopCause', choices: stopCauses },
    ],
    allowedIn: always,
  },
  PING: { doc: 'Say that the host is alive.', args: [], reply: [], allowedIn: always },
  EVTS: {
    doc: 'Emit the kept events again from a number on; they follow the reply. Older than the oldest kept: all of them.',
    args: [{ kind: 'hex', key: 'from', name: 'fromEvent', digits: 2 }],
    reply: [
      { kind: 'hex', key: 'old', name: 'oldestEvent', digits: 2, doc: 'The first that follows, where any does.' },
      { kind: 'number', key: 'count', name: 'eventCount', min: 0, max: 16, decimals: 0, doc: 'How many follow.' },
    ],
    allowedIn: always,
  },
  ERRS: {
    doc: 'Take the oldest refusal out of the error queue.',
    args: [],
    reply: [
      { kind: 'number', key: 'err', name: 'errorNumber', min: 0, max: 99, decimals: 0, doc: '0: the queue was empty.' },
      { kind: 'hex', key: 'seq', name: 'sequence', digits: 2, doc: 'Of the refused request.' },
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
    doc: 'Read two counters; page p holds the counters 2p and 2p + 1 of the list.',
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
    doc: 'A stop is latched. Repeated ten times, once a second, until STAT, EVTS, ARM or HELLO has been answered.',
    fields: [stopCause],
  },
} as const;

export const coreErrors = {
  SEQ: {
    number: 1,
    doc: 'Not the next sequence, or the last one with other bytes.',
    fields: [{ kind: 'hex', key: 'expect', name: 'expectedSequence', digits: 2 }],
  },
  NOSESSION: {
    number: 2,
    doc: 'Another session lives, or none (00).',
    fields: [{ kind: 'hex', key: 'live', name: 'liveSession', digits: 2 }],
    bare: true,
  },
  VERSION: {
    number: 3,
    doc: 'The board speaks this version.',
    fields: [{ kind: 'number', key: 'v', name: 'protocolVersion', min: 1, max: 99, decimals: 0 }],
    bare: true,
  },
  TABLE: {
    number: 4,
    doc: 'The board was built from this table.',
    fields: [{ kind: 'hex', key: 't', name: 'tableHash', digits: 8 }],
    bare: true,
  },
  VERB: { number: 5, doc: 'No such verb.', fields: [] },
  ARG: {
    number: 6,
    doc: 'An argument is missing, unknown, doubled, out of order or not canonical.',
    fields: [argument],
  },
  RANGE: { number: 7, doc: 'An argument is out of its limits.', fields: [argument] },
  STATE: {
    number: 8,
    doc: 'Not allowed in this state.',
    fields: [{ kind: 'choice', key: 'is', name: 'state', choices: always }],
  },
  STOPPED: { number: 9, doc: 'A stop is latched; ARM must name this cause first.', fields: [stopCause] },
  UNSUPPORTED: { number: 10, doc: 'This board cannot do that; CAPS says what it can.', fields: [] },
} as const;

/** What the answering end counts; COUNTERS reads two a page. */
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
