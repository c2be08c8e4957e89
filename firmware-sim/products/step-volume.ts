import type { Product } from './product.ts';

/** Volume unit of a firmware, by its stored calibration constant: a number of steps per unit. */
export interface StepVolume {
  /** One turn of a rotor, one cycle of two valves, or the counting unit of a throttle, in whole nanolitres. */
  readonly unitUl: number;
  readonly stepsPerUnit: number;
}

export function stepVolumeOf({ drive }: Product): StepVolume {
  if (drive.kind === 'rollers') {
    const { revolutionUl, stepsPerRevolutionCount } = drive.quantities;
    return { unitUl: revolutionUl.value, stepsPerUnit: stepsPerRevolutionCount.value };
  }
  const unit = drive.kind === 'valves' ? drive.quantities.meteringUl : drive.quantities.reckoningUl;
  return { unitUl: unit.value, stepsPerUnit: 1 };
}

export function stepMlOf({ unitUl, stepsPerUnit }: StepVolume): number {
  return unitUl / stepsPerUnit / 1000;
}
