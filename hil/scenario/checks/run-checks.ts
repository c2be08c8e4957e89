import { type Product, rollersOf } from '../../../firmware-sim/products/product.ts';
import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { Expectation, Scenario } from '../scenario.ts';
import { ExpectationWatch } from './expectation-watch.ts';
import { type Evidence, judge } from './judge.ts';
import type { Measurement } from './measurement.ts';
import type { StudyResult } from './study-result.ts';
import { StudyWatch } from './study-watch.ts';

/** Facts at the end of a run that no record of a signal carries. */
export interface RunEnd extends Pick<Evidence, 'signals' | 'endUs' | 'resolutionDeg' | 'overrunDeg'> {
  /** Returns at least the records that an expectation reads, those of each signal in order of time. */
  readonly recordsOf: (expectation: Expectation) => readonly TraceRecord[];
}

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

  /** Takes in the next record of the trace. Spans and studies follow from events alone. */
  hear(record: TraceRecord): void {
    if (!isEvent(record)) return;
    if (record.e === 'bench.entry') this.#beginStudy(record.name);
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
    const { recordsOf, ...rest } = end;
    const evidence = { ...rest, studies: this.studies, resolutionMl };
    const measurements = new Map<ExpectationWatch, Measurement>();
    // Checks of one signal follow each other, so that its records are collected once.
    for (const watch of this.watches.toSorted(bySignal))
      measurements.set(watch, judge(watch, { ...evidence, records: recordsOf(watch.expectation) }));
    return this.watches.map((watch) => measurements.get(watch) as Measurement);
  }

  #beginStudy(name: unknown): void {
    const action = this.#scenario.timeline.find((entry) => entry.name === name)?.action;
    if (action?.kind === 'roller study') this.#studies.begin(name as string, action.filmed);
  }
}

function bySignal(a: ExpectationWatch, b: ExpectationWatch): number {
  const [one, other] = [signalOf(a), signalOf(b)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function signalOf({ expectation: { check } }: ExpectationWatch): string {
  return 'signal' in check ? check.signal : '';
}
