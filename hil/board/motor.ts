import type { MagneticField } from '../../firmware-sim/plant/magnetic-field.ts';
import type { Stator } from './stator.ts';

/** Response of a rotor to a stator field that has stood long enough. Positions are full steps with fractions. */
export interface Motor {
  /** Shortest time of a stator field that moves the rotor. At a shorter time the rate exceeds pull-out. */
  readonly responseUs: number;
  restSteps(rotorSteps: number, stator: Stator, field: MagneticField): number;
}
