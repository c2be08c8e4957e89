import type { MotorLine } from '../../firmware-sim/base/motor-line.ts';
import type { RotorState } from '../../firmware-sim/plant/drive.ts';
import type { PumpBody } from '../../firmware-sim/pump-body.ts';

/** The plant's rotor, for a rig that follows it. `takeAway` and `followsAgain` serve slip as an input. */
export interface FollowedRotor {
  readonly line: MotorLine;
  readonly state: RotorState;
  readonly train: { readonly stepsPerRevolution: number };
  onImposed: (() => void) | undefined;
  commandedSteps(): number;
  rotorDeg(): number;
  takeAway(steps: number, lastConfirmedSteps: number): void;
  followsAgain(sinceSteps: number): void;
}

/** A rotor that never turns, for a pump without a rotor. The rig's stepper stands still. */
function standingRotor(): FollowedRotor {
  return {
    line: { anchorUs: 0, anchorSteps: 0 },
    state: 'turning',
    train: { stepsPerRevolution: 360 },
    onImposed: undefined,
    commandedSteps: () => 0,
    rotorDeg: () => 0,
    takeAway: () => undefined,
    followsAgain: () => undefined,
  };
}

export function followedRotor(pump: PumpBody): FollowedRotor {
  return pump.rotor ?? standingRotor();
}
