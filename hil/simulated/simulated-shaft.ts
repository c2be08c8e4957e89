import { ENCODER_COUNTS, TURN_SPAN } from '../../protocol/tables/rig-constants.ts';
import { simulatedBench } from './simulated-bench.ts';

/** Position of an output shaft in rig steps. A hold, a clamp or a push separates it from the counter of commanded steps. */
export class SimulatedShaft {
  #offsetSteps = 0;
  #heldAtSteps: number | undefined;
  #isBraked = false;
  #clampedAtSteps: number | undefined;
  #frozenCount: number | undefined;
  /** Converts commanded steps to motor steps; tests inject a motor that reverses or misses steps. */
  motor: (counterSteps: number) => number = (counterSteps) => counterSteps;
  /** Direction of the encoder; -1 counts down while the shaft turns forwards. */
  encoderDirection: 1 | -1 = 1;

  positionSteps(counterSteps: number): number {
    return this.#clampedAtSteps ?? this.#heldAtSteps ?? this.motor(counterSteps) + this.#offsetSteps;
  }

  /** Holds the shaft for the STALL verb. Against a brake the motor turns on and slips. */
  hold(counterSteps: number, isBraked = false): void {
    this.#heldAtSteps ??= this.positionSteps(counterSteps);
    this.#isBraked = isBraked;
  }

  /** Releases the shaft. After a brake the motor locks in a whole number of slip quanta behind; otherwise the withheld steps are missing. */
  release(counterSteps: number): void {
    if (this.#heldAtSteps === undefined) return;
    const missing = this.motor(counterSteps) + this.#offsetSteps - this.#heldAtSteps;
    this.#offsetSteps -= this.#isBraked ? inQuanta(missing) : missing;
    this.#heldAtSteps = undefined;
  }

  /** Turns the shaft by the drive without counting. */
  displace(bySteps: number): void {
    if (this.#heldAtSteps === undefined) this.#offsetSteps += bySteps;
    else this.#heldAtSteps += bySteps;
  }

  /** Clamps the shaft by hand, unknown to the board. */
  clamp(counterSteps: number): void {
    this.#clampedAtSteps ??= this.positionSteps(counterSteps);
  }

  /** Ends the clamp: the motor locks in a whole number of slip quanta behind. */
  unclamp(counterSteps: number): void {
    const atSteps = this.#clampedAtSteps;
    if (atSteps === undefined) return;
    this.#clampedAtSteps = undefined;
    this.displace(-inQuanta(this.positionSteps(counterSteps) - atSteps));
  }

  /** Takes a new value of the counter; the shaft stays. */
  renumber(fromSteps: number, toSteps: number): void {
    this.#offsetSteps += this.motor(fromSteps) - this.motor(toSteps);
  }

  /** Freezes the encoder at its present reading. */
  freezeEncoder(counterSteps: number): void {
    this.#frozenCount = this.#encoderCount(counterSteps);
  }

  encoder(counterSteps: number): { readonly encoderRaw: number; readonly encoderTurn: number } {
    const count = this.#frozenCount ?? this.#encoderCount(counterSteps);
    const turn = Math.floor(count / ENCODER_COUNTS);
    const wrapped = turn - TURN_SPAN * Math.floor((turn + (TURN_SPAN - 1) / 2) / TURN_SPAN);
    return { encoderRaw: count - turn * ENCODER_COUNTS, encoderTurn: wrapped };
  }

  /** Encoder counts since the start, with whole turns. */
  #encoderCount(counterSteps: number): number {
    const { turnStepsNumerator, turnStepsDenominator } = simulatedBench;
    const steps = this.encoderDirection * this.positionSteps(counterSteps);
    return Math.round((steps * ENCODER_COUNTS * turnStepsDenominator) / turnStepsNumerator);
  }
}

/** Rounds steps to whole slip quanta. */
function inQuanta(steps: number): number {
  const quantum = simulatedBench.slipQuantumSteps;
  return Math.round(steps / quantum) * quantum;
}
