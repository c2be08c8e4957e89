import type { Predicate } from './formula.ts';
import type { Truth } from './truth.ts';

/** Predicate that decided a check, with its time, for an explanation. */
export interface ShownDeciding {
  readonly predicate: Predicate;
  readonly text: string;
  readonly fromUs: number;
  readonly toUs: number;
  readonly truth: Truth;
  /** The deciding occurrence, and the number of occurrences. */
  readonly occurrence: { readonly fromUs: number; readonly toUs: number };
  readonly occurrenceCount: number;
}
