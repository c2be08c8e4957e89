import { ENCODER_COUNTS, TURN_SPAN } from '../../protocol/tables/rig-constants.ts';
import type { ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import type { RigFacts } from './rig-facts.ts';

/**
 * Motion after which shaft and counter are compared. A smaller difference could be load angle, or a jolt from which the
 * motor recovers.
 */
export const COMPARED_MOTION_DEG = 20;

/** Commanded and measured angle of the shaft since the start of the run. */
export interface ShaftComparison {
  readonly commandedDeg: number;
  readonly measuredDeg: number;
  /** Largest difference that this rig cannot distinguish from zero. */
  readonly allowedDeg: number;
}

/** Tracks the expected position of the shaft, and the position that its encoder reports. */
export class ShaftWatch {
  readonly #facts: RigFacts;
  #expectedSteps = 0;
  #lastCount: number;
  #turns = 0;
  readonly #startCount: number;
  /** Angle commanded since the last comparison. */
  #motionDeg = 0;
  #comparedShaftDeg = 0;
  #followedDeg = 0;
  #drivenDeg = 0;
  #hasReversed = false;
  /** Largest angle that trips and releases can have added since the last agreement. */
  #looseDeg = 0;

  constructor(facts: RigFacts, first: ShaftReport) {
    this.#facts = facts;
    this.#startCount = rawCount(first);
    this.#lastCount = this.#startCount;
  }

  /** Rig steps that the shaft should have made since the start. */
  get expectedSteps(): number {
    return this.#expectedSteps;
  }

  get expectedDeg(): number {
    return this.#expectedSteps * this.#facts.stepDeg;
  }

  /** Angle commanded since the last comparison. */
  get motionDeg(): number {
    return this.#motionDeg;
  }

  /** All motion of the drive since the start, in both directions. */
  get drivenDeg(): number {
    return this.#drivenDeg;
  }

  /** True after the encoder has shown motion. From then on a constant reading means that the shaft stands. */
  get hasFollowed(): boolean {
    return this.#followedDeg >= COMPARED_MOTION_DEG;
  }

  /** Adds the steps of a free segment. */
  moved(steps: number): void {
    this.#expectedSteps += steps;
    this.#motionDeg += Math.abs(steps) * this.#facts.stepDeg;
    this.#drivenDeg += Math.abs(steps) * this.#facts.stepDeg;
  }

  /** Adds a push by the STALL verb. */
  pushed(steps: number): void {
    this.#expectedSteps += steps;
    this.#drivenDeg += Math.abs(steps) * this.#facts.stepDeg;
    if (steps < 0) this.#hasReversed = true;
  }

  /** Adds the steps that the shaft may have made between a trip and its hold. */
  overran(steps: number): void {
    this.#looseDeg += steps * this.#facts.stepDeg;
  }

  /** Allows half a slip quantum. A motor that ran on while the shaft was held locks in at the nearest whole quantum. */
  lockedIn(): void {
    this.#looseDeg += this.#facts.slipQuantumDeg / 2;
  }

  /** Adds motion of the shaft from before the start of the count. */
  followedBefore(deg: number): void {
    this.#followedDeg += deg;
  }

  /** Subtracts slip that the scenario takes as an input. */
  missed(deg: number): void {
    this.#expectedSteps -= deg / this.#facts.stepDeg;
  }

  /** Resolution so far. It includes the play once the direction has reversed. */
  get resolutionDeg(): number {
    return this.#hasReversed ? this.#facts.reversedResolutionDeg : this.#facts.resolutionDeg;
  }

  /** Angle since the start by the encoder. */
  shaftDeg(report: ShaftReport): number {
    const count = rawCount(report);
    const span = TURN_SPAN * ENCODER_COUNTS;
    if (count - this.#lastCount > span / 2) this.#turns -= 1;
    if (this.#lastCount - count > span / 2) this.#turns += 1;
    this.#lastCount = count;
    return ((count + this.#turns * span - this.#startCount) * 360) / ENCODER_COUNTS;
  }

  /** Returns true after enough commanded motion, or after as much motion without a command. */
  isDue(shaftDeg: number): boolean {
    return Math.max(this.#motionDeg, Math.abs(shaftDeg - this.#comparedShaftDeg)) >= COMPARED_MOTION_DEG;
  }

  /** Compares now, whatever the motion. The caller judges the result by `agrees`, and confirms it by `agreed`. */
  compare(shaftDeg: number): ShaftComparison {
    const allowedDeg = this.resolutionDeg + this.#looseDeg;
    return { commandedDeg: this.expectedDeg, measuredDeg: shaftDeg, allowedDeg };
  }

  /** Books an agreement. The expected position then includes the angle that trips and releases added. */
  agreed({ commandedDeg, measuredDeg }: ShaftComparison): void {
    const aheadDeg = measuredDeg - commandedDeg;
    if (Math.abs(aheadDeg) > this.resolutionDeg) this.#expectedSteps += aheadDeg / this.#facts.stepDeg;
    this.#looseDeg = 0;
    this.#followedDeg += this.#motionDeg;
    this.compared(measuredDeg);
  }

  /** Restarts the count of motion. */
  compared(shaftDeg: number): void {
    this.#motionDeg = 0;
    this.#comparedShaftDeg = shaftDeg;
  }
}

/** Rounding error of angles computed from steps. Far below one count of the encoder. */
const ROUNDING_DEG = 1e-9;

export function agrees({ commandedDeg, measuredDeg, allowedDeg }: ShaftComparison): boolean {
  return Math.abs(commandedDeg - measuredDeg) <= allowedDeg + ROUNDING_DEG;
}

function rawCount(report: ShaftReport): number {
  return report.encoderTurn * ENCODER_COUNTS + report.encoderRaw;
}
