import { products } from '../../firmware-sim/products/catalogue.ts';

/** Facts about a product that a list shows. */
export interface ProductFacts {
  readonly id: string;
  readonly title: string;
  readonly modes: readonly string[];
}

/** Lists the shipped products. `readPumpFile` reads a user's own pump. */
export function listProducts(): readonly ProductFacts[] {
  return products.map(({ id, title, modes }) => ({ id, title, modes }));
}
