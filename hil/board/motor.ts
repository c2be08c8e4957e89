import type { MagneticField } from '../../firmware-sim/plant/magnetic-field.ts';
import type { Stator } from './stator.ts';

/** Motor: response of a rotor to a stator field that has stood long enough. Positions are full steps with fractions. */
export interface Motor {
  /** Shortest time of a stator field that moves the rotor; below it the rate is beyond pull-out. */
  readonly responseUs: number;
  restSteps(rotorSteps: number, stator: Stator, field: MagneticField): number;
}
