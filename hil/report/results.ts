import type { ToolIdentity } from '../base/tool-identity.ts';
import type { RigCheckState } from '../check/check-store.ts';
import type { FirmwareIdentity } from '../firmware/hosted-firmware.ts';
import type { RigIdentity } from '../rigs/rig.ts';
import type { Measurement } from '../scenario/checks/measurement.ts';
import type { StudyResult } from '../scenario/checks/study-result.ts';
import type { Verdict } from '../scenario/checks/verdict.ts';
import type { MrLabelReport } from '../scenario/mr-label-report.ts';
import type { InputFile, QuarantineMark } from '../scenario/outcome.ts';
import type { Comparison } from './comparison.ts';
import type { Repetitions } from './repetitions.ts';
import type { Totals } from './totals.ts';

export const RESULTS_SCHEMA = 'rollerloop/results/1';

/** Facts about one call of `run`, the same for all its scenarios. Date and host come from the caller. */
export interface Call {
  readonly tool: ToolIdentity;
  /** Command line without the name of the program: `['run', 'all', '--out', 'results']`. */
  readonly command: readonly string[];
  readonly startedAt: string;
  readonly host: { readonly name: string; readonly platform: string; readonly arch: string; readonly node: string };
  readonly asked: Asked;
}

/** Choices that apply to all scenarios of a call. */
export interface Asked {
  readonly rig: string;
  readonly pump: string | null;
  /** Firmware under test as `--firmware` names it; null without the option. */
  readonly firmware: string | null;
  readonly seed: number;
  readonly speed: number | 'auto';
  readonly faults: string | null;
  readonly hand: string | null;
  readonly fieldScale: number | null;
}

/** One check of a scenario. */
export interface CheckResult extends Measurement {
  readonly quarantine: QuarantineMark | null;
}

/** Failure of a run that has no verdict. */
export interface FailureResult {
  readonly whose: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly lastLines: readonly string[];
  /** Last lines that a firmware under test wrote to its standard error. */
  readonly stderrLines: readonly string[];
}

/** One scenario of a call. Facts that only a verdict brings are null or empty without one. */
export interface ScenarioResult {
  readonly label: string;
  readonly scenario: string;
  readonly says: string | null;
  readonly file: string;
  readonly hash: string | null;
  readonly tags: readonly string[];
  /** Values of the scenario's parameters; null if it has none. */
  readonly parameters: Readonly<Record<string, string>> | null;
  /** Files that the scenario names. */
  readonly inputs: readonly InputFile[];
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly failure: FailureResult | null;
  readonly pump: { readonly id: string; readonly hash: string } | null;
  /** Firmware under test; null for the model, and for a run that never began. */
  readonly firmware: FirmwareIdentity | null;
  readonly rig: RigIdentity | null;
  readonly rigCheck: RigCheckState | null;
  readonly seed: number;
  readonly speed: number | 'auto';
  readonly faults: string | null;
  readonly startedAt: string | null;
  /** Wall time in seconds, including the runs under other laws. */
  readonly durationS: number | null;
  /** Pump time at the end of the run. */
  readonly pumpUs: number | null;
  readonly fingerprint: string | null;
  readonly rigHash: string | null;
  readonly checks: readonly CheckResult[];
  /** Invariants that every run checks. Only a failed one affects the verdict. */
  readonly invariants: readonly CheckResult[];
  readonly studies: readonly StudyResult[];
  readonly otherLawsWouldSay: readonly object[];
  readonly lawsTried: readonly string[];
  readonly sweeps: readonly object[];
  readonly sensedField: object | null;
  readonly mrLabel: MrLabelReport | null;
  readonly assumed: readonly string[];
  /** Files of the run, relative to the results folder; null for a file that the run did not write. */
  readonly files: { readonly trace: string | null; readonly csv: string | null; readonly html: string | null };
  /** Command line that runs this scenario alone. */
  readonly repeat: string;
}

/** Results of one call, as `results.json` holds them. */
export interface Results {
  readonly schema: typeof RESULTS_SCHEMA;
  readonly identity: Call & { readonly durationS: number };
  readonly exitStatus: number;
  readonly totals: Totals;
  readonly scenarios: readonly ScenarioResult[];
  /** Sentences about quarantine entries that are past their date or that match no check of this call. */
  readonly quarantineNotes: readonly string[];
  readonly comparison: Comparison | null;
  /** Scenarios that ran more than once in this call. */
  readonly repetitions: readonly Repetitions[];
  /** Assumptions of all runs, each named once. */
  readonly assumed: readonly string[];
  readonly disclaimer: string;
}
