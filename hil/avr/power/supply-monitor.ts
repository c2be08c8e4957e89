/** Half of the detector's hysteresis (data sheet table 29-11: 50 mV). */
const HALF_HYSTERESIS_VOLTS = 0.025;
/** Thresholds of the power-on reset (data sheet table 29-9, typical values). */
const POWER_ON_RISING_VOLTS = 1.5;
const POWER_ON_FALLING_VOLTS = 1;

/** What the supply allows: the chip runs, or is held in reset with this cause. */
export type SupplyState = 'runs' | 'brown-out' | 'power-off';

/**
 * Brown-out detector and power-on reset (data sheet 11.3 and 11.5). Without the detector the emulated chip works down
 * to the threshold of the power-on reset; a real chip may fail below its least supply voltage.
 */
export class SupplyMonitor {
  readonly #brownOutVolts: number | undefined;
  #state: SupplyState = 'power-off';

  constructor(brownOutVolts: number | undefined) {
    this.#brownOutVolts = brownOutVolts;
  }

  get state(): SupplyState {
    return this.#state;
  }

  /** Takes a new supply voltage. `isDetectorOff` is true in a sleep that switched the detector off. */
  see(volts: number, isDetectorOff = false): SupplyState {
    const powerVolts = this.#state === 'power-off' ? POWER_ON_RISING_VOLTS : POWER_ON_FALLING_VOLTS;
    if (volts < powerVolts) this.#state = 'power-off';
    else if (this.#brownOutVolts === undefined || isDetectorOff) this.#state = 'runs';
    else {
      const half = this.#state === 'runs' ? -HALF_HYSTERESIS_VOLTS : HALF_HYSTERESIS_VOLTS;
      if (volts >= this.#brownOutVolts + half) this.#state = 'runs';
      else if (this.#state !== 'power-off') this.#state = 'brown-out';
    }
    return this.#state;
  }
}
