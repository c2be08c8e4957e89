import type { Product } from './product.ts';

/** How a firmware counts volume: so many steps give a unit, as its stored calibration constant has it. */
export interface StepVolume {
  /** One turn of a rotor, one cycle of two valves, or what a throttle is reckoned in; whole nanolitres. */
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
