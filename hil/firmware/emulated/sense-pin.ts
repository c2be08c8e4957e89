import type { Microcontroller } from '../../avr/microcontroller.ts';
import type { ChipPart } from '../firmware-file.ts';
import { InputPin } from './chip-pins.ts';

/** Time between two pulses that would otherwise merge into one. */
const GAP_US = 1;

/** Slip sensor at an input of the chip: one pulse for each motor step that the shaft followed. */
export class SensePin {
  readonly #input: InputPin;
  readonly #activeLevel: boolean;
  readonly #pulseTicks: number;
  readonly #gapTicks: number;
  #lastEndTicks = Number.NEGATIVE_INFINITY;
  #lastTicks = Number.NEGATIVE_INFINITY;

  constructor({ pins, wiring, clockMhz }: ChipPart) {
    this.#activeLevel = wiring.senseActive === 'high';
    this.#input = new InputPin(pins.sense, !this.#activeLevel);
    this.#pulseTicks = wiring.sensePulseUs * clockMhz;
    this.#gapTicks = GAP_US * clockMhz;
  }

  attach(chip: Microcontroller): void {
    this.#input.attach(chip);
  }

  /** Begins a pulse at a tick. A pulse that still lasts ends before, so that the chip sees an edge for each step. */
  pulse(atTicks: number): void {
    const startTicks = Math.max(atTicks, this.#lastTicks + 2 * this.#gapTicks);
    const gapTicks = startTicks - this.#gapTicks;
    if (this.#lastEndTicks > gapTicks) {
      this.#input.dropFrom(gapTicks);
      this.#input.at(gapTicks, !this.#activeLevel);
    }
    this.#lastTicks = startTicks;
    this.#lastEndTicks = startTicks + this.#pulseTicks;
    this.#input.at(startTicks, this.#activeLevel);
    this.#input.at(this.#lastEndTicks, !this.#activeLevel);
  }
}
