import type { Product } from '../../firmware-sim/products/product.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import type { Scenario } from './scenario.ts';

/** Returns the product of a run: the caller's choice, or the scenario's product. Throws `HilError` (usage). */
export async function productOf(scenario: Scenario, chosen: string | Product | undefined): Promise<Product> {
  const asked = chosen ?? scenario.ownProduct ?? scenario.pump.product;
  return typeof asked === 'string' ? pumpNamed(asked) : asked;
}
