import type { MagneticField } from '../../firmware-sim/plant/magnetic-field.ts';
import type { Stator } from './stator.ts';

/** What a rotor does once a stator field has stood for long enough. Positions in full steps, fractions included. */
export interface Motor {
  /** A stator field that stands for less than this moves nothing: the rate is beyond pull-out. */
  readonly responseUs: number;
  restSteps(rotorSteps: number, stator: Stator, field: MagneticField): number;
}
