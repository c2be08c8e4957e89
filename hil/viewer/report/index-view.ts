import type { VerdictName } from '../check-view.ts';

/** An index over the runs of one call. */
export interface IndexView {
  readonly title: string;
  /** Verdicts of all runs and checks, each a sentence. */
  readonly totals: readonly string[];
  readonly facts: readonly { readonly name: string; readonly text: string; readonly isCode: boolean }[];
  readonly rows: readonly IndexRow[];
  /** Files of the call, as links relative to the index. */
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly notes: readonly string[];
  readonly disclaimer: string;
}

/** One run of an index. */
export interface IndexRow {
  readonly label: string;
  /** Report of the run, relative to the index; null without one. */
  readonly report: string | null;
  /** The scenario in a sentence; null where an earlier row has said it. */
  readonly says: string | null;
  readonly verdict: VerdictName;
  /** Why a run has no verdict, or which checks did not pass. */
  readonly why: string | null;
  readonly pump: string | null;
  readonly rig: string | null;
  readonly seed: number;
  readonly pumpUs: number | null;
  readonly checkCount: number;
  readonly files: readonly { readonly text: string; readonly href: string }[];
}
