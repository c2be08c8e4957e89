import type { Expectation, PatternCheck } from '../scenario/scenario.ts';

/**
 * A check that applies to every run. It never extends a run, and its trigger need not occur. It is plain data that can
 * be sent to a worker process.
 */
export interface Invariant {
  readonly expectation: Expectation & { readonly check: PatternCheck };
  /** Name of the file, for messages. */
  readonly file: string;
  /**
   * Signals, events and ledgers that the check reads or needs. The check applies only to runs that have all of them.
   */
  readonly needs: readonly string[];
  /** True if the check compares records of one instant. A run whose records come late over a wire cannot tell. */
  readonly isAtOnce?: true;
  /** Products that the rule is about. Absent: every pump, a pump of a file too. */
  readonly products?: readonly string[];
}
