import { aBolus, always, atMinutes, seconds, volume, weekday } from './telemetry-fields.ts';
import type { Verb } from './vocabulary.ts';

/** Verbs that act on the pump at once. */
export const actionVerbs = {
  BOLUS: {
    doc: 'Deliver a single bolus evenly over a time; afterwards the mode goes on.',
    args: [volume, { kind: 'number', key: 'sec', name: 'durationSeconds', min: 1, max: 604_800, decimals: 0 }],
    reply: aBolus,
    allowedIn: always,
  },
  ASK: {
    doc: "Press the patient's button. A refusal names its reason, and PATIENTNOW tells when the next bolus is allowed.",
    args: [],
    reply: aBolus,
    allowedIn: always,
  },
  PRIME: { doc: 'Deliver a priming bolus at the highest rate.', args: [volume], reply: aBolus, allowedIn: always },
  STUDY: {
    doc: 'Run a roller study: a bolus of one study angle at the study rate.',
    args: [],
    reply: aBolus,
    allowedIn: always,
  },
  STOP: { doc: 'Program the mode stopped at once; this cuts a bolus.', args: [], reply: [], allowedIn: always },
  MINRATE: { doc: 'Program the mode minimum at once.', args: [], reply: [], allowedIn: always },
  SETCLOCK: {
    doc: 'Set the clock of the pump to the nearest moment with this weekday and time. Flex goes on there at once; nothing else changes.',
    args: [
      { ...weekday, doc: 'Local day of the programmer; the pump has no time zone.' },
      { ...atMinutes, doc: 'Minutes since midnight.' },
      { ...seconds, doc: 'Seconds since the start of the minute.' },
    ],
    reply: [
      {
        kind: 'number',
        key: 'by',
        name: 'movedSeconds',
        min: -302_400,
        max: 302_400,
        decimals: 3,
        doc: 'Above 0: forward. At most half a week either way.',
      },
    ],
    allowedIn: always,
  },
  REFILL: {
    doc: 'Refill a pump on a desk: withdraw all, then fill a volume. PROGVOL then informs the pump.',
    args: [volume],
    reply: [
      { ...volume, key: 'was', name: 'withdrawnMl', doc: 'Withdrawn by the syringe.' },
      { ...volume, key: 'level', name: 'calculatedMl', doc: "The pump's calculated level before the refill." },
    ],
    allowedIn: always,
  },
  ALTEST: { doc: 'Sound the critical alarm once.', args: [], reply: [], allowedIn: always },
} as const satisfies Readonly<Record<string, Verb>>;
