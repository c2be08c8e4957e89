import type { Product } from '../../../firmware-sim/products/product.ts';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import type { RigCheckState } from '../../check/check-store.ts';
import type { FirmwareIdentity } from '../../firmware/hosted-firmware.ts';
import type { Invariant } from '../../invariants/invariant.ts';
import type { RigIdentity } from '../../rigs/rig.ts';
import type { InputFile, QuarantineMark } from '../../scenario/outcome.ts';
import type { LawSubject, RunResult, Sensitivity } from '../../scenario/run-result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { FailureResult } from '../results.ts';

/** Everything that a report needs to know about a run: one that has just ended, or one that a trace keeps. */
export interface ReportedRun {
  readonly scenario: Scenario;
  readonly product: Product;
  readonly pumpHash: string;
  readonly signals: readonly SignalDeclaration[];
  readonly records: Iterable<TraceRecord>;
  /** Absent for a run that a failure ended. */
  readonly result?: RunResult;
  readonly sensitivity: Sensitivity;
  /** Laws of which another one could change a verdict, but was not tried. */
  readonly lawsNotTried?: readonly LawSubject[];
  readonly failure?: FailureResult;
  /** Checks of every run by which it was judged. */
  readonly invariants: readonly Invariant[];
  readonly quarantined?: readonly QuarantineMark[];
  /** Firmware under test; absent for the model. */
  readonly firmware?: FirmwareIdentity;
  readonly rig: RigIdentity | null;
  readonly rigCheck: RigCheckState | null;
  readonly seed: number;
  readonly speed: number | 'auto';
  readonly faults: string | null;
  readonly tool: { readonly version: string; readonly commit: string | null };
  readonly startedAt: string | null;
  readonly durationS: number | null;
  /** Command line that repeats the run; null if it is not known. */
  readonly repeat: string | null;
  /** Command line that made the run, without the program, and its host. */
  readonly command: readonly string[] | null;
  readonly host: string | null;
  readonly inputs: readonly InputFile[];
  /** Says where a trace ends before its run did. */
  readonly cut?: string;
}
