import type { QuantityName } from '../../firmware-sim/products/product.ts';
import type { RigCheckState } from '../check/check-store.ts';
import type { FirmwareIdentity, FirmwareUse } from '../firmware/hosted-firmware.ts';
import type { RigIdentity } from '../rigs/rig.ts';
import type { Measurement } from './checks/measurement.ts';
import type { StudyResult } from './checks/study-result.ts';
import type { Verdict } from './checks/verdict.ts';
import type { MrLabelReport } from './mr-label-report.ts';
import type { RotorFacts } from './rotor-facts.ts';
import type { Scenario } from './scenario.ts';
import type { SensedRun } from './sensed-run.ts';

/** Result of a run. It has the fields that `--json` prints, and some fields for the text report. */
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
  /**
   * Invariants of the run. A failed one fails the run. One without a verdict, or one that was never triggered, does not
   * count.
   */
  readonly invariants: readonly Measurement[];
  readonly studies: readonly StudyResult[];
  /** Pump time at the end of the run. */
  readonly pumpUs: number;
  /** Set if the timeline has a scanner. */
  readonly mrLabel?: MrLabelReport;
  /** Absent: unknown, so every law may matter. */
  readonly rotorFacts?: RotorFacts;
  /** Result of the last `rig check` of this rig. */
  readonly rigCheck: RigCheckState;
  /** Source of the field, if it came from a sensor. */
  readonly sensed?: SensedRun;
  /** Firmware under test; absent for the model. */
  readonly firmware?: FirmwareIdentity;
  /** What a firmware on a chip used of it. */
  readonly firmwareUse?: FirmwareUse;
  /** The scenario, with the sensed field on its timeline. Set if the field came from a sensor. */
  readonly repeatable?: Scenario;
}

/** A law that no maker publishes. The scenario or a default chooses it. */
export type LawSubject = 'detection' | 'recovery' | 'restart' | 'needle mixing';

/** A verdict that changes under another law. A further run on `model` found it. */
export interface LawFlip {
  readonly of: LawSubject;
  /** Name of the law in reports: `time`, `next step`, `uniform 0 to 20 min, drawn from the seed`. */
  readonly law: string;
  readonly measurement: string;
  readonly verdict: Verdict;
}

/** A verdict that changes with another value. */
export interface SweepFlip {
  readonly value: number;
  readonly measurement: string;
  readonly verdict: Verdict;
}

/** Verdicts over the band of an unpublished constant. Further runs on `model` found them. */
export interface Sweep {
  readonly quantity: QuantityName;
  readonly unit: string;
  readonly own: number;
  readonly between: readonly [number, number];
  readonly tried: readonly number[];
  readonly flips: readonly SweepFlip[];
}

/** Verdicts that differ from this run's in other runs of the scenario. */
export interface Sensitivity {
  readonly flips: readonly LawFlip[];
  /** Laws whose alternatives were tried. */
  readonly lawsTried: readonly LawSubject[];
  readonly sweeps: readonly Sweep[];
}

export const insensitive: Sensitivity = { flips: [], lawsTried: [], sweeps: [] };

/** Sentence that ends every report. */
export const DISCLAIMER =
  'Produced by a simulator and training tool that is not a medical device and is not validated for your intended use; qualifying it is your task.';
