import { US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import type { Battery } from '../../firmware-sim/plant/battery.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { Clock } from '../../protocol/clock.ts';

export interface PinOutputsOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly battery: Battery | undefined;
}

/** Current of the coils and tone of the piezo, as the firmware under test sets them. It records each change. */
export class PinOutputs {
  /** Receives each change of the tone in Hz; 0 is silence. */
  onTone: ((hertz: number) => void) | undefined;
  readonly #options: PinOutputsOptions;
  #isEnergised = false;
  #hertz = 0;
  #soundedUs = 0;

  constructor(options: PinOutputsOptions) {
    this.#options = options;
  }

  /** Writes the first records: no current, and silence. */
  begin(): void {
    const { trace } = this.#options;
    trace.step('motor.energised', 0);
    trace.step('motor.toneHz', 0);
  }

  /** Switches everything off, as a reset does. */
  off(): void {
    this.energise(false);
    this.tone(0);
  }

  energise(isOn: boolean): void {
    if (isOn === this.#isEnergised) return;
    this.#isEnergised = isOn;
    this.#options.trace.step('motor.energised', isOn ? 1 : 0);
  }

  /** Sounds a tone. A tone draws charge until the next change. */
  tone(hertz: number): void {
    if (hertz === this.#hertz) return;
    const { trace, battery, clock } = this.#options;
    const nowUs = clock.nowUs();
    if (this.#hertz > 0) battery?.sound((nowUs - this.#soundedUs) / US_PER_SECOND);
    this.#hertz = hertz;
    this.#soundedUs = nowUs;
    trace.step('motor.toneHz', hertz);
    this.onTone?.(hertz);
  }
}
