import type { Product } from '../../firmware-sim/products/product.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import { ambientSweep } from './ambient-sweep.ts';
import { lawFlips, mayMatter, otherLaws } from './law-flips.ts';
import { OtherRuns } from './other-runs.ts';
import type { RunResult, Sensitivity } from './run-result.ts';
import type { Scenario } from './scenario.ts';
import { thresholdSweep } from './threshold-sweep.ts';

/** Returns the verdicts that would differ under other unpublished laws, stall fields or effects of air pressure. */
export async function sensitivityOf(
  scenario: Scenario,
  result: RunResult,
  chosen: string | Product | undefined,
): Promise<Sensitivity> {
  const asked = chosen ?? scenario.pump.product;
  const product = typeof asked === 'string' ? await pumpNamed(asked) : asked;
  // A sensed field is repeated as it was recorded.
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
