import type { AvrCpu } from '../cpu/avr-cpu.ts';
import type { TimerMode } from './timer-modes.ts';

/** Compare output of a timer. Its flip-flop keeps its state while the port drives the pin. */
export class CompareOutput {
  readonly #cpu: AvrCpu;
  readonly #port: number;
  readonly #pin: number;
  readonly #isA: boolean;
  #isHigh = false;
  #action = 0;

  constructor(cpu: AvrCpu, port: number, pin: number, isA: boolean) {
    this.#cpu = cpu;
    this.#port = port;
    this.#pin = pin;
    this.#isA = isA;
  }

  /** True while the timer drives the pin. */
  get isDriven(): boolean {
    return this.#action !== 0;
  }

  /**
   * Applies COMnx1:0 as written (data sheet 15.9.1, 16.11.1, 18.11.1). For an action that the mode lacks, the port
   * drives the pin.
   */
  connect(action: number, mode: TimerMode): void {
    const isPwm = mode.kind === 'fast' || mode.kind === 'correct';
    const now = isPwm && action === 1 && !(this.#isA && mode.togglesA) ? 0 : action;
    if (now === this.#action) return;
    this.#action = now;
    this.#drive();
  }

  /** Acts on a compare match or a forced match (FOCnx). */
  match(mode: TimerMode, isFalling: boolean): void {
    if (this.#action === 0) return;
    if (this.#action === 1) this.#isHigh = !this.#isHigh;
    else this.#isHigh = (this.#action === 3) !== (mode.kind === 'correct' && isFalling);
    this.#drive();
  }

  /** Starts the pulse of fast PWM when the counter returns to 0. */
  bottom(mode: TimerMode): void {
    if (mode.kind !== 'fast' || this.#action < 2) return;
    this.#isHigh = this.#action === 2;
    this.#drive();
  }

  #drive(): void {
    this.#cpu.drivePin(this.#port, this.#pin, this.#action === 0 ? undefined : this.#isHigh);
  }
}
