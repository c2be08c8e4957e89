import type { Expectation, PatternCheck } from '../scenario/scenario.ts';

/**
 * A check of every run. It never extends a run, and its trigger may never occur. It is plain data, so that a worker
 * process can receive it.
 */
export interface Invariant {
  readonly expectation: Expectation & { readonly check: PatternCheck };
  /** File of the invariant, as messages name it. */
  readonly file: string;
  /** Signals, events and ledgers that it reads or needs. It applies only to a run that has all of them. */
  readonly needs: readonly string[];
}
