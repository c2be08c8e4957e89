import type { Fault } from '../../base/hil-error.ts';
import type { Verdict } from '../../scenario/checks/verdict.ts';

/** Scenarios for one process to run. */
export interface RunnerJob {
  readonly rig: string;
  /** Firmware under test; absent for the model. */
  readonly firmware?: string;
  readonly scenarios: readonly string[];
  /** True to end after the first kill. */
  readonly stopsAtKill: boolean;
}

/** A check or an invariant that failed. */
export interface FailedCheck {
  readonly name: string;
  readonly kind: 'check' | 'invariant';
  readonly requires: readonly string[];
}

/** Outcome of one run of a scenario, as the runner prints it. */
export interface MutantRun {
  readonly scenario: string;
  /** `failed`: a failure that names a part; `refused`: the scenario does not fit; `crashed`: an error of the program. */
  readonly outcome: Exclude<Verdict, 'skipped'> | 'failed' | 'refused' | 'crashed';
  readonly failedChecks: readonly FailedCheck[];
  /** Set if no verdict was reached. */
  readonly failure?: { readonly code: string; readonly fault: Fault | 'bug'; readonly message: string };
  /** Processor time of the run. */
  readonly cpuMs: number;
}

/** Returns whether the run kills: a verdict failed, or the bench attributed a failure. A crash of the program does not count. */
export function isKill({ outcome }: MutantRun): boolean {
  return outcome === 'fail' || outcome === 'failed';
}
