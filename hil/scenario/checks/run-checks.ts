import { type Product, rollersOf } from '../../../firmware-sim/products/product.ts';
import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { Scenario } from '../scenario.ts';
import { ExpectationWatch } from './expectation-watch.ts';
import { type Evidence, judge } from './judge.ts';
import type { Measurement } from './measurement.ts';
import type { StudyResult } from './study-result.ts';
import { StudyWatch } from './study-watch.ts';

/** Facts at the end of a run that no record of a signal carries. */
export type RunEnd = Pick<Evidence, 'records' | 'signals' | 'endUs' | 'resolutionDeg' | 'overrunDeg'>;

/**
 * All checks of one run: follows each expectation and each roller study from record to record. A run and the judge of a
 * kept trace both use it, so that their verdicts are equal.
 */
export class RunChecks {
  readonly watches: readonly ExpectationWatch[];
  readonly #scenario: Scenario;
  readonly #product: Product;
  readonly #studies: StudyWatch;

  /** `resolutionDeg` is that of the rig at the start of the run. */
  constructor(scenario: Scenario, product: Product, resolutionDeg: number) {
    const rollers = rollersOf(product);
    this.#scenario = scenario;
    this.#product = product;
    this.watches = scenario.expect.map((expectation) => new ExpectationWatch(expectation, scenario));
    this.#studies = new StudyWatch({
      studyAngleDeg: rollers?.studyAngleDeg.value ?? 0,
      rollerCount: rollers?.rollerCount.value ?? 1,
      toleranceDeg: Math.max(rollers?.studyToleranceDeg.value ?? 0, resolutionDeg),
    });
  }

  get studies(): readonly StudyResult[] {
    return this.#studies.results;
  }

  /** Takes in the next record of the trace. */
  hear(record: TraceRecord): void {
    if (isEvent(record) && record.e === 'bench.entry') this.#beginStudy(record.name);
    this.#studies.hear(record);
    for (const watch of this.watches) watch.hear(record);
  }

  /** Returns the pump time to which the checks need the run; Infinity while it is unknown. */
  needUs(): number {
    return Math.max(0, ...this.watches.map((watch) => watch.needUs(this.studies)));
  }

  /** Judges each expectation, in the order of the scenario. */
  judge(end: RunEnd): readonly Measurement[] {
    const revolutionUl = rollersOf(this.#product)?.revolutionUl.value ?? 0;
    const resolutionMl = ((end.resolutionDeg / 360) * revolutionUl) / 1000;
    const evidence: Evidence = { ...end, studies: this.studies, resolutionMl };
    return this.watches.map((watch) => judge(watch, evidence));
  }

  #beginStudy(name: unknown): void {
    const action = this.#scenario.timeline.find((entry) => entry.name === name)?.action;
    if (action?.kind === 'roller study') this.#studies.begin(name as string, action.filmed);
  }
}
