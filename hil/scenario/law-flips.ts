import type { Product } from '../../firmware-sim/products/product.ts';
import type { DetectionLaw } from '../../firmware-sim/therapy.ts';
import { canStall } from './assumptions.ts';
import type { OtherLives } from './other-lives.ts';
import type { LawFlip } from './run-result.ts';
import type { Scenario } from './scenario.ts';

const laws: readonly DetectionLaw[] = ['volume', 'time', 'eitherLater'];

/**
 * No detection law of a real pump is published, so a verdict that rests on one is tried with all three. What another law
 * would turn is printed among the assumptions; it changes neither verdict nor exit status.
 */
export async function lawFlips(scenario: Scenario, product: Product, lives: OtherLives): Promise<readonly LawFlip[]> {
  if (product.stallLog === undefined || !canStall(scenario)) return [];
  const flips: LawFlip[] = [];
  for (const law of laws.filter((one) => one !== scenario.pump.law)) {
    for (const turned of await lives.turnedBy({ law })) flips.push({ law, ...turned });
  }
  return flips;
}
