import { RecordedRun } from '../../../../hil/demo/play/recorded-run.ts';
import type { OpenBench } from '../../../../hil/open-bench.ts';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';

/** Runs a shipped scenario on the rig `model` and keeps its records. */
export async function recordedRun(name: string): Promise<RecordedRun> {
  let bench: OpenBench | undefined;
  const { pumpUs } = await runScenario(scenarioNamed(name), {
    rig: 'model',
    onBench: (opened) => {
      bench = opened;
    },
  });
  const { pump, trace } = bench as unknown as OpenBench;
  return new RecordedRun(pump.product, trace.records, pumpUs);
}
