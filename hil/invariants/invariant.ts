import type { Expectation, PatternCheck } from '../scenario/scenario.ts';

/** A check of every run. It never extends a run, and its trigger may never occur. Plain data, so that a worker can take it. */
export interface Invariant {
  readonly expectation: Expectation & { readonly check: PatternCheck };
  /** File of the invariant, as messages name it. */
  readonly file: string;
  /** Signals, events and ledgers without which it does not apply: those that it reads, and those that it needs besides. */
  readonly needs: readonly string[];
}
