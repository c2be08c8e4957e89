import { sinDeg } from '../../../firmware-sim/base/exact-math.ts';
import { MOTOR_STEP_DEG, nearestImageDeg, restAngleDeg } from '../../../firmware-sim/plant/two-pole-motor.ts';
import { about, exactly, type Reading } from './reading.ts';
import type { StepRange } from './step-count.ts';

/** Facts about a rotor that a field holds, from the trace. */
export interface HeldRotor {
  /** Amplitude of the rotor's rocking, as an angle of the motor. */
  readonly rockingDeg: number;
  /** Direction of the field in the rotor plane; undefined if no record gives it. */
  readonly azimuthDeg: number | undefined;
}

/**
 * Returns the angle of a held rotor after further commanded steps. The drive turns by half a motor turn with each step,
 * so the rotor rocks between two rest angles. It is at one of them for an even count, at the other for an odd count.
 */
export function rockedDeg(
  fromDeg: number,
  stepDeg: number,
  held: HeldRotor,
  before: StepRange,
  now: StepRange,
): Reading {
  const { rockingDeg, azimuthDeg } = held;
  const made = [now.low - before.high, now.high - before.low];
  if (made[0] === made[1] && (made[0] as number) % 2 === 0) return exactly(fromDeg);
  const isKnown = azimuthDeg !== undefined && before.low === before.high && now.low === now.high;
  if (!isKnown) return about(fromDeg, rockingWidthDeg(stepDeg, held));
  const here = restDeg(before.low, rockingDeg, azimuthDeg);
  const there = nearestImageDeg(restDeg(before.low + 1, rockingDeg, azimuthDeg), here);
  return exactly(fromDeg + ((there - here) * stepDeg) / MOTOR_STEP_DEG);
}

/** Returns the largest angle between the two rest angles of a held rotor. */
export function rockingWidthDeg(stepDeg: number, { rockingDeg }: HeldRotor): number {
  return (2 * rockingDeg * stepDeg) / MOTOR_STEP_DEG;
}

/** Returns the rest angle at the motor: the ratio of the torques is the sine of the amplitude. */
function restDeg(commandedSteps: number, rockingDeg: number, azimuthDeg: number): number {
  const motor = { holdingTorqueUnm: sinDeg(rockingDeg), momentAm2: 0.001, disturbFieldMt: 0 };
  return restAngleDeg(motor, { fieldMt: 1, angleToNormalDeg: 90, azimuthDeg }, commandedSteps, 0);
}
