import type { Microcontroller } from '../../avr/microcontroller.ts';

/** Pump time awake without a sign of activity: no sleep, no effect, no write of the EEPROM, no restart of the watchdog. */
const IDLE_US_MAX = 600_000_000;
/** Watchdog resets without a step or a sent line between them. */
const RESETS_IN_A_ROW_MAX = 10;

export type OnFault = (code: string, what: string) => void;

/** Bounds a firmware that hangs. A loop that waits awake is legal as long as it does something now and then. */
export class HangWatch {
  readonly #ticksPerUs: number;
  readonly #onFault: OnFault;
  #hasActed = true;
  #sinceTicks = 0;
  #resetsInARow = 0;
  #watchdogResetCount = 0;

  constructor(ticksPerUs: number, onFault: OnFault) {
    this.#ticksPerUs = ticksPerUs;
    this.#onFault = onFault;
  }

  get watchdogResetCount(): number {
    return this.#watchdogResetCount;
  }

  /** Takes each restart of the chip's watchdog as a sign of activity. */
  watch({ cpu }: Microcontroller): void {
    const restart = cpu.onWatchdogReset;
    cpu.onWatchdogReset = () => {
      this.#hasActed = true;
      restart();
    };
    this.#hasActed = true;
  }

  /** Takes an effect. */
  acts(): void {
    this.#hasActed = true;
    this.#resetsInARow = 0;
  }

  /** Takes the time up to which the chip ran, and whether it slept. */
  ran(nowTicks: number, hasSlept: boolean): void {
    if (this.#hasActed || hasSlept) {
      this.#hasActed = false;
      this.#sinceTicks = nowTicks;
      return;
    }
    if (nowTicks - this.#sinceTicks <= IDLE_US_MAX * this.#ticksPerUs) return;
    const seconds = IDLE_US_MAX / 1_000_000;
    this.#onFault(
      'FIRMWARE_NEVER_SLEEPS',
      `has been awake for ${seconds} s without sleep, step, tone, telemetry, EEPROM write or watchdog restart; allowed: sleep, or a restart of the watchdog in its loop`,
    );
  }

  /** Takes a reset by the watchdog. */
  bitten(): void {
    this.#watchdogResetCount += 1;
    this.#resetsInARow += 1;
    if (this.#resetsInARow <= RESETS_IN_A_ROW_MAX) return;
    const what = `was reset by the watchdog ${this.#resetsInARow} times in a row, without a step or a telemetry line between; allowed: ${RESETS_IN_A_ROW_MAX}`;
    this.#onFault('FIRMWARE_RESETS', what);
  }
}
