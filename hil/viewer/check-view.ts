/** Verdict of a check or a run. */
export type VerdictName = 'pass' | 'fail' | 'not decided' | 'never triggered' | 'skipped';

/** A stretch of pump time. */
export interface TimeSpan {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Verdict along a stretch of time, for the colour of a lane. */
export interface VerdictSpan extends TimeSpan {
  readonly verdict: VerdictName;
}

/** One check of a run with all that explains it. */
export interface CheckView {
  readonly name: string;
  readonly verdict: VerdictName;
  /** Why a check is not decided. */
  readonly reason: 'cut' | 'cannot tell' | 'ended' | 'no source' | null;
  readonly isMarginal: boolean;
  /** True for a pass of a check that nothing triggered. */
  readonly isUntriggered: boolean;
  readonly value: number | string | null;
  readonly unit: string;
  /** Limits as text. */
  readonly limits: string;
  /** Limits as numbers in the unit, for the margin bar; null without any. */
  readonly bounds: { readonly atLeast: number | null; readonly atMost: number | null } | null;
  /** Distance to the nearest limit in the unit, negative beyond it. */
  readonly margin: number | null;
  /** Seconds from the deciding moment to the crossing of the limit. */
  readonly marginS: number | null;
  /** The check as a sentence; null if there is none. */
  readonly sentence: string | null;
  readonly note: string | null;
  readonly requires: readonly string[];
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null;
  /** Assumptions that this check rests on, as `rollerCount = 2 rollers`. */
  readonly assumed: readonly string[];
  readonly explanation: ExplanationView | null;
  /** Set if the check may fail until a date. */
  readonly quarantine: { readonly until: string; readonly reason: string; readonly isExcused: boolean } | null;
  /** Ids of the lanes on which the check looks. */
  readonly laneIds: readonly string[];
  /** Verdict along time, in order; empty if the check has no place in time. */
  readonly alongTime: readonly VerdictSpan[];
  /** Stretch that decided; null if nothing occurred that could decide. */
  readonly deciding: TimeSpan | null;
}

/** Explanation of a verdict. A row that does not apply is null or empty. */
export interface ExplanationView {
  /** Part of the run in which the check looked: `from 00:10:00 to 00:10:36`. */
  readonly window: string | null;
  readonly decidedBy: string | null;
  readonly seen: string;
  readonly before: readonly NearEventView[];
  readonly after: readonly NearEventView[];
  readonly wouldPass: string | null;
}

/** An event near the deciding moment. */
export interface NearEventView {
  readonly atUs: number;
  readonly text: string;
}
