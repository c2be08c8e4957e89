import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { ExpectationWatch } from '../../../hil/scenario/checks/expectation-watch.ts';
import { type Evidence, judge } from '../../../hil/scenario/checks/judge.ts';
import type { Measurement } from '../../../hil/scenario/checks/measurement.ts';
import type { StudyResult } from '../../../hil/scenario/checks/study-result.ts';
import { RunSignals } from '../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../hil/scenario/readings/signal-sources.ts';
import { read } from './language/scenario-text.ts';

/** An expectation over a day without a pump: entries and records are given. */
export interface Told {
  readonly timeline?: readonly string[];
  readonly records?: readonly TraceRecord[];
  readonly signals?: readonly SignalDeclaration[];
  readonly studies?: readonly StudyResult[];
  readonly endS?: number;
  readonly resolutionDeg?: number;
  readonly mlPerDeg?: number;
  readonly overrunDeg?: number;
}

export const S = 1_000_000;

/** The expectation as a scenario writes it, after the records. */
export function watched(expectation: string, { timeline = [], records = [] }: Told = {}): ExpectationWatch {
  const scenario = read({ timeline, expect: [`{ name: e, ${expectation} }`] });
  const [first] = scenario.expect;
  if (first === undefined) throw new Error('no expectation');
  const watch = new ExpectationWatch(first, scenario);
  for (const record of records) watch.hear(record);
  return watch;
}

export function judged(expectation: string, told: Told): Measurement {
  const {
    records = [],
    signals = [],
    studies = [],
    endS = 100,
    resolutionDeg = 0,
    mlPerDeg = 0,
    overrunDeg = 0,
  } = told;
  const watch = watched(expectation, told);
  const { check } = watch.expectation;
  const heard = new RunSignals(signals, withSources('signal' in check ? [check.signal] : [], signals));
  const rig = { 'bench.resolutionDeg': resolutionDeg, 'bench.overrunDeg': overrunDeg };
  for (const [s, v] of Object.entries(rig)) heard.hear({ t: 0, b: 0, s, v });
  for (const record of records) heard.hear(record);
  const evidence: Evidence = { signals: heard, studies, endUs: endS * S, mlPerDeg };
  return judge(watch, evidence);
}
