import { type Product, rollersOf } from '../../../firmware-sim/products/product.ts';
import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import type { Invariant } from '../../invariants/invariant.ts';
import { RunInvariants } from '../../invariants/run-invariants.ts';
import { ExpectationWatch } from '../checks/expectation-watch.ts';
import { type Evidence, judge } from '../checks/judge.ts';
import type { Finding, Measurement } from '../checks/measurement.ts';
import type { StudyResult } from '../checks/study-result.ts';
import { StudyWatch } from '../checks/study-watch.ts';
import { EventMemory } from '../explanation/event-memory.ts';
import { explanationOf } from '../explanation/explain.ts';
import type { RunTimes } from '../formula/evaluation.ts';
import type { PatternEvidence } from '../patterns/judge-pattern.ts';
import { type MissingSources, missingSources, sourceless, whyUnknown } from '../patterns/missing-source.ts';
import { signalsChecked } from '../patterns/names-checked.ts';
import { PatternChecks } from '../patterns/pattern-checks.ts';
import { mlPerDegOf } from '../readings/rig-error.ts';
import { RunSignals } from '../readings/run-signals.ts';
import type { Scenario } from '../scenario.ts';
import { RunEndWatch } from './run-end-watch.ts';
import { signalsRead } from './signals-read.ts';

/** Records of a run that its checks read, and its end. */
export interface RunEvidence extends Pick<Evidence, 'signals' | 'endUs'> {
  /** True if the run went on after `endUs` and its later records are missing. */
  readonly isCut?: boolean;
}

/**
 * All checks of one run. It follows each expectation and each roller study from record to record. A run and the judge
 * of a kept trace both use it, so their verdicts are equal.
 */
export class RunChecks {
  readonly watches: readonly ExpectationWatch[];
  readonly #scenario: Scenario;
  readonly #product: Product;
  readonly #studies: StudyWatch;
  readonly #patterns: PatternChecks;
  readonly #end: RunEndWatch;
  readonly #invariants: RunInvariants;
  readonly #events: EventMemory;
  readonly #missing: MissingSources;
  /** Watches of the expectations whose sources the run has. */
  readonly #decidable: readonly ExpectationWatch[];

