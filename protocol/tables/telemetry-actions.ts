import { aBolus, always, atMinutes, seconds, volume, weekday } from './telemetry-fields.ts';
import type { Verb } from './vocabulary.ts';

/** Verbs that act on the pump at once. */
export const actionVerbs = {
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
} as const satisfies Readonly<Record<string, Verb>>;
