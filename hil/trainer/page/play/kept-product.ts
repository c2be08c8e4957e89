import type { Product } from '../../../../firmware-sim/products/product.ts';

/** Returns the earlier product if the next one is equal, so that what is drawn of it needs no new drawing. */
export function keptProduct(before: Product | undefined, next: Product): Product {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(next) ? before : next;
}
