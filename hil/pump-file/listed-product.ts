import { products } from '../../firmware-sim/products/catalogue.ts';

/** What a list says of a product. */
export interface ProductFacts {
  readonly id: string;
  readonly title: string;
  readonly modes: readonly string[];
}

/** Lists the shipped products. `readPumpFile` reads a pump of your own. */
export function listProducts(): readonly ProductFacts[] {
  return products.map(({ id, title, modes }) => ({ id, title, modes }));
}
