/**
 * Refusal of a request by the pump or its programmer. It is data, never an exception. The running therapy continues
 * unchanged.
 */
export interface Refusal {
  readonly field: RefusedField;
  readonly value: string;
  /** Values that the pump would accept. */
  readonly limit: string;
  readonly why: RefusalReason;
}

/** Fields that a refusal may name. */
export const refusedFields = [
  'program',
  'mode',
  'rate',
  'low reservoir',
  'critical alarm interval',
  'non-critical alarm interval',
  'reservoir volume',
  'catheter volume',
  'drug 1',
  'drug 2',
  'drug 3',
  'bolus',
  'priming bolus',
  'refill',
  'flex',
  'flex steps',
  'periodic bolus',
  'bolus interval',
  'patient bolus',
  'bolus duration',
  'lockout',
  'allotment',
  'bridge bolus',
  'roller study',
  'valve',
  'catheter access',
  'examination',
  'clock',
] as const;
export type RefusedField = (typeof refusedFields)[number];

/**
 * Reasons of a refusal. `fraction`: finer than the pump can count; `mode`: not in this mode; `busy`: a bolus is
 * running; `order`: not in order of time; `lacking`: this product has no such part or mode. The last four refuse a
 * patient bolus only.
 */
export const refusalReasons = [
  'range',
  'missing',
  'fraction',
  'mode',
  'busy',
  'latched',
  'ended',
  'order',
  'lacking',
  'lockout',
  'allotment',
  'stopped',
  'reservoir',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export type Accepted = { readonly ok: true };
export type Refused = { readonly ok: false; readonly refusal: Refusal };
/** The pump's response to programming or to an action. The device end of a wire has its own type `Answer`. */
export type Acceptance = Accepted | Refused;

export const accepted: Accepted = { ok: true };

export function refused(field: RefusedField, value: string, limit: string, why: RefusalReason = 'range'): Refused {
  return { ok: false, refusal: { field, value, limit, why } };
}

/** Returns the refusal as one sentence: field in backquotes, value in quotes, limit. */
export function sentenceOf(refusal: Refusal): string {
  return `\`${refusal.field}\` is "${refusal.value}"; allowed: ${refusal.limit}`;
}
