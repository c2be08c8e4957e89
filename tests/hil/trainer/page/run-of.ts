import type { Product } from '../../../../firmware-sim/products/product.ts';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { pumpNamed } from '../../../../hil/pump-file/pump-named.ts';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';

/** A run of a shipped scenario, as the page gets it. */
export interface GivenRun {
  readonly records: readonly TraceRecord[];
  readonly product: Product;
  readonly endUs: number;
}

/** Runs a shipped scenario on the model. */
export async function runOf(name: string): Promise<GivenRun> {
  const scenario = scenarioNamed(name);
  const records: TraceRecord[] = [];
  const { pumpUs } = await runScenario(scenario, { rig: 'model', onRecord: (record) => records.push(record) });
  return { records, product: await pumpNamed(scenario.pump.product), endUs: pumpUs };
}
