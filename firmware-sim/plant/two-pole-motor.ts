import { asinDeg, atan2Deg } from '../base/exact-math.ts';
import { azimuthVector, inPlaneMt, type MagneticField } from './magnetic-field.ts';

/** Two-pole rotor magnet between the coils of a stepping drive. Each step is half a motor turn. */
export interface TwoPoleMotor {
  readonly holdingTorqueUnm: number;
  readonly momentAm2: number;
  readonly disturbFieldMt: number;
}

export const MOTOR_STEP_DEG = 180;

/**
 * Returns the in-plane field above which the rotor no longer turns: T_h / m (phasor sum of drive and field, one pole
 * pair).
 */
export function stallFieldMt(motor: TwoPoleMotor): number {
  return motor.holdingTorqueUnm / (motor.momentAm2 * 1000);
}

function fieldTorqueUnm(motor: TwoPoleMotor, field: MagneticField): number {
  return motor.momentAm2 * 1000 * inPlaneMt(field);
}

/**
 * Returns the angle equal to `angleDeg` (modulo a turn) that is nearest to `nearDeg`. Of two that are half a turn away,
 * the forward one.
 */
export function nearestImageDeg(angleDeg: number, nearDeg: number): number {
  return angleDeg + 360 * Math.floor((nearDeg - angleDeg + 180) / 360);
}

/**
 * Returns the rest angle of the rotor in a field after `commandedSteps`: the argument of T_h e^(i theta_c) + m B e^(i
 * alpha), on the turn nearest to its last angle. theta_c is a whole number of half turns, so only its parity counts.
 */
export function restAngleDeg(
  motor: TwoPoleMotor,
  field: MagneticField,
  commandedSteps: number,
  nearDeg: number,
): number {
  const drive = commandedSteps % 2 === 0 ? motor.holdingTorqueUnm : -motor.holdingTorqueUnm;
  const pull = fieldTorqueUnm(motor, field);
  const along = azimuthVector(field);
  return nearestImageDeg(atan2Deg(pull * along.y, drive + pull * along.x), nearDeg);
}

/** Returns the amplitude with which a held rotor rocks while the drive continues to step: asin(T_h / mB). */
export function rockingDeg(motor: TwoPoleMotor, field: MagneticField): number {
  return asinDeg(Math.min(1, motor.holdingTorqueUnm / fieldTorqueUnm(motor, field)));
}

/**
 * Returns the probability that a whole motor turn is lost in a field between disturbance and stall (linear: assumed).
 */
export function turnLossProbability(motor: TwoPoleMotor, field: MagneticField): number {
  const stallMt = stallFieldMt(motor);
  const share = (inPlaneMt(field) - motor.disturbFieldMt) / (stallMt - motor.disturbFieldMt);
  return Math.min(1, Math.max(0, share));
}
