import { type MagneticField, noField } from '../../firmware-sim/plant/magnetic-field.ts';
import { CYCLES_PER_US } from './board-clock.ts';
import type { Gear } from './gear.ts';
import type { Motor } from './motor.ts';
import { type Stator, unpowered } from './stator.ts';

/**
 * Motor, gear and shaft with their clamps. It is event-driven: a stator field moves the rotor when it has stood long
 * enough.
 */
export class Mechanics {
  /** Called after the rotor has moved. */
  onMoved: ((rotorSteps: number, shaftDeg: number, cycles: number) => void) | undefined;
  readonly #motor: Motor;
  readonly #gear: Gear;
  #rotorSteps = 0;
  #stator: Stator = unpowered;
  #field: MagneticField = noField;
  #actsCycles = Number.POSITIVE_INFINITY;
  #clamps = 0;

  constructor(motor: Motor, gear: Gear) {
    this.#motor = motor;
    this.#gear = gear;
  }

  get rotorSteps(): number {
    return this.#rotorSteps;
  }

  get shaftDeg(): number {
    return this.#gear.outputDeg;
  }

  get stator(): Stator {
    return this.#stator;
  }

  /** Cycle at which the present stator field moves the rotor. Infinity if it has already moved it. */
  get actsCycles(): number {
    return this.#actsCycles;
  }

  /**
   * Applies a stator field. A microstep needs the same fraction of a full step's time, because pull-out depends on full
   * steps.
   */
  energise(stator: Stator, nowCycles: number): void {
    const turned = stator.angleSteps - this.#stator.angleSteps;
    const share = Math.abs(turned - 4 * Math.round(turned / 4));
    this.#stator = stator;
    this.#actsCycles = nowCycles + this.#motor.responseUs * CYCLES_PER_US * (share === 0 ? 1 : Math.min(1, share));
  }

  /** Sets the external field at the motor. It has no effect on a stepper. */
  setField(field: MagneticField, nowCycles: number): void {
    this.#field = field;
    this.#actsCycles = Math.min(this.#actsCycles, nowCycles);
  }

  /** Adds or removes a clamp. A brake and a hand may hold the shaft at the same time. */
  clamp(isOn: boolean, nowCycles: number): void {
    this.#clamps += isOn ? 1 : -1;
    this.#actsCycles = nowCycles + this.#motor.responseUs * CYCLES_PER_US;
  }

  /** Moves the rotor if the present stator field has stood long enough. */
  settle(nowCycles: number): void {
    if (this.#actsCycles > nowCycles) return;
    const cycles = this.#actsCycles;
    this.#actsCycles = Number.POSITIVE_INFINITY;
    const wanted = this.#motor.restSteps(this.#rotorSteps, this.#stator, this.#field);
    const rotorSteps = this.#clamps > 0 ? this.#kept(wanted) : wanted;
    if (rotorSteps === this.#rotorSteps) return;
    this.#rotorSteps = rotorSteps;
    const shaftDeg = this.#gear.turn(rotorSteps);
    this.onMoved?.(rotorSteps, shaftDeg, cycles);
  }

  #kept(wantedSteps: number): number {
    const { lowSteps, highSteps } = this.#gear.inputRange();
    return Math.min(highSteps, Math.max(lowSteps, wantedSteps));
  }
}
