import type { Product } from '../../../../firmware-sim/products/product.ts';
import type { Moment } from '../play/moment.ts';
import type { Texts } from '../texts/texts.ts';

/** The scene in a sentence, for readers that do not see it. Without see-through it says what is seen from outside. */
export function seen(moment: Moment, product: Product, isSeeThrough: boolean, texts: Texts): string {
  if (!isSeeThrough) return texts.scene.closed;
  if (product.drive.kind !== 'rollers') return product.title;
  const state = texts.rotorStates[moment.rotorState] ?? moment.rotorState;
  return texts.scene.says(texts.scene.rotor(moment.rotorDeg, state), texts.scene.commanded(moment.commandedDeg));
}
