import { describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../../firmware-sim/trace/signal.ts';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import { IntervalReader } from '../../../../hil/scenario/readings/interval-reader.ts';
import { RunSignals } from '../../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../../hil/scenario/readings/signal-sources.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';

/** Scenarios whose signals have many pieces: schedules, boluses, refills, losses of turns, valves, a catheter. */
const SCENARIOS = [
  'flex-day',
  'periodic-bolus',
  'battery-by-use',
  'weak-field-loses-turns',
  'walk-past-a-magnet',
  'occlusion-slips-back',
  'reservoir-low-then-empty',
  'prometra-scan-with-drug',
  'new-concentration-arrives-late',
];

interface Ran {
  readonly records: readonly TraceRecord[];
  readonly signals: readonly SignalDeclaration[];
  readonly endUs: number;
}

async function ran(name: string): Promise<Ran> {
  const records: TraceRecord[] = [];
  let signals: readonly SignalDeclaration[] = [];
  const { pumpUs } = await runScenario(scenarioNamed(name), {
    rig: 'model',
    onBench: ({ trace }) => {
      records.push(...trace.records);
      signals = trace.signals;
    },
    onRecord: (record) => records.push(record),
  });
  return { records, signals, endUs: pumpUs };
}

describe('a range that is read where its extremes may lie', () => {
  test.each(SCENARIOS)('equals the range of all pieces: %s', async (name) => {
    const { records, signals, endUs } = await ran(name);
    const numbers = signals.filter(({ kind }) => kind !== 'event').map((signal) => signal.name);
    const kept = new RunSignals(signals, withSources(numbers, signals));
    for (const record of records) kept.hear(record);
    for (const signal of numbers) {
      const pruned = new IntervalReader(kept, signal, 0);
      const whole = new IntervalReader(kept, signal, Number.POSITIVE_INFINITY);
      for (const [fromUs, toUs] of [
        [0, endUs],
        [Math.round(endUs / 3), Math.round((2 * endUs) / 3)],
      ] as const) {
        expect([signal, pruned.range(fromUs, toUs)]).toEqual([signal, whole.range(fromUs, toUs)]);
        expect([signal, pruned.settledRange(fromUs, toUs)]).toEqual([signal, whole.settledRange(fromUs, toUs)]);
      }
    }
  });
});
