import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import { type Measurement, measured } from './measurement.ts';
import type { Expectation } from './scenario.ts';
import { SignalReader } from './signal-reader.ts';
import type { StudyResult } from './study-result.ts';

export interface Evidence {
  readonly records: readonly TraceRecord[];
  readonly studies: readonly StudyResult[];
  readonly resolutionDeg: number;
}

type Of<K extends Expectation['kind']> = Extract<Expectation, { readonly kind: K }>;

/** Finds in the evidence what an expectation asks for. */
export function judge(expectation: Expectation, evidence: Evidence): Measurement {
  switch (expectation.kind) {
    case 'outcome':
      return judgeOutcome(expectation, evidence);
    case 'change':
      return judgeChange(expectation, evidence);
    case 'log entry':
      return judgeLogEntry(expectation, evidence);
  }
}

function judgeOutcome(expectation: Of<'outcome'>, { studies }: Evidence): Measurement {
  const { name, is } = expectation;
  const result = studies.find((study) => study.name === expectation.study);
  const limits = `outcome ${is}`;
  if (result === undefined) {
    const note = 'the study did not end before the run did';
    return { name, value: null, unit: '', limits, margin: null, verdict: 'not decided', note };
  }
  return {
    name,
    value: result.outcome,
    unit: '',
    limits,
    margin: null,
    verdict: result.outcome === is ? 'pass' : 'fail',
  };
}

function judgeChange(expectation: Of<'change'>, { records, resolutionDeg }: Evidence): Measurement {
  const { name, signal, unit, fromUs, toUs, atLeast, atMost } = expectation;
  const reader = new SignalReader(records, signal);
  const range = reader.range(fromUs, toUs);
  if (range === undefined) {
    return {
      name,
      value: null,
      unit,
      limits: '',
      margin: null,
      verdict: 'not decided',
      note: `${signal} has no value there`,
    };
  }
  const value =
    atLeast === undefined ? range.max - range.min : (reader.at(toUs) as number) - (reader.at(fromUs) as number);
  return measured(name, value, unit, { atLeast, atMost }, unit === 'deg' ? resolutionDeg : 0);
}

/** Seconds from the moment it counts from to the entry; late and missing are both failures. */
function judgeLogEntry(expectation: Of<'log entry'>, { records }: Evidence): Measurement {
  const { name, entry, afterUs, withinUs } = expectation;
  const found = records.find(
    (record) => isEvent(record) && record.e === 'pump.log' && record['entry'] === entry && record.t >= afterUs,
  );
  if (found === undefined) {
    const limits = `log entry "${entry}" within ${withinUs / 1e6} s`;
    return { name, value: null, unit: 's', limits, margin: null, verdict: 'fail', note: 'no such entry' };
  }
  return measured(name, (found.t - afterUs) / 1e6, 's', { atMost: withinUs / 1e6 }, 0);
}
