import { findProduct } from '../bench.ts';
import { lawFlips } from './law-flips.ts';
import { OtherLives } from './other-lives.ts';
import type { RunResult, Sensitivity } from './run-result.ts';
import type { Scenario } from './scenario.ts';
import { thresholdSweep } from './threshold-sweep.ts';

/** What a run's verdicts owe to what nobody published: the law of detection, and the field that stalls a rotor. */
export async function sensitivityOf(
  scenario: Scenario,
  result: RunResult,
  product: string | undefined,
): Promise<Sensitivity> {
  const lives = new OtherLives(scenario, result, product);
  return {
    flips: await lawFlips(scenario, lives),
    sweeps: await thresholdSweep(scenario, findProduct(product ?? scenario.pump.product), lives),
  };
}
