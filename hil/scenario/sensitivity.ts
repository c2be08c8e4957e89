import type { Product } from '../../firmware-sim/products/product.ts';
import { ambientSweep } from './ambient-sweep.ts';
import { lawFlips, mayMatter, otherLaws } from './law-flips.ts';
import { OtherRuns } from './other-runs.ts';
import { insensitive, type RunResult, type Sensitivity } from './run-result.ts';
import type { Scenario } from './scenario.ts';
import { productOf } from './scenario-product.ts';
import { thresholdSweep } from './threshold-sweep.ts';

/** Returns the verdicts that differ under other unpublished laws, stall fields or effects of air pressure. */
export async function sensitivityOf(
  scenario: Scenario,
  result: RunResult,
  chosen: string | Product | undefined,
): Promise<Sensitivity> {
  // The laws are the model's. A firmware under test has its own.
  if (result.firmware !== undefined) return insensitive;
  const product = await productOf(scenario, chosen);
  // A sensed field is repeated as recorded.
  const repeated = result.repeatable ?? scenario;
  const runs = new OtherRuns(repeated, result, product);
  const others = otherLaws(repeated, product);
  return {
    flips: await lawFlips(
      others.filter((other) => mayMatter(other, result.rotorFacts)),
      runs,
    ),
    lawsTried: [...new Set(others.map(({ of }) => of))],
    sweeps: [...(await thresholdSweep(repeated, product, runs)), ...(await ambientSweep(repeated, product, runs))],
  };
}
