import type { RunView } from '../run-view.ts';

/** A run with the facts that only its report shows. */
export interface ReportView {
  readonly run: RunView;
  /** Says where a trace ends before its run did. */
  readonly cut: string | null;
  /** The scenario as it was read; null for one that a program built. */
  readonly scenarioText: string | null;
  /** Files that the scenario names, with the SHA-256 of their texts. */
  readonly inputs: readonly { readonly file: string; readonly hash: string }[];
  /** Command line that made the run, and the machine. */
  readonly madeBy: string | null;
  readonly host: string | null;
  /** Files of the run, as links relative to the report. */
  readonly links: readonly { readonly text: string; readonly href: string }[];
}
