import type { QuantityName } from '../../firmware-sim/products/product.ts';
import type { RigCheckState } from '../check/check-store.ts';
import type { RigIdentity } from '../rigs/rig.ts';
import type { Measurement } from './checks/measurement.ts';
import type { StudyResult } from './checks/study-result.ts';
import type { Verdict } from './checks/verdict.ts';
import type { MrLabelReport } from './mr-label-report.ts';
import type { RotorFacts } from './rotor-facts.ts';
import type { Scenario } from './scenario.ts';
import type { SensedRun } from './sensed-run.ts';

/** Result of a run: the fields that `--json` prints, and some for the text report alone. */
export interface RunResult {
  readonly scenario: string;
  readonly says: string;
  readonly pump: string;
  /** Hash of all constants of the pump. Two pump files with the same id have different hashes. */
  readonly pumpHash: string;
  readonly rig: RigIdentity;
  readonly seed: number;
  readonly verdict: Exclude<Verdict, 'skipped'>;
  readonly fingerprint: string;
  readonly rigHash: string;
  readonly assumed: readonly string[];
  readonly measurements: readonly Measurement[];
  /** Checks of every run. One that fails fails the run; one without a verdict, or that nothing triggered, does not count. */
  readonly invariants: readonly Measurement[];
  readonly studies: readonly StudyResult[];
  /** Pump time at the end of the run. */
  readonly pumpUs: number;
  /** Set if the timeline has a scanner. */
  readonly mrLabel?: MrLabelReport;
  /** Absent: not known, so every law may matter. */
  readonly rotorFacts?: RotorFacts;
  /** Result of the last `rig check` of this rig. */
  readonly rigCheck: RigCheckState;
  /** Source of the field, if it came from a sensor. */
  readonly sensed?: SensedRun;
  /** The scenario with the sensed field on its timeline, if the field came from a sensor. */
  readonly repeatable?: Scenario;
}

/** Law that no maker publishes. The scenario or a default chooses it. */
export type LawSubject = 'detection' | 'recovery' | 'restart' | 'needle mixing';

/** Verdict that changes under another law, found by a further run on `model`. */
export interface LawFlip {
  readonly of: LawSubject;
  /** Name of the law in reports: `time`, `next step`, `uniform 0 to 20 min, drawn from the seed`. */
  readonly law: string;
  readonly measurement: string;
  readonly verdict: Verdict;
}

/** Verdict that changes with another value. */
export interface SweepFlip {
  readonly value: number;
  readonly measurement: string;
  readonly verdict: Verdict;
}

/** Verdicts over the band of an unpublished constant, found by further runs on `model`. */
export interface Sweep {
  readonly quantity: QuantityName;
  readonly unit: string;
  readonly own: number;
  readonly between: readonly [number, number];
  readonly tried: readonly number[];
  readonly flips: readonly SweepFlip[];
}

/** Verdicts of other runs of the scenario that differ from this run's. */
export interface Sensitivity {
  readonly flips: readonly LawFlip[];
  /** Laws whose alternatives were tried. */
  readonly lawsTried: readonly LawSubject[];
  readonly sweeps: readonly Sweep[];
}

export const insensitive: Sensitivity = { flips: [], lawsTried: [], sweeps: [] };

/** Ends every report. */
export const DISCLAIMER =
  'Produced by a simulator and training tool that is not a medical device and is not validated for your intended use; qualifying it is your task.';
