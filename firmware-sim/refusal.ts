/** What the pump or its programmer may not accept: data, never an exception. The running therapy goes on unchanged. */
export interface Refusal {
  readonly field: string;
  readonly value: string;
  /** What would have been accepted. */
  readonly limit: string;
}

export type Accepted = { readonly ok: true };
export type Answer = Accepted | { readonly ok: false; readonly refusal: Refusal };

export const accepted: Accepted = { ok: true };

export function refused(field: string, value: string, limit: string): Answer {
  return { ok: false, refusal: { field, value, limit } };
}

/** One sentence for people: field, value, limit. */
export function sentenceOf(refusal: Refusal): string {
  return `${refusal.field} is ${refusal.value}; allowed is ${refusal.limit}`;
}
