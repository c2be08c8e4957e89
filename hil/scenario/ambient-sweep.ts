import type { Product } from '../../firmware-sim/products/product.ts';
import type { OtherRuns } from './other-runs.ts';
import type { Sweep, SweepFlip } from './run-result.ts';
import type { Scenario } from './scenario.ts';

/**
 * Repeats a run with a change of air pressure, at both ends of the band of its unpublished effect. Reports list the
 * verdicts that change. The verdict of the run and the exit status do not change.
 */
export async function ambientSweep(
  scenario: Scenario,
  product: Product,
  runs: Pick<OtherRuns, 'turnedBy'>,
): Promise<readonly Sweep[]> {
  const { ambient, drive } = product;
  if (ambient === undefined || drive.kind === 'throttle' || !changesPressure(scenario)) return [];
  const { ambientRatioPerKpa: own, ambientRatioPerKpaMin: min, ambientRatioPerKpaMax: max } = ambient;
  const tried = [min.value, max.value];
  const flips: SweepFlip[] = [];
  for (const value of tried) {
    const other = { ...product, ambient: { ...ambient, ambientRatioPerKpa: { ...own, value } } };
    for (const turned of await runs.turnedBy({ product: other })) flips.push({ value, ...turned });
  }
  const between = [min.value, max.value] as const;
  return [{ quantity: 'ambientRatioPerKpa', unit: own.unit, own: own.value, between, tried, flips }];
}

function changesPressure({ timeline }: Scenario): boolean {
  return timeline.some(({ action }) => action.kind === 'surroundings' && action.pressureKpa !== undefined);
}
