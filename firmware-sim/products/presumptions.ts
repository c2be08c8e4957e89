import { LOG_ENTRIES_MAX } from '../base/log-entry.ts';
import type { Product } from './product.ts';

/** Assumption of the model about a question that no text answers, if the answer is not a number. */
export interface Presumption {
  readonly name:
    | 'shaft'
    | 'bound gears'
    | 'residual'
    | 'empty alarm'
    | 'dry pump'
    | 'event log'
    | 'confirmed step'
    | 'detection law'
    | 'recovery law'
    | 'restart law'
    | 'stall log'
    | 'effect of a field'
    | 'gas drive'
    | 'tones'
    | 'low battery class'
    | 'low battery reset';
  readonly answer: string;
  /** `inferred`: a text suggests it without stating it. */
  readonly kind: 'assumed' | 'inferred';
  readonly why: string;
}

const shaft: Presumption = {
  name: 'shaft',
  answer: 'along the normal of the pump',
  kind: 'assumed',
  why: 'texts describe the harmful orientation by the broad face; the direction of the shaft in the pump is not published',
};

const boundGears: Presumption = {
  name: 'bound gears',
  answer: 'freed by time alone',
  kind: 'inferred',
  why: 'Medtronic gives 2 to 24 h for a delayed return; no published text says that another field frees bound or worn gears',
};

const residual: Presumption = {
  name: 'residual',
  answer: 'beneath the capacity',
  kind: 'assumed',
  why: 'whether the capacity includes it is not published; a scenario may choose inside the capacity',
};

const emptyAlarm: Presumption = {
  name: 'empty alarm',
  answer: 'at a calculated level of 0 mL',
  kind: 'assumed',
  why: 'no threshold is published',
};

const dryPump: Presumption = {
  name: 'dry pump',
  answer: 'no true flow while the metering goes on',
  kind: 'assumed',
  why: 'whether a pump with an empty reservoir continues to turn is not published; its alarm follows the calculated level',
};

const eventLog: Presumption = {
  name: 'event log',
  answer: `the newest ${LOG_ENTRIES_MAX} entries`,
  kind: 'assumed',
  why: 'the number of entries in a log is not published',
};

const confirmedStep: Presumption = {
  name: 'confirmed step',
  answer: 'one clears missed volume and missed time',
  kind: 'assumed',
  why: 'how a detector counts is not published',
};

const detectionLaw: Presumption = {
  name: 'detection law',
  answer: 'volume',
  kind: 'assumed',
  why: 'no law is published; runs in a field are tried with the laws of time and of the later of both',
};

const recoveryLaw: Presumption = {
  name: 'recovery law',
  answer: 'volume',
  kind: 'assumed',
  why: 'no law is published; runs in a field are tried with the laws of time and of the later of both',
};

const restartLaw: Presumption = {
  name: 'restart law',
  answer: 'restart at the next step',
  kind: 'assumed',
  why: 'a rotor turns by itself after the field (Miracle et al. 2011, Medtronic MRI page); 15 min (a textbook) and 20 min (a Danish hospital) are upper bounds, so runs in a field are tried with a delay up to that',
};

const noStallLog: Presumption = {
  name: 'stall log',
  answer: 'none',
  kind: 'inferred',
  why: 'no text mentions one; for the SynchroMeds, delays of logging are listed for II alone (MHRA 2008)',
};

const noFieldEffect: Presumption = {
  name: 'effect of a field',
  answer: 'none',
  kind: 'assumed',
  why: 'not published; a review gives 3 T as the limit for scans with a Siromedes',
};

const gasDrive: Presumption = {
  name: 'gas drive',
  answer: 'n-butane behind a drug that is as thin as water',
  kind: 'assumed',
  why: "a liquefied gas is told of the maker's family of pumps (n-butane: FH Luebeck), not of this one; flow against pressure and warmth is not published",
};

const noTones: Presumption = {
  name: 'tones',
  answer: 'none',
  kind: 'assumed',
  why: 'no text tells which alarms sound, or how',
};

const lowBatteryClass: Presumption = {
  name: 'low battery class',
  answer: 'non-critical',
  kind: 'assumed',
  why: 'a low battery alarm is published (Medtronic, getting a replacement), its tone is not',
};

const lowBatteryReset: Presumption = {
  name: 'low battery reset',
  answer: 'calls as on SynchroMed II',
  kind: 'assumed',
  why: 'both SynchroMeds had shorts in the feedthrough (FDA 2013); what an EL calls out then was not found',
};

/** Returns the assumptions about a product that are not constants. */
export function presumptionsOf(product: Product): readonly Presumption[] {
  const { drive, complaints, quantities, stallLog } = product;
  const calls = complaints?.alarms ?? [];
  return [
    ...(drive.kind === 'rollers' ? [shaft, boundGears, restartLaw] : []),
    ...(drive.kind === 'rollers' && stallLog === undefined ? [noStallLog] : []),
    ...(stallLog === undefined ? [] : [detectionLaw, recoveryLaw, confirmedStep]),
    ...((complaints?.log.length ?? 0) > 0 ? [eventLog] : []),
    ...(drive.kind === 'throttle' ? [noFieldEffect, gasDrive] : []),
    ...(quantities.residualMl.value > 0 ? [residual] : []),
    ...(calls.includes('empty reservoir') ? [emptyAlarm, dryPump] : []),
    ...(calls.includes('low battery') ? [lowBatteryClass, lowBatteryReset] : []),
    ...(complaints?.tones === 'unknown' ? [noTones] : []),
  ];
}
