import type { ShaftReport } from '../../protocol/rig-vocabulary.ts';
import type { RigFacts } from './rig-facts.ts';
import { ENCODER_COUNTS, TURN_SPAN } from './simulated-bench.ts';

/** Slip is decided over at least this much motion: less could be backlash or the load angle. */
const DECISION_MOTION_DEG = 20;

export type SlipDecision =
  | { readonly kind: 'too little motion' }
  | { readonly kind: 'follows' }
  /** `movedDeg`: how far the shaft still came since the last decision. */
  | { readonly kind: 'slipped'; readonly slipDeg: number; readonly movedDeg: number }
  | { readonly kind: 'ahead'; readonly aheadDeg: number };

/** Where the shaft should be by all that was sent, against where its encoder says it is. */
export class ShaftWatch {
  readonly #facts: RigFacts;
  #expectedSteps = 0;
  #lastCount: number;
  #turns = 0;
  readonly #startCount: number;
  #motionDeg = 0;
  #hasReversed = false;

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

  /** After a segment; what slipped is taken out of what is expected, in whole slip quanta. */
  decide(shaftDeg: number): SlipDecision {
    if (this.#motionDeg < DECISION_MOTION_DEG) return { kind: 'too little motion' };
    const motionDeg = this.#motionDeg;
    this.#motionDeg = 0;
    const behindDeg = this.expectedDeg - shaftDeg;
    if (Math.abs(behindDeg) <= this.resolutionDeg) return { kind: 'follows' };
    if (behindDeg < 0) return { kind: 'ahead', aheadDeg: -behindDeg };
    const slipDeg = Math.round(behindDeg / this.#facts.slipQuantumDeg) * this.#facts.slipQuantumDeg;
    this.#expectedSteps -= slipDeg / this.#facts.stepDeg;
    return { kind: 'slipped', slipDeg, movedDeg: Math.max(0, motionDeg - slipDeg) };
  }
}

function rawCount(report: ShaftReport): number {
  return report.encoderTurn * ENCODER_COUNTS + report.encoderRaw;
}
