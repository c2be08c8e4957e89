import type { CancelAlarm, Clock } from '../clock.ts';

/**
 * Calls back at a fixed interval, a bounded number of times. Times count from the start, so the interval does not
 * drift.
 */
export class Repeater {
  readonly #clock: Clock;
  #cancel: CancelAlarm | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts again. The first call of `tick` comes one interval from now; there are at most `countMax` calls. */
  start(intervalUs: number, countMax: number, tick: () => void): void {
    this.stop();
    this.#arm(this.#clock.nowUs() + intervalUs, intervalUs, countMax, tick);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #arm(dueUs: number, intervalUs: number, left: number, tick: () => void): void {
    this.#cancel = this.#clock.at(dueUs, () => {
      this.#cancel = undefined;
      if (left > 1) this.#arm(dueUs + intervalUs, intervalUs, left - 1, tick);
      tick();
    });
  }
}
