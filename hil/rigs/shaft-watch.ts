import { ENCODER_COUNTS, TURN_SPAN } from '../../protocol/tables/rig-constants.ts';
import type { ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import type { RigFacts } from './rig-facts.ts';

/** Motion after which shaft and counter are compared: less could be load angle, or a jolt that the motor recovers from. */
export const COMPARED_MOTION_DEG = 20;

/** The shaft against everything that was commanded, in degrees from the start of the run. */
export interface Comparison {
  readonly commandedDeg: number;
  readonly measuredDeg: number;
  /** Largest difference that this rig cannot tell from none. */
  readonly allowedDeg: number;
}

/** Where the shaft should be by everything that was sent, against where its encoder says it is. */
export class ShaftWatch {
  readonly #facts: RigFacts;
  #expectedSteps = 0;
  #lastCount: number;
  #turns = 0;
  readonly #startCount: number;
  /** Commanded since the last comparison. */
  #motionDeg = 0;
  #comparedShaftDeg = 0;
  #followedDeg = 0;
  #hasReversed = false;
  /** What trips and releases may have added since the last agreement. */
  #looseDeg = 0;

  constructor(facts: RigFacts, first: ShaftReport) {
    this.#facts = facts;
    this.#startCount = rawCount(first);
    this.#lastCount = this.#startCount;
  }

  /** Rig steps from the start that the shaft should have made. */
  get expectedSteps(): number {
    return this.#expectedSteps;
  }

  get expectedDeg(): number {
    return this.#expectedSteps * this.#facts.stepDeg;
  }

  /** Commanded since the last comparison. */
  get motionDeg(): number {
    return this.#motionDeg;
  }

  /** The encoder has shown motion: from then on a reading that stays is a shaft that stands. */
  get hasFollowed(): boolean {
    return this.#followedDeg >= COMPARED_MOTION_DEG;
  }

  /** A free segment. */
  moved(steps: number): void {
    this.#expectedSteps += steps;
    this.#motionDeg += Math.abs(steps) * this.#facts.stepDeg;
  }

  /** A push by the stall verb. */
  pushed(steps: number): void {
    this.#expectedSteps += steps;
    if (steps < 0) this.#hasReversed = true;
  }

  /** A trip: the shaft may have run on by so many steps before it was held. */
  overran(steps: number): void {
    this.#looseDeg += steps * this.#facts.stepDeg;
  }

  /** The motor ran on behind a held shaft, and has locked in at the nearest whole number of slip quanta. */
  lockedIn(): void {
    this.#looseDeg += this.#facts.slipQuantumDeg / 2;
  }

  /** The shaft followed so far before the count of this run began. */
  followedBefore(deg: number): void {
    this.#followedDeg += deg;
  }

  /** The shaft missed so many degrees, and the scenario takes them for an input: they are no longer expected. */
  missed(deg: number): void {
    this.#expectedSteps -= deg / this.#facts.stepDeg;
  }

  /** What this shaft can be told apart by so far: play counts once the direction has reversed. */
  get resolutionDeg(): number {
    return this.#hasReversed ? this.#facts.reversedResolutionDeg : this.#facts.resolutionDeg;
  }

  /** Degrees from the start, by the encoder. */
  shaftDeg(report: ShaftReport): number {
    const count = rawCount(report);
    const span = TURN_SPAN * ENCODER_COUNTS;
    if (count - this.#lastCount > span / 2) this.#turns -= 1;
    if (this.#lastCount - count > span / 2) this.#turns += 1;
    this.#lastCount = count;
    return ((count + this.#turns * span - this.#startCount) * 360) / ENCODER_COUNTS;
  }

  /** True once enough was commanded, or the shaft has turned as far without it. */
  isDue(shaftDeg: number): boolean {
    return Math.max(this.#motionDeg, Math.abs(shaftDeg - this.#comparedShaftDeg)) >= COMPARED_MOTION_DEG;
  }

  /** Compares now, whatever the motion. The caller judges the result with `agrees` and says so with `agreed`. */
  compare(shaftDeg: number): Comparison {
    const allowedDeg = this.resolutionDeg + this.#looseDeg;
    return { commandedDeg: this.expectedDeg, measuredDeg: shaftDeg, allowedDeg };
  }

  /** The shaft is where it should be. What trips and releases added becomes part of the expected position. */
  agreed({ commandedDeg, measuredDeg }: Comparison): void {
    const aheadDeg = measuredDeg - commandedDeg;
    if (Math.abs(aheadDeg) > this.resolutionDeg) this.#expectedSteps += aheadDeg / this.#facts.stepDeg;
    this.#looseDeg = 0;
    this.#followedDeg += this.#motionDeg;
    this.compared(measuredDeg);
  }

  /** Motion counts anew from here. */
  compared(shaftDeg: number): void {
    this.#motionDeg = 0;
    this.#comparedShaftDeg = shaftDeg;
  }
}

/** Rounding of angles made of steps: far below a count of the encoder. */
const ROUNDING_DEG = 1e-9;

export function agrees({ commandedDeg, measuredDeg, allowedDeg }: Comparison): boolean {
  return Math.abs(commandedDeg - measuredDeg) <= allowedDeg + ROUNDING_DEG;
}

function rawCount(report: ShaftReport): number {
  return report.encoderTurn * ENCODER_COUNTS + report.encoderRaw;
}
