import type { VerdictName } from '../check-view.ts';

/** Requirements, the checks that cover them, and their last verdicts. */
export interface MatrixView {
  readonly title: string;
  readonly source: string;
  readonly totals: string;
  /** True if an earlier run gives verdicts. */
  readonly hasVerdicts: boolean;
  readonly rows: readonly MatrixLine[];
  readonly disclaimer: string;
}

/** One requirement. */
export interface MatrixLine {
  readonly id: string;
  readonly topic: string;
  readonly text: string;
  /** Its meaning for these pumps, or why it does not apply or is not covered. */
  readonly notes: readonly string[];
  readonly status: string;
  readonly verdict: VerdictName | null;
  readonly checks: readonly { readonly text: string; readonly place: string; readonly verdict: VerdictName | null }[];
}