  /** `signals` are the declarations of the run. */
  constructor(
    scenario: Scenario,
    product: Product,
    signals: readonly SignalDeclaration[] = [],
    invariants: readonly Invariant[] = [],
  ) {
    const rollers = rollersOf(product);
    this.#scenario = scenario;
    this.#product = product;
    this.watches = scenario.expect.map((expectation) => new ExpectationWatch(expectation, scenario));
    this.#studies = new StudyWatch({
      studyAngleDeg: rollers?.studyAngleDeg.value ?? 0,
      rollerCount: rollers?.rollerCount.value ?? 1,
      toleranceDeg: rollers?.studyToleranceDeg.value ?? 0,
    });
    this.#invariants = new RunInvariants(invariants, signals, product.id);
    this.#missing = missingSources(signals);
    this.#decidable = this.watches.filter(({ expectation }) => whyUnknown(expectation, this.#missing) === undefined);
    const decidable = this.#decidable.map(({ expectation }) => expectation);
    this.#patterns = new PatternChecks(decidable, signals, mlPerDegOf(product), this.#invariants.expectations);
    this.#events = new EventMemory([...scenario.expect, ...this.#invariants.expectations]);
    this.#end = new RunEndWatch(scenario, this.#decidable, this.#patterns);
  }

  /** Returns the next time after `nowUs` at which a check begins or ends; undefined if none is known. */
  nextBoundaryUs(nowUs: number): number | undefined {
    let next: number | undefined;
    for (const { span } of this.#decidable)
      for (const timeUs of span === undefined ? [] : [span.fromUs, span.toUs])
        if (timeUs > nowUs && Number.isFinite(timeUs) && (next === undefined || timeUs < next)) next = timeUs;
    return next;
  }

  get studies(): readonly StudyResult[] {
    return this.#studies.results;
  }

  /**
   * Processes a record from before the start of the run. It gives a signal its first value, and does not count as an
   * event.
   */
  hearBefore(record: TraceRecord): void {
    if (!isEvent(record)) this.#patterns.hear(record);
  }

  /** Processes the next record of the trace. Spans and studies follow from events alone. */
  hear(record: TraceRecord): void {
    this.#patterns.hear(record);
    const event = isEvent(record) ? record : undefined;
    if (event?.e === 'bench.entry') this.#beginStudy(event.name);
    this.#studies.hear(record);
    if (event === undefined) return;
    this.#end.hear(event, this.studies.length);
    this.#events.hear(record);
    for (const watch of this.watches) watch.hear(record);
  }

  /**
   * Returns the pump time to which the checks need the run, which has reached `nowUs`. Infinity while that is unknown.
   */
  needUs(nowUs: number): number {
    const oneShotUs = Math.max(this.#patterns.oneShotUs, ...this.#decidable.map((watch) => watch.needUs(this.studies)));
    return nowUs < oneShotUs ? oneShotUs : this.#end.neededUs(nowUs);
  }

  /** Judges each expectation, in the order of the scenario. */
  judge(end: RunEvidence): readonly Measurement[] {
    const evidence = this.#evidenceOf(end);
    const times = this.#timesOf(end);
    return this.watches.map((watch) => {
      const measured = this.#measured(watch, evidence, times);
      if (measured.reason === 'no source') return measured;
      return this.#explained(watch, measured, evidence, () => this.#patternEvidence(watch, evidence, times));
    });
  }

  /** Judges each invariant over the same time as the checks. */
  judgeInvariants(end: RunEvidence): readonly Measurement[] {
    const evidence = this.#evidenceOf(end);
    const times = this.#timesOf(end);
    return this.#invariants.judged((expectation) => {
      const finding = this.#patterns.judge(expectation, expectation.check.pattern, times, []);
      if (finding.verdict === 'never triggered') return finding;
      const watch = new ExpectationWatch(expectation, this.#scenario);
      return this.#explained(watch, finding, evidence, () => this.#patterns.evidence(times, []));
    });
  }

  /** Returns the signals whose records the checks read, during the run or at its end. */
  signalsRead(declared: readonly SignalDeclaration[]): ReadonlySet<string> {
    return new Set([...signalsRead(this.#scenario.expect, declared), ...this.#patterns.signals]);
  }

  /** Signals whose records the checks follow from record to record. */
  get signalsFollowed(): ReadonlySet<string> {
    return new Set(this.#patterns.signals);
  }

  /** Returns the records that the checks read. */
  signalsOf(declared: readonly SignalDeclaration[], records: Iterable<TraceRecord> = []): RunSignals {
    const signals = new RunSignals(declared, signalsRead(this.#scenario.expect, declared));
    for (const record of records) signals.hear(record);
    return signals;
  }

  #evidenceOf(end: RunEvidence): Evidence {
    const mlPerDeg = mlPerDegOf(this.#product);
    const { signals, endUs } = end;
    return { signals, endUs, studies: this.studies, mlPerDeg };
  }

  #patternEvidence({ expectation }: ExpectationWatch, { signals }: Evidence, times: RunTimes): PatternEvidence {
    return this.#patterns.evidence(times, signals.recordsOf(signalsChecked(expectation.check)));
  }

  #explained<F extends Finding>(
    watch: ExpectationWatch,
    finding: F,
    evidence: Evidence,
    patternEvidence: () => PatternEvidence,
  ): F {
    const { check } = watch.expectation;
    const explanation = explanationOf({ finding, check, watch, evidence, events: this.#events, patternEvidence });
    return explanation === undefined ? finding : { ...finding, explanation };
  }

  /**
   * Windows without an end reach to the end of the run, also where occurrences extended it. A cut run ends at an unknown later
   * time, so that these windows are open.
   */
  #timesOf({ endUs: recordedUs, isCut = false }: RunEvidence): RunTimes {
    const { endUs: properUs } = this.#end;
    const lastUs = Math.max(recordedUs, properUs);
    return { recordedUs, properUs, endUs: isCut ? lastUs + this.#patterns.horizonUs + 1 : lastUs };
  }

  #measured(watch: ExpectationWatch, evidence: Evidence, times: RunTimes): Measurement {
    const { expectation } = watch;
    const { check, requires } = expectation;
    const unknown = whyUnknown(expectation, this.#missing);
    if (unknown !== undefined) return { ...sourceless(expectation, unknown), requires, place: watch.place };
    if (check.kind !== 'pattern') return judge(watch, evidence);
    const records = evidence.signals.recordsOf(signalsChecked(check));
    const finding = this.#patterns.judge(expectation, check.pattern, times, records);
    return { ...finding, requires, place: watch.place };
  }

  #beginStudy(name: unknown): void {
    const action = this.#scenario.timeline.find((entry) => entry.name === name)?.action;
    if (action?.kind === 'roller study') this.#studies.begin(name as string, action.filmed);
  }
}
