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

/** Verbs that set one field of a draft, in the order of the checksum. */
export const draftVerbs = {
  PROGMODE: { doc: 'Draft a mode.', args: [mode], reply: [], allowedIn: always },
  PROGRATE: {
    doc: 'Draft the rate of the mode continuous, or the base of the mode periodic.',
    args: [rate],
    reply: [],
    allowedIn: always,
  },
  PROGLOW: { doc: 'Draft the level of the low reservoir alarm.', args: [low], reply: [], allowedIn: always },
  PROGCRIT: { doc: 'Draft the interval of a critical alarm.', args: [critical], reply: [], allowedIn: always },
  PROGNON: { doc: 'Draft the interval of a non-critical alarm.', args: [nonCritical], reply: [], allowedIn: always },
  PROGVOL: {
    doc: 'Draft the reservoir volume after a refill.',
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
    doc: 'Draft a drug and its concentration; `none` with 0.00 removes it.',
    args: [slot, drug, concentration],
    reply: [],
    allowedIn: always,
  },
  PROGFLEX: {
    doc: 'Draft one step of flex. Drafted steps replace all programmed steps.',
    args: [day, { ...atMinutes, doc: 'Minutes since midnight; the first step of a day is at 0.' }, rate],
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
    doc: "Draft the patient's bolus; all 0 removes it.",
    args: [shortBolus, bolusSeconds, lockoutMinutes, allotted],
    reply: [],
    allowedIn: always,
  },
  PROGBRIDGE: {
    doc: 'Draft a bridge from a drug to the one that PROGDRUG drafts in its place, at an unchanged daily dose. It replaces mode and rate.',
    args: [slot, dose],
    reply: [],
    allowedIn: always,
  },
} as const satisfies Readonly<Record<string, Verb>>;

/** Verbs that program the pump in two phases: a draft, then a commit. */
export const draftingVerbs = {
  PROGBEGIN: { doc: 'Begin an empty draft; an open one is dropped.', args: [], reply: [], allowedIn: always },
  ...draftVerbs,
  PROGREAD: {
    doc: 'Read which fields the draft sets, and their checksum.',
    args: [],
    reply: [fieldsSet, checksum],
    allowedIn: always,
  },
  PROGCOMMIT: {
    doc: 'Run all of the draft or nothing. A wrong checksum drops it; a refusal leaves it open for correction.',
    args: [checksum],
    reply: [fieldsSet],
    allowedIn: always,
  },
  PROGCANCEL: { doc: 'Drop the draft, if one is open.', args: [], reply: [], allowedIn: always },
} as const satisfies Readonly<Record<string, Verb>>;
