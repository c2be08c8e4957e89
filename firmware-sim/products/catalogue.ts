import type { Product } from './product.ts';
import { prometra, prometraII, prometraII40 } from './prometra.ts';
import { siromedes, siromedes40 } from './siromedes.ts';
import { synchromedEL, synchromedEL18 } from './synchromed-el.ts';
import { synchromedII, synchromedII40 } from './synchromed-ii.ts';

/** All built-in products, in the order in which they are listed. */
export const products: readonly Product[] = [
  synchromedII,
  synchromedII40,
  synchromedEL,
  synchromedEL18,
  prometraII,
  prometraII40,
  prometra,
  siromedes,
  siromedes40,
];

export function productNamed(id: string): Product | undefined {
  return products.find((product) => product.id === id);
}
