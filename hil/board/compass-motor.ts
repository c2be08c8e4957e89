import { inPlaneMt, type MagneticField } from '../../firmware-sim/plant/magnetic-field.ts';
import { restAngleDeg, type TwoPoleMotor } from '../../firmware-sim/plant/two-pole-motor.ts';
import type { Motor } from './motor.ts';
import type { Stator } from './stator.ts';

const DEG_PER_STEP = 90;

/**
 * Diametric magnet on a bearing between two crossed coils; four steps per turn. An external field acts on it as the
 * coils do.
 */
export class CompassMotor implements Motor {
  readonly responseUs: number;
  readonly #magnet: TwoPoleMotor;

  constructor(magnet: TwoPoleMotor, responseUs: number) {
    this.#magnet = magnet;
    this.responseUs = responseUs;
  }

  /**
   * Returns the rest position of the magnet. Uses the plant's two-pole motor at step 0, in axes that turn with the
   * coils.
   */
  restSteps(rotorSteps: number, stator: Stator, field: MagneticField): number {
    if (stator.strength === 0 && inPlaneMt(field) === 0) return rotorSteps;
    const driveDeg = stator.angleSteps * DEG_PER_STEP;
    const magnet = { ...this.#magnet, holdingTorqueUnm: this.#magnet.holdingTorqueUnm * stator.strength };
    const turned = { ...field, azimuthDeg: field.azimuthDeg - driveDeg };
    return (restAngleDeg(magnet, turned, 0, rotorSteps * DEG_PER_STEP - driveDeg) + driveDeg) / DEG_PER_STEP;
  }
}
