import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import type { Finding } from '../checks/measurement.ts';
import { Evaluation, type RunTimes } from '../formula/evaluation.ts';
import { lookedAtUs } from '../formula/formula.ts';
import { pointAt, startUsOf } from '../formula/instant.ts';
import { lastUpTo } from '../formula/instant-set.ts';
import { PredicateStreams } from '../formula/predicate-streams.ts';
import type { FormulaFacts } from '../formula/run-facts.ts';
import { withSources } from '../readings/signal-sources.ts';
import type { Expectation } from '../scenario.ts';
import { AwaitedEvents } from './awaited-events.ts';
import { judgePattern, type PatternEvidence } from './judge-pattern.ts';
import { formulasOf, type Pattern } from './pattern.ts';
import { patternNames } from './pattern-names.ts';
import { runFactsOf } from './run-facts-of.ts';

/** All patterns of one run. Follows their formulas from record to record, and judges them at the end. */
export class PatternChecks {
  readonly #facts: FormulaFacts;
  readonly #streams: PredicateStreams;
  readonly #patterns: readonly Pattern[];
  /** How far the checks and invariants look ahead of their occurrences. */
  readonly horizonUs: number;
  readonly #named: readonly string[];
  readonly #declared: readonly SignalDeclaration[];
  readonly #awaited: readonly AwaitedEvents[];
  /** Time to which checks that begin at a known time need the run. */
  readonly #knownUs: number;
  #evaluation: Evaluation | undefined;

  /**
   * `mlPerDeg` is the volume per degree of the rig's shaft. `invariants` are judged too and share the streams, but
   * never extend the run.
   */
  constructor(
    expectations: readonly Expectation[],
    signals: readonly SignalDeclaration[],
    mlPerDeg = 0,
    invariants: readonly Expectation[] = [],
  ) {
    const patterns = patternsOf(expectations);
    const followed = [...patterns, ...patternsOf(invariants)];
    this.#named = followed.flatMap((pattern) => patternNames(pattern).signals);
    this.#declared = signals;
    this.#facts = runFactsOf({ signals, named: this.#named, mlPerDeg });
    this.#streams = new PredicateStreams(followed.flatMap(formulasOf), this.#facts);
    this.#patterns = patterns;
    this.#knownUs = Math.max(0, ...patterns.map(knownNeedUs));
    this.horizonUs = Math.max(0, ...followed.map(({ horizonUs }) => horizonUs));
    this.#awaited = patterns.flatMap(({ awaits, horizonUs }) =>
      awaits === undefined ? [] : [new AwaitedEvents(awaits, horizonUs)],
    );
  }

  /** Signals whose records the patterns follow, and signals that determine their errors. */
  get signals(): Iterable<string> {
    return new Set([...this.#streams.signals, ...withSources(this.#named, this.#declared)]);
  }

  /** Processes the next record of the trace. */
  hear(record: TraceRecord): void {
    this.#streams.hear(record);
    if (isEvent(record)) for (const awaited of this.#awaited) awaited.hear(record);
  }

  /** Time to which the checks that ask once need the run. Infinity while an event is missing. */
  get oneShotUs(): number {
    return Math.max(this.#knownUs, ...this.#awaited.map((awaited) => awaited.needUs));
  }

  /** Returns the time to which the run is needed by occurrences that began up to `endUs`, the end of the run proper. */
  extendedUs(endUs: number): number {
    if (this.#patterns.length === 0) return endUs;
    const evaluation = new Evaluation(this.#streams, { recordedUs: endUs, endUs });
    const needs = this.#patterns.map(({ trigger, response }) => {
      const last = trigger === undefined ? 0 : lastUpTo(evaluation.truthOf(trigger).maybe, pointAt(endUs));
      return last === undefined ? 0 : lookedAtUs(response, startUsOf(last), endUs);
    });
    return Math.max(endUs, ...needs);
  }

  /** Judges one expectation that is a pattern. All of them have to be judged at the same times. */
  judge(expectation: Expectation, pattern: Pattern, times: RunTimes, records: readonly TraceRecord[]): Finding {
    return judgePattern(expectation, pattern, this.evidence(times, records));
  }

  /** Returns the evidence by which patterns are judged. */
  evidence(times: RunTimes, records: readonly TraceRecord[]): PatternEvidence {
    this.#evaluation ??= new Evaluation(this.#streams, times);
    return { evaluation: this.#evaluation, records, facts: this.#facts };
  }
}

function knownNeedUs({ trigger, beginsUs = 0, isScope, horizonUs }: Pattern): number {
  if (trigger === undefined) return 0;
  return beginsUs + (isScope === true || beginsUs === 0 ? 0 : horizonUs);
}

function patternsOf(expectations: readonly Expectation[]): readonly Pattern[] {
  return expectations.flatMap(({ check }) => (check.kind === 'pattern' ? [check.pattern] : []));
}
