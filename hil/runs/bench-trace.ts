import { type EventRecord, isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import type { Bench } from '../bench.ts';
import { timeUs } from '../builders/quantity.ts';
import type { Time } from '../builders/units.gen.ts';
import type { ConditionText } from '../builders/written.gen.ts';
import type { Finding } from '../scenario/checks/measurement.ts';
import { readCondition } from '../scenario/condition/read-condition.ts';
import { conditionNames } from '../scenario/patterns/condition-names.ts';
import { holding } from '../scenario/patterns/held-formula.ts';
import { PatternChecks } from '../scenario/patterns/pattern-checks.ts';
import { IntervalReader } from '../scenario/readings/interval-reader.ts';
import type { Reading } from '../scenario/readings/reading.ts';
import { mlPerDegOf } from '../scenario/readings/rig-error.ts';
import { RunSignals } from '../scenario/readings/run-signals.ts';
import { withSources } from '../scenario/readings/signal-sources.ts';
import type { Expectation } from '../scenario/scenario.ts';

/** The trace of a bench up to now. */
export class BenchTrace {
  readonly #bench: Bench;

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  get records(): readonly TraceRecord[] {
    return this.#bench.trace.records;
  }

  /** Events in order of time. */
  get events(): readonly EventRecord[] {
    return this.records.filter(isEvent);
  }

  /**
   * Returns the value of a signal with its error, at present or at an earlier time. Undefined before the first record.
   * Throws for an unknown name.
   */
  valueAt(signal: string, time?: Time): Reading | undefined {
    const { signals } = this.#bench.trace;
    const names = signals.filter(({ kind }) => kind !== 'event').map(({ name }) => name as string);
    if (!names.includes(signal)) {
      const message = `There is no signal ${quoted(signal)}; allowed: ${names.join(', ')}.${didYouMean(signal, names)}`;
      throw new HilError('TRACE_NO_SIGNAL', 'usage', message);
    }
    const atUs = this.#past(time);
    const kept = new RunSignals(signals, withSources([signal], signals));
    for (const record of this.records) if (record.t <= atUs) kept.hear(record);
    return new IntervalReader(kept, signal).at(atUs);
  }

  /** Judges whether a condition has held from the start until now. Throws `HilError` (usage) for a condition that cannot be read. */
  held(condition: ConditionText): Finding {
    const text = typeof condition === 'string' ? condition : condition.text;
    const read = readCondition(text, conditionNames());
    if (!read.ok) {
      const { offset, found, allowed, nearest } = read.problem;
      const hint = nearest === undefined ? '.' : `; did you mean ${nearest}?`;
      const message = `Condition ${quoted(text)}, character ${offset + 1}: found ${found}; allowed: ${allowed}${hint}`;
      throw new HilError('CONDITION_INVALID', 'usage', message);
    }
    const pattern = { ...holding(read.formula, {}, { fromUs: 0 }, {}), written: [text] };
    const place = { line: 1, column: 1 };
    const check = { kind: 'pattern', pattern } as const;
    const expectation: Expectation = { name: text, scope: { kind: 'throughout' }, check, requires: [], place };
    const checks = new PatternChecks([expectation], this.#bench.trace.signals, mlPerDegOf(this.#bench.body.product));
    for (const record of this.records) checks.hear(record);
    const { nowUs } = this.#bench;
    return checks.judge(expectation, pattern, { recordedUs: nowUs, endUs: nowUs }, this.records);
  }

  #past(time: Time | undefined): number {
    const { nowUs } = this.#bench;
    if (time === undefined) return nowUs;
    const atUs = timeUs(time);
    if (atUs <= nowUs) return atUs;
    throw new HilError(
      'TRACE_TIME',
      'usage',
      `The time is ${atUs} us; allowed: at most ${nowUs} us, the present time of the bench.`,
    );
  }
}
