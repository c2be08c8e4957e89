import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { signalAt } from '../../../hil/judge/signal-value.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { IntervalReader } from '../../../hil/scenario/readings/interval-reader.ts';
import { RunSignals } from '../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../hil/scenario/readings/signal-sources.ts';
import { KeptTraces, rehashed } from './kept-traces.ts';

let traces: KeptTraces;
let path = '';
let endUs = 0;
const records: TraceRecord[] = [];
let signals: readonly SignalDeclaration[] = [];
beforeAll(async () => {
  traces = new KeptTraces();
  const run = await traces.run(scenarioNamed('mri-30-min'), {
    onBench: ({ trace }) => {
      records.push(...trace.records);
      signals = trace.signals;
    },
    onRecord: (record) => records.push(record),
  });
  path = run.path;
  endUs = run.result.pumpUs;
});
afterAll(() => traces.remove());

describe('the value of a signal in a kept trace', () => {
  test.each(['true.rotorDeg', 'true.deliveredMl', 'pump.programmedMl'])('is that of the run: %s', (signal) => {
    const kept = new RunSignals(signals, withSources([signal], signals));
    for (const record of records) kept.hear(record);
    const reader = new IntervalReader(kept, signal);
    const lines = records.filter((record) => 's' in record && record.s === signal);
    expect(lines.length).toBeGreaterThan(1);
    for (const atUs of [0, 1, ...lines.map(({ t }) => t), 5_345_678_901, endUs]) {
      expect(signalAt(path, signal, atUs)).toBe(reader.at(atUs)?.value);
    }
  });

  test('is undefined before the first record of the signal', () => {
    const late = traces.lines(path).findIndex((line) => line.includes('"s":"bench.resolutionDeg"'));
    const lines = traces.lines(path).toSpliced(late, 1);
    lines.splice(-2, 0, `{"t":${endUs},"b":0,"s":"bench.resolutionDeg","v":1}`);
    const moved = traces.file(rehashed(lines));
    expect(signalAt(moved, 'bench.resolutionDeg', endUs - 1)).toBeUndefined();
    expect(signalAt(moved, 'bench.resolutionDeg', endUs)).toBe(1);
  });

  test('is refused for an unknown signal, an event and a time outside the run', () => {
    expect(() => signalAt(path, 'true.rotorDegs', 0)).toThrow(
      /:1: there is no signal "true\.rotorDegs"; allowed: .*Did you mean "true\.rotorDeg"\?$/,
    );
    expect(() => signalAt(path, 'pump.log', 0)).toThrow(/:1: "pump\.log" is an event, which has no value; allowed: /);
    expect(() => signalAt(path, 'true.rotorDeg', -1)).toThrow('The time is -1 us; allowed: a time from 0 on.');
    expect(() => signalAt(path, 'true.rotorDeg', Number.NaN)).toThrow('The time is NaN us; allowed: a time from 0 on.');
    const lines = traces.lines(path).length;
    expect(() => signalAt(path, 'true.rotorDeg', endUs + 1)).toThrow(
      `${path}:${lines}: the trace ends at ${endUs} us of pump time; asked for "true.rotorDeg" at ${endUs + 1} us.`,
    );
  });
});
