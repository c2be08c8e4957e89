import { assumed } from '../../base/quantity.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/**
 * Tolerated difference between the withdrawn volume and the pump's calculated level. A larger difference needs an
 * explanation.
 */
export const refillTable = {
  refillDifferenceMl: { unit: 'mL', min: 0, max: 100, doc: 'Accepted difference by the rule for every pump.' },
  refillDifferenceByCapacityMl: {
    unit: 'mL',
    min: 0,
    max: 100,
    doc: 'Accepted difference by the rule for this capacity.',
  },
} as const satisfies QuantityTable;

export type RefillQuantities = QuantitiesOf<typeof refillTable>;

const texts = 'refill procedures name it, and differ: 2 mL for every pump, or 1 mL of 20 and 2 mL of 40';

export function refillLimits(byCapacityMl: number): RefillQuantities {
  return {
    refillDifferenceMl: assumed(2, 'mL', texts),
    refillDifferenceByCapacityMl: assumed(byCapacityMl, 'mL', texts),
  };
}
