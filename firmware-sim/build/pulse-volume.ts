import { TRAIN_AHEAD_STEPS } from '../plant/motor-signals.ts';
import { rippleUl } from '../plant/roller-head.ts';
import { type Product, rollersOf } from '../products/product.ts';
import { stepVolumeOf } from '../products/step-volume.ts';
import { driveTrainOf } from './pump-build.ts';

/**
 * Returns the largest distance of a pump's delivery from its mean course: a step, and twice the ripple of its rollers.
 */
export function pulseMlOf(product: Product, accuracy: number): number {
  return 2 * rippleMlOf(product, accuracy) + believedStepMlOf(product) * accuracy;
}

/**
 * Returns the largest distance of the recorded delivery from the true one. A throttle flows along its line, unless back
 * pressure bends it.
 */
export function deliveryErrorMlOf(product: Product, accuracy: number, softErrorMl: number): number {
  return product.drive.kind === 'throttle' ? softErrorMl : pulseMlOf(product, accuracy);
}

/** Returns the volume by which the line of a train of single steps may be ahead of the steps. */
export function trainAheadMlOf(product: Product, accuracy: number): number {
  return TRAIN_AHEAD_STEPS * believedStepMlOf(product) * accuracy;
}

export function rippleMlOf(product: Product, accuracy: number): number {
  const rollers = rollersOf(product);
  return rollers === undefined ? 0 : rippleUl(driveTrainOf(rollers, accuracy).head) / 1000;
}

export function believedStepMlOf(product: Product): number {
  const { unitUl, stepsPerUnit } = stepVolumeOf(product);
  return unitUl / stepsPerUnit / 1000;
}
