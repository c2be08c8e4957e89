import { type FieldExposure, inPlaneStrengthMt, isDamaging } from '../../firmware-sim/outside/field-exposure.ts';
import { type Product, rollersOf, withStallField } from '../../firmware-sim/products/product.ts';
import { fieldsOf } from './assumptions.ts';
import type { OtherRuns } from './other-runs.ts';
import type { Sweep, SweepFlip } from './run-result.ts';
import type { Scenario } from './scenario.ts';

/**
 * Repeats a run with other stall thresholds, because no maker publishes one. It tries both ends of the band, and one
 * value between any two field strengths of the scenario. Reports list the verdicts that change. The verdict of the run
 * and the exit status do not change.
 */
export async function thresholdSweep(scenario: Scenario, product: Product, runs: OtherRuns): Promise<readonly Sweep[]> {
  const rollers = rollersOf(product);
  const tried = thresholdsToTry(fieldsOf(scenario), product);
  if (rollers === undefined || tried.length === 0) return [];
  const flips: SweepFlip[] = [];
  for (const value of tried) {
    const other = withStallField(product, value);
    for (const turned of await runs.turnedBy({ product: other })) flips.push({ value, ...turned });
  }
  const { stallFieldMt, stallFieldMtMin, stallFieldMtMax } = rollers;
  const between = [stallFieldMtMin.value, stallFieldMtMax.value] as const;
  return [{ quantity: 'stallFieldMt', unit: 'mT', own: stallFieldMt.value, between, tried, flips }];
}

/**
 * Returns thresholds that represent the whole band. Between two cuts, each field of the scenario either holds or
 * disturbs the rotor at all thresholds, or at none. Empty if no threshold of the band matters.
 */
export function thresholdsToTry(fields: readonly FieldExposure[], product: Product): readonly number[] {
  const rollers = rollersOf(product);
  if (rollers === undefined) return [];
  const { stallFieldMt, disturbFieldMt, stallFieldMtMin, stallFieldMtMax } = rollers;
  const disturbShare = disturbFieldMt.value / stallFieldMt.value;
  const [minMt, maxMt] = [stallFieldMtMin.value, stallFieldMtMax.value];
  const strengthsMt = fields
    .filter((field) => !isDamaging(field, rollers, product.magnets))
    .map((field) => inPlaneStrengthMt(field, product.magnets))
    .filter((fieldMt) => fieldMt >= disturbShare * minMt);
  if (strengthsMt.length === 0) return [];
  const cuts = new Set(strengthsMt.flatMap((fieldMt) => [fieldMt, fieldMt / disturbShare]));
  const inside = [...cuts].filter((cutMt) => cutMt > minMt && cutMt < maxMt).sort((a, b) => a - b);
  const between = inside.slice(1).map((cutMt, i) => [inside[i] as number, cutMt] as const);
  const isOther = ([low, high]: readonly [number, number]): boolean =>
    !(low < stallFieldMt.value && stallFieldMt.value <= high);
  return [minMt, ...between.filter(isOther).map(([low, high]) => Math.sqrt(low * high)), maxMt];
}
