import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import type { EepromWrite } from '../../avr/memory/eeprom-memory.ts';
import type { Microcontroller } from '../../avr/microcontroller.ts';
import type { PowerCutAt } from '../hosted-firmware.ts';

/** Cuts the power within a write of the EEPROM. */
export class PowerCut {
  readonly #ticksPerUs: number;
  readonly #onCut: () => void;
  #at: PowerCutAt | undefined;
  #random = new RandomStream(0, 'torn byte');
  #writeCount = 0;
  #dueTicks = Number.POSITIVE_INFINITY;
  #setDue: (dueTicks: number) => void = () => undefined;
  #offUs = 0;

  constructor(ticksPerUs: number, onCut: () => void) {
    this.#ticksPerUs = ticksPerUs;
    this.#onCut = onCut;
  }

  /** Time without power of the last cut. */
  get offUs(): number {
    return this.#offUs;
  }

  attach(chip: Microcontroller): void {
    const timer = chip.clock.timer(() => this.#cut());
    this.#setDue = (dueTicks) => timer.set(dueTicks);
    this.#setDue(this.#dueTicks);
  }

  /** Waits for a write. A later call replaces one whose write has not come. */
  arm(at: PowerCutAt): void {
    this.#at = at;
    this.#writeCount = 0;
    this.#random = new RandomStream(at.seed, 'torn byte');
  }

  seeWrite({ startTicks }: EepromWrite): void {
    const at = this.#at;
    if (at === undefined) return;
    this.#writeCount += 1;
    if (this.#writeCount < at.writeNumber) return;
    this.#dueTicks = startTicks + at.afterUs * this.#ticksPerUs;
    this.#setDue(this.#dueTicks);
  }

  /** Returns a number in [0, 1) for a bit of the torn byte. */
  chance(): number {
    return this.#random.uniform();
  }

  #cut(): void {
    this.#offUs = this.#at?.offUs ?? 0;
    this.#at = undefined;
    this.#dueTicks = Number.POSITIVE_INFINITY;
    this.#onCut();
  }
}
