import type { Product } from '../../firmware-sim/products/product.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import { ambientSweep } from './ambient-sweep.ts';
import { lawFlips, mayMatter, otherLaws } from './law-flips.ts';
import { OtherRuns } from './other-runs.ts';
import type { RunResult, Sensitivity } from './run-result.ts';
import type { Scenario } from './scenario.ts';
import { thresholdSweep } from './threshold-sweep.ts';

/** What a run's verdicts owe to unpublished laws (detection, recovery, restart) and to the unpublished stall field. */
export async function sensitivityOf(
  scenario: Scenario,
  result: RunResult,
  chosen: string | Product | undefined,
): Promise<Sensitivity> {
  const asked = chosen ?? scenario.pump.product;
  const product = typeof asked === 'string' ? await pumpNamed(asked) : asked;
  // What a rig sensed is lived again as it was sensed.
  const ran = result.repeatable ?? scenario;
  const runs = new OtherRuns(ran, result, product);
  const others = otherLaws(ran, product);
  return {
    flips: await lawFlips(
      others.filter((other) => mayMatter(other, result.rotorFacts)),
      runs,
    ),
    lawsTried: [...new Set(others.map(({ of }) => of))],
    sweeps: [...(await thresholdSweep(ran, product, runs)), ...(await ambientSweep(ran, product, runs))],
  };
}
