import type { AvrCpu } from './avr-cpu.ts';
import type { TimerMode } from './timer-modes.ts';

/** avr8js's PinOverrideMode, which it does not export. */
const NO_OVERRIDE = 0;
const OVERRIDE_HIGH = 2;
const OVERRIDE_LOW = 3;

/** A timer's output pin. Its flip-flop keeps its state also while the pin belongs to the port. */
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

  /** The pin is the timer's. */
  get isDriven(): boolean {
    return this.#action !== 0;
  }

  /** COMnx1:0 as written; what a mode does not know leaves the pin to the port. */
  connect(action: number, mode: TimerMode): void {
    const isPwm = mode.kind === 'fast' || mode.kind === 'correct';
    const now = isPwm && action === 1 && !(this.#isA && mode.togglesA) ? 0 : action;
    if (now === this.#action) return;
    this.#action = now;
    this.#drive();
  }

  /** A match, or the strobe that pretends one. */
  match(mode: TimerMode, isFalling: boolean): void {
    if (this.#action === 0) return;
    if (this.#action === 1) this.#isHigh = !this.#isHigh;
    else this.#isHigh = (this.#action === 3) !== (mode.kind === 'correct' && isFalling);
    this.#drive();
  }

  /** Fast PWM starts its pulse where the counter is round. */
  bottom(mode: TimerMode): void {
    if (mode.kind !== 'fast' || this.#action < 2) return;
    this.#isHigh = this.#action === 2;
    this.#drive();
  }

  #drive(): void {
    const override = this.#action === 0 ? NO_OVERRIDE : this.#isHigh ? OVERRIDE_HIGH : OVERRIDE_LOW;
    this.#cpu.gpioByPort[this.#port]?.timerOverridePin(this.#pin, override);
  }
}
