import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../../firmware-sim/trace/signal.ts';
import { RunSignals } from '../../../../hil/scenario/readings/run-signals.ts';
import { withSources } from '../../../../hil/scenario/readings/signal-sources.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';

/** Records of a run for readings, and the numeric signals. */
export interface KeptNumbers {
  readonly kept: RunSignals;
  readonly numbers: readonly string[];
  readonly endUs: number;
}

/** Runs a scenario on the model and keeps the records of all its numbers. */
export async function keptNumbers(scenario: Scenario): Promise<KeptNumbers> {
  const records: TraceRecord[] = [];
  let signals: readonly SignalDeclaration[] = [];
  const { pumpUs } = await runScenario(scenario, {
    rig: 'model',
    onBench: ({ trace }) => {
      records.push(...trace.records);
      signals = trace.signals;
    },
    onRecord: (record) => records.push(record),
  });
  const numbers = signals.filter(({ kind }) => kind !== 'event').map(({ name }) => name);
  const kept = new RunSignals(signals, withSources(numbers, signals));
  for (const record of records) kept.hear(record);
  return { kept, numbers, endUs: pumpUs };
}
