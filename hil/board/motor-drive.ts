import { isHigh, type PinLevels, pins } from '../avr/pins/pin-levels.ts';
import { type Stator, statorOfCoils, unpowered } from './stator.ts';

/** Driver chip between pins and coils. */
export interface MotorDrive {
  readonly stator: Stator;
  /** Receives the levels of the pins. Returns true if the stator field changed. */
  see(levels: PinLevels, nowCycles: number): boolean;
}

/** ULN2003: each coil is on while its input is high. */
export class FourWireDrive implements MotorDrive {
  stator: Stator = unpowered;
  #coils = 0;

  get coils(): number {
    return this.#coils;
  }

  see({ portB, portD }: PinLevels): boolean {
    const b = pins.portB;
    const d = pins.portD;
    const coils =
      ((portD >> d.coil1) & 1) |
      (((portD >> d.coil2) & 1) << 1) |
      (((portB >> b.coil3) & 1) << 2) |
      (((portB >> b.coil4) & 1) << 3);
    if (coils === this.#coils) return false;
    this.#coils = coils;
    this.stator = STATORS[coils] as Stator;
    return true;
  }
}

const STATORS: readonly Stator[] = Array.from({ length: 16 }, (_, coils) => statorOfCoils(coils));

/** Shortest STEP pulse that is guaranteed to act (A4988). */
const PULSE_CYCLES_MIN = 16;
/** Set-up time of DIR before STEP rises: the longer of A4988 and DRV8825. */
const DIR_SETUP_CYCLES = 11;
/** Position of the chip's sequencer after power-up: both windings at 71 percent current. */
const HOME_STEPS = 0.5;

/** A4988 or DRV8825. While EN is low, a rising edge of STEP moves the stator field by a microstep. */
export class StepDirDrive implements MotorDrive {
  stator: Stator = unpowered;
  /** Number of edges that a real chip might miss, or might take for a step in the other direction. */
  doubtfulEdgeCount = 0;
  readonly #microsteps: number;
  #index = 0;
  #isStepHigh = false;
  #isForward = false;
  #isEnabled = false;
  #stepCycles = Number.NEGATIVE_INFINITY;
  #dirCycles = Number.NEGATIVE_INFINITY;

  constructor(microsteps: number) {
    this.#microsteps = microsteps;
  }

  see({ portB, portD }: PinLevels, nowCycles: number): boolean {
    const isStepHigh = isHigh(portB, pins.portB.step);
    const isForward = isHigh(portD, pins.portD.dir);
    const isEnabled = !isHigh(portD, pins.portD.en);
    if (isForward !== this.#isForward) this.#dirCycles = nowCycles;
    const rises = isStepHigh && !this.#isStepHigh;
    if (rises && nowCycles - this.#dirCycles < DIR_SETUP_CYCLES) this.doubtfulEdgeCount += 1;
    if (isStepHigh !== this.#isStepHigh) this.#timeStep(nowCycles);
    const turned = isEnabled !== this.#isEnabled;
    this.#isStepHigh = isStepHigh;
    this.#isForward = isForward;
    this.#isEnabled = isEnabled;
    const moves = rises && isEnabled;
    if (moves) this.#index += isForward ? 1 : -1;
    if (!(moves || turned)) return false;
    this.stator = isEnabled
      ? { angleSteps: mod4(HOME_STEPS + this.#index / this.#microsteps), strength: 1 }
      : unpowered;
    return true;
  }

  #timeStep(nowCycles: number): void {
    if (nowCycles - this.#stepCycles < PULSE_CYCLES_MIN) this.doubtfulEdgeCount += 1;
    this.#stepCycles = nowCycles;
  }
}

function mod4(steps: number): number {
  return steps - 4 * Math.floor(steps / 4);
}
