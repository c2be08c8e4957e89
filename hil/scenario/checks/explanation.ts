/** An event near the deciding moment, in words. */
export interface NearEvent {
  readonly atUs: number;
  readonly text: string;
}

/** A span of pump time. `toUs` is null if the span ends with the run. */
export interface Window {
  readonly fromUs: number;
  readonly toUs: number | null;
}

/**
 * Explains a verdict: where the check looked, what decided, which events occurred near, and which limit would have
 * passed.
 */
export interface Explanation {
  /**
   * Part of the run that the check looked at. Absent: the whole run, or no part because nothing triggered the check.
   */
  readonly window?: Window;
  /** Comparison or condition that decided, and its time. Absent: nothing that occurred could decide. */
  readonly deciding?: { readonly text: string; readonly fromUs: number; readonly toUs: number };
  /** Up to three events before the deciding moment or at it, and up to three after it. */
  readonly before: readonly NearEvent[];
  readonly after: readonly NearEvent[];
  /** Values or events that the run showed instead of the expected ones, in sentences. */
  readonly seen: string;
  /** Limit that this run would have met, or a change to make. Absent: no limit would have helped. */
  readonly wouldPass?: string;
}
