import type { RefusalWord, RefusedWord } from '../../protocol/tables/telemetry-refusals.ts';
import type { Refusal, RefusalReason, RefusedField } from '../base/refusal.ts';

const refusedFields: Readonly<Record<RefusedField, RefusedWord>> = {
  program: 'draft',
  mode: 'mode',
  rate: 'rate',
  'low reservoir': 'low',
  'critical alarm interval': 'crit',
  'non-critical alarm interval': 'non',
  'reservoir volume': 'vol',
  'catheter volume': 'cath',
  'drug 1': 'drug1',
  'drug 2': 'drug2',
  'drug 3': 'drug3',
  bolus: 'bolus',
  'priming bolus': 'prime',
  refill: 'refill',
  flex: 'flex',
  'flex steps': 'flex',
  'periodic bolus': 'period',
  'bolus interval': 'every',
  'patient bolus': 'patient',
  'bolus duration': 'sec',
  lockout: 'gap',
  allotment: 'n',
  'bridge bolus': 'bridge',
  'roller study': 'study',
  valve: 'valve',
  // No verb of a programmer requests these two.
  'catheter access': 'refill',
  examination: 'refill',
  clock: 'clock',
};

/** A rate has whole nanolitres a day on the wire, so `fraction` there means out of range. */
const reasons: Readonly<Record<RefusalReason, RefusalWord>> = {
  range: 'range',
  fraction: 'range',
  missing: 'missing',
  mode: 'mode',
  busy: 'busy',
  latched: 'latched',
  ended: 'ended',
  order: 'order',
  lacking: 'lacking',
  lockout: 'lockout',
  allotment: 'allotment',
  stopped: 'stopped',
  reservoir: 'reservoir',
};

export const noDraft = { ok: false, error: 'NODRAFT' } as const;

/** Returns REFUSED with the wire's words for field and reason. */
export function refusal({ refusal: { field, why } }: { readonly refusal: Refusal }) {
  return { ok: false, error: 'REFUSED', fields: { field: refusedFields[field], why: reasons[why] } } as const;
}

/** Returns the refused field that a word of the wire names. Of two fields with one word it is the first. */
export function fieldNamed(word: RefusedWord): RefusedField {
  return (Object.keys(refusedFields) as RefusedField[]).find((field) => refusedFields[field] === word) ?? 'program';
}

/** Returns the reason that a word of the wire names. */
export function reasonNamed(word: RefusalWord): RefusalReason {
  return (Object.keys(reasons) as RefusalReason[]).find((reason) => reasons[reason] === word) ?? 'range';
}
