import type { CheckView, VerdictName } from './check-view.ts';
import type { EventView, LogLineView, WireLineView } from './event-view.ts';
import type { LaneView } from './lane-view.ts';
import type { PumpView } from './pump/pump-view.ts';
import type { StudyView } from './study-view.ts';

/**
 * Everything that a page shows of one run, as plain data. Times are pump time in microseconds from the start of the
 * run.
 */
export interface RunView {
  readonly identity: RunIdentity;
  readonly pump: PumpView;
  /** Verdict of the run; null on a page that judges nothing. */
  readonly verdict: VerdictName | null;
  /** Why a run without a judgement ended; null for a run that reached its end. */
  readonly failure: FailureView | null;
  readonly endUs: number;
  readonly checks: readonly CheckView[];
  /** Checks of every run. */
  readonly invariants: readonly CheckView[];
  readonly lanes: readonly LaneView[];
  /** In the order of the trace, so in order of time. */
  readonly events: readonly EventView[];
  /** The pump's event log, the oldest entry first. */
  readonly log: readonly LogLineView[];
  readonly wire: readonly WireLineView[];
  readonly studies: readonly StudyView[];
  /** Assumptions of the run, as `rollerCount = 2 rollers`. */
  readonly assumed: readonly string[];
  /** Verdicts under other laws and values, and remarks such as the MR label, each a sentence. */
  readonly remarks: readonly string[];
  readonly disclaimer: string;
}

/** Identity of a run. A value that is unknown or does not apply is null. */
export interface RunIdentity {
  readonly scenario: string;
  /** The scenario in one or two sentences. */
  readonly says: string | null;
  readonly file: string | null;
  readonly scenarioHash: string | null;
  readonly tags: readonly string[];
  readonly parameters: Readonly<Record<string, string>> | null;
  readonly pumpHash: string | null;
  /** Firmware under test; null for the model. */
  readonly firmware: string | null;
  readonly rig: RigView | null;
  readonly seed: number;
  readonly speed: number | 'auto';
  /** Injected line faults, as the command line wrote them. */
  readonly faults: string | null;
  readonly tool: { readonly version: string; readonly commit: string | null };
  /** Date and time of day in ISO 8601. */
  readonly startedAt: string | null;
  /** Seconds on the wall. */
  readonly durationS: number | null;
  readonly fingerprint: string | null;
  readonly rigHash: string | null;
  /** Command that repeats the run. */
  readonly command: string | null;
}

/** The rig of a run. */
export interface RigView {
  readonly name: string;
  /** Equipment behind the name: a plant in process, a simulated board, or the banner of a board. */
  readonly made: string;
  readonly unitNumber: number | null;
  readonly resolutionDeg: number;
  readonly time: 'virtual' | 'wall';
  /** Last check of the rig, as a sentence; `isTrusted` is false if it failed, is old or is missing. */
  readonly check: { readonly says: string; readonly isTrusted: boolean };
}

/** Failure that ended a run. */
export interface FailureView {
  readonly whose: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly lastLines: readonly string[];
  /** Last lines that a firmware under test wrote to its standard error. */
  readonly stderrLines: readonly string[];
}
