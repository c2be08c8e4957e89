import { asinDeg } from '../../firmware-sim/base/exact-math.ts';
import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import type { Motor } from './motor.ts';
import type { Stator } from './stator.ts';

/** Electrical degrees of a full step: a quarter of an electrical turn. */
const DEG_PER_STEP = 90;

export interface StepperFacts {
  readonly holdingTorqueUnm: number;
  /** Friction of gear and load together, at the rotor. */
  readonly frictionUnm: number;
  readonly detentUnm: number;
  /** Rate in full steps per second at which the torque has fallen to zero. The fall is about linear. */
  readonly noLoadStepsPerSecond: number;
}

/**
 * Stepper at rest between its steps: torque = -T_h sin(90 deg x steps off). It stops short by the load angle. After
 * pull-out it locks in a whole number of electrical turns (four full steps) away. A uniform field has no effect on its
 * many pole pairs.
 */
export class Stepper implements Motor {
  /** Load at the shaft beside the motor's own friction. Tests set it to overload the motor. */
  loadUnm = 0;
  readonly #facts: StepperFacts;

  constructor(facts: StepperFacts) {
    this.#facts = facts;
  }

  /** Shortest time of a step: T(rate) = T_h (1 - rate / no-load rate) must be at least the friction. */
  get responseUs(): number {
    const { holdingTorqueUnm, noLoadStepsPerSecond } = this.#facts;
    const rest = 1 - this.#dragUnm / holdingTorqueUnm;
    return rest <= 0 ? Number.POSITIVE_INFINITY : Math.ceil(US_PER_SECOND / (noLoadStepsPerSecond * rest));
  }

  get #dragUnm(): number {
    return this.#facts.frictionUnm + this.loadUnm;
  }

  restSteps(rotorSteps: number, stator: Stator): number {
    if (stator.strength === 0) return this.#detent(rotorSteps);
    const share = this.#dragUnm / (this.#facts.holdingTorqueUnm * stator.strength);
    const offSteps = nearest(stator.angleSteps - rotorSteps, 4);
    if (share >= 1) return rotorSteps;
    return rotorSteps + pulled(offSteps, asinDeg(share) / DEG_PER_STEP);
  }

  /** Returns the rest position without current. The teeth hold the rotor at whole steps, as far as friction permits. */
  #detent(rotorSteps: number): number {
    const share = this.#dragUnm / this.#facts.detentUnm;
    if (share >= 1) return rotorSteps;
    return rotorSteps + pulled(nearest(-rotorSteps, 1), asinDeg(share) / (4 * DEG_PER_STEP));
  }
}

/** Subtracts whole periods from a position, so that it lies within [-period / 2, period / 2). */
function nearest(steps: number, period: number): number {
  return steps - period * Math.floor(steps / period + 0.5);
}

/** Returns the distance that is left after a motion. Friction stops the rotor short by the load angle. */
function pulled(offSteps: number, loadAngleSteps: number): number {
  return Math.sign(offSteps) * Math.max(0, Math.abs(offSteps) - loadAngleSteps);
}
