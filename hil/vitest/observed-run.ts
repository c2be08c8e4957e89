import { type EventRecord, isEvent } from '../../firmware-sim/trace/record.ts';
import type { RunResult } from '../scenario/run-result.ts';
import { type RunOptions, runScenario } from '../scenario/run-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Result of a run and its events. A failed check shows the nearest events. */
export interface ObservedRun extends RunResult {
  readonly events: readonly EventRecord[];
}

/** Runs a scenario and keeps its events. Throws as `runScenario` does. */
export async function observedRun(scenario: Scenario, options: RunOptions): Promise<ObservedRun> {
  const events: EventRecord[] = [];
  const result = await runScenario(scenario, {
    ...options,
    onRecord: (record) => {
      if (isEvent(record)) events.push(record);
      options.onRecord?.(record);
    },
  });
  return { ...result, events };
}
