import {
  allotted,
  always,
  atMinutes,
  bolusSeconds,
  catheter,
  checksum,
  concentration,
  critical,
  day,
  dose,
  drug,
  everyMinutes,
  fieldsSet,
  lockoutMinutes,
  low,
  mode,
  nonCritical,
  rate,
  shortBolus,
  slot,
  volume,
} from './telemetry-fields.ts';
import type { Verb } from './vocabulary.ts';

/** Verbs that set one field of a draft, in the order in which the checksum sums up their fields. */
export const draftVerbs = {
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
} as const satisfies Readonly<Record<string, Verb>>;

/** A program in two phases: a draft, then a commit. */
export const draftingVerbs = {
  PROGBEGIN: { doc: 'Begin an empty draft; an open one is dropped.', args: [], reply: [], allowedIn: always },
  ...draftVerbs,
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
} as const satisfies Readonly<Record<string, Verb>>;
