/** An event of the trace near the moment that decided, as people read it. */
export interface NearEvent {
  readonly atUs: number;
  readonly text: string;
}

/** A stretch of pump time. `toUs` is null where only the end of the run bounds it. */
export interface Window {
  readonly fromUs: number;
  readonly toUs: number | null;
}

/** Explains a verdict: where the check looked, what decided, what happened around it, and what would have passed. */
export interface Explanation {
  /** Part of the run that the check looked at. Absent: the whole run, or none since nothing triggered the check. */
  readonly window?: Window;
  /** Comparison or condition that decided, and when. Absent: nothing occurred that could decide. */
  readonly deciding?: { readonly text: string; readonly fromUs: number; readonly toUs: number };
  /** Up to three events before the deciding moment, that moment included, and up to three after it. */
  readonly before: readonly NearEvent[];
  readonly after: readonly NearEvent[];
  /** What the run showed in place of what the check expects, in sentences. */
  readonly seen: string;
  /** Limit that this run would have met, or what to change. Absent: no limit would have helped. */
  readonly wouldPass?: string;
}
