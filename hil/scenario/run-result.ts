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

/** What a run came to; the object that `--json` prints, and a little more for people. */
export interface RunResult {
  readonly scenario: string;
  readonly says: string;
  readonly pump: string;
  /** Hash of all constants of the pump: it differs between two pump files of one id. */
  readonly pumpHash: string;
  readonly rig: RigIdentity;
  readonly seed: number;
  readonly verdict: Exclude<Verdict, 'skipped'>;
  readonly fingerprint: string;
  readonly rigHash: string;
  readonly assumed: readonly string[];
  readonly measurements: readonly Measurement[];
  readonly studies: readonly StudyResult[];
  /** Pump time at the end of the run. */
  readonly pumpUs: number;
  /** Set if a scanner is part of the scenario. */
  readonly mrLabel?: MrLabelReport;
  /** Absent: not looked at, so every law may matter. */
  readonly rotorFacts?: RotorFacts;
  /** What the last `rig check` of this rig found. */
  readonly rigCheck: RigCheckState;
  /** Set if the field came from a sensor: how, and the same run with the sensed field on its timeline. */
  readonly sensed?: SensedRun;
  readonly repeatable?: Scenario;
}

/** Law that no maker publishes, and that a scenario or its default chooses. */
export type LawSubject = 'detection' | 'recovery' | 'restart' | 'needle mixing';

/** A verdict that another law would turn; found by running again on `model`. */
export interface LawFlip {
  readonly of: LawSubject;
  /** As a report names it: `time`, `next step`, `uniform 0 to 20 min, drawn from the seed`. */
  readonly law: string;
  readonly measurement: string;
  readonly verdict: Verdict;
}

/** A verdict that another value would turn. */
export interface SweepFlip {
  readonly value: number;
  readonly measurement: string;
  readonly verdict: Verdict;
}

/** Verdicts over the band of an unpublished constant, found by running again on `model`. */
export interface Sweep {
  readonly quantity: QuantityName;
  readonly unit: string;
  readonly own: number;
  readonly between: readonly [number, number];
  readonly tried: readonly number[];
  readonly flips: readonly SweepFlip[];
}

/** What other lives of a scenario would say than the one that was lived. */
export interface Sensitivity {
  readonly flips: readonly LawFlip[];
  /** Laws of which the others were tried. */
  readonly lawsTried: readonly LawSubject[];
  readonly sweeps: readonly Sweep[];
}

export const insensitive: Sensitivity = { flips: [], lawsTried: [], sweeps: [] };

/** Goes with every report. */
export const DISCLAIMER =
  'Produced by a simulator and training tool that is not a medical device and is not validated for your intended use; qualifying it is your task.';
