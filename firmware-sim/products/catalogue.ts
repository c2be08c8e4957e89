import type { Product } from './product.ts';
import { synchromedII, synchromedII40 } from './synchromed-ii.ts';

/** All products that this build knows, in the order in which they are listed. */
export const products: readonly Product[] = [synchromedII, synchromedII40];

export function productNamed(id: string): Product | undefined {
  return products.find((product) => product.id === id);
}
