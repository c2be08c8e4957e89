import { CYCLES_PER_US } from './board-clock.ts';

/** Pulse width halfway between the releasing and the clamping pulse. */
const MIDDLE_US = 1500;
const PULSE_US_MAX = 3000;

/** Input of the brake. A level engages it, or the width of servo pulses. */
export class BrakeInput {
  readonly #kind: 'none' | 'level' | 'servo';
  readonly #onClamp: (isOn: boolean, cycles: number) => void;
  #isHigh = false;
  #isOn = false;
  #riseCycles = 0;

  constructor(kind: 'none' | 'level' | 'servo', onClamp: (isOn: boolean, cycles: number) => void) {
    this.#kind = kind;
    this.#onClamp = onClamp;
  }

  see(isHigh: boolean, nowCycles: number): void {
    if (this.#kind === 'none' || isHigh === this.#isHigh) return;
    this.#isHigh = isHigh;
    if (this.#kind === 'level') this.#set(isHigh, nowCycles);
    else if (isHigh) this.#riseCycles = nowCycles;
    else this.#pulse((nowCycles - this.#riseCycles) / CYCLES_PER_US, nowCycles);
  }

  #pulse(widthUs: number, nowCycles: number): void {
    if (widthUs <= PULSE_US_MAX) this.#set(widthUs > MIDDLE_US, nowCycles);
  }

  #set(isOn: boolean, nowCycles: number): void {
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    this.#onClamp(isOn, nowCycles);
  }
}
