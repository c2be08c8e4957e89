import { ENCODER_COUNTS, TURN_SPAN } from '../../protocol/tables/rig-constants.ts';
import { simulatedBench } from './simulated-bench.ts';

/** Where an output shaft stands in rig steps, apart from the counter of commanded steps: a hold, a clamp or a push parts them. */
export class SimulatedShaft {
  #offsetSteps = 0;
  #heldAtSteps: number | undefined;
  #isBraked = false;
  #clampedAtSteps: number | undefined;
  #frozenCount: number | undefined;
  /** Steps that the motor makes of the commanded ones; tests put a motor here that turns back, or misses steps. */
  motor: (counterSteps: number) => number = (counterSteps) => counterSteps;
  /** -1: the encoder counts down while the shaft turns forwards. */
  encoderDirection: 1 | -1 = 1;

  positionSteps(counterSteps: number): number {
    return this.#clampedAtSteps ?? this.#heldAtSteps ?? this.motor(counterSteps) + this.#offsetSteps;
  }

  /** The stall verb: the drive no longer moves the shaft; behind a brake it turns on and slips. */
  hold(counterSteps: number, isBraked = false): void {
    this.#heldAtSteps ??= this.positionSteps(counterSteps);
    this.#isBraked = isBraked;
  }

  /** Off the brake the motor locks in a whole number of slip quanta behind; else the steps withheld are all that is missing. */
  release(counterSteps: number): void {
    if (this.#heldAtSteps === undefined) return;
    const missing = this.motor(counterSteps) + this.#offsetSteps - this.#heldAtSteps;
    this.#offsetSteps -= this.#isBraked ? inQuanta(missing) : missing;
    this.#heldAtSteps = undefined;
  }

  /** Turned by the drive without being counted. */
  displace(bySteps: number): void {
    if (this.#heldAtSteps === undefined) this.#offsetSteps += bySteps;
    else this.#heldAtSteps += bySteps;
  }

  /** A hand on the shaft, which nobody announced. */
  clamp(counterSteps: number): void {
    this.#clampedAtSteps ??= this.positionSteps(counterSteps);
  }

  /** The hand lets go: the motor locks in a whole number of slip quanta behind. */
  unclamp(counterSteps: number): void {
    const atSteps = this.#clampedAtSteps;
    if (atSteps === undefined) return;
    this.#clampedAtSteps = undefined;
    this.displace(-inQuanta(this.positionSteps(counterSteps) - atSteps));
  }

  /** The counter is given another value; the shaft stays. */
  renumber(fromSteps: number, toSteps: number): void {
    this.#offsetSteps += this.motor(fromSteps) - this.motor(toSteps);
  }

  /** The encoder answers with this reading for ever. */
  freezeEncoder(counterSteps: number): void {
    this.#frozenCount = this.#encoderCount(counterSteps);
  }

  encoder(counterSteps: number): { readonly encoderRaw: number; readonly encoderTurn: number } {
    const count = this.#frozenCount ?? this.#encoderCount(counterSteps);
    const turn = Math.floor(count / ENCODER_COUNTS);
    const wrapped = turn - TURN_SPAN * Math.floor((turn + (TURN_SPAN - 1) / 2) / TURN_SPAN);
    return { encoderRaw: count - turn * ENCODER_COUNTS, encoderTurn: wrapped };
  }

  /** Whole encoder counts from the start, turns included. */
  #encoderCount(counterSteps: number): number {
    const { turnStepsNumerator, turnStepsDenominator } = simulatedBench;
    const steps = this.encoderDirection * this.positionSteps(counterSteps);
    return Math.round((steps * ENCODER_COUNTS * turnStepsDenominator) / turnStepsNumerator);
  }
}

/** The nearest whole number of slip quanta. */
function inQuanta(steps: number): number {
  const quantum = simulatedBench.slipQuantumSteps;
  return Math.round(steps / quantum) * quantum;
}
