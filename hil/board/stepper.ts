import { asinDeg } from '../../firmware-sim/base/exact-math.ts';
import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import type { Motor } from './motor.ts';
import type { Stator } from './stator.ts';

/** Quarter of an electrical turn. */
const DEG_PER_STEP = 90;

export interface StepperFacts {
  readonly holdingTorqueUnm: number;
  /** At the rotor, gear and load together. */
  readonly frictionUnm: number;
  readonly detentUnm: number;
  /** Full steps a second at which the torque has fallen to nothing, about linearly. */
  readonly noLoadStepsPerSecond: number;
}

/**
 * A stepper at rest between its steps: torque = -T_h sin(90 deg x steps off), so it stops the load angle short, and after
 * pull-out locks in a whole number of electrical turns (four full steps) away. It has many pole pairs, so that a uniform
 * field does nothing to it.
 */
export class Stepper implements Motor {
  /** At the shaft, beside the friction of its own: tests overload it. */
  loadUnm = 0;
  readonly #facts: StepperFacts;

  constructor(facts: StepperFacts) {
    this.#facts = facts;
  }

  /** T(rate) = T_h (1 - rate / no-load rate) has to be at least the friction. */
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

  /** Without current the teeth hold the rotor at whole steps, if friction lets it come there. */
  #detent(rotorSteps: number): number {
    const share = this.#dragUnm / this.#facts.detentUnm;
    if (share >= 1) return rotorSteps;
    return rotorSteps + pulled(nearest(-rotorSteps, 1), asinDeg(share) / (4 * DEG_PER_STEP));
  }
}

/** As near to zero as whole periods allow, in [-period / 2, period / 2). */
function nearest(steps: number, period: number): number {
  return steps - period * Math.floor(steps / period + 0.5);
}

/** Friction stops the motion the load angle short of its aim. */
function pulled(offSteps: number, loadAngleSteps: number): number {
  return Math.sign(offSteps) * Math.max(0, Math.abs(offSteps) - loadAngleSteps);
}
