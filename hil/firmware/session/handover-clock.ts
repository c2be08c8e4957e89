import type { CancelAlarm, Clock } from '../../../protocol/clock.ts';

/**
 * Clock of a session that begins before the run. It counts the firmware's time since power-up: first on the clock of the
 * pre-roll, after `handOver` on the pump's clock.
 */
export class HandoverClock implements Clock {
  #clock: Clock;
  #offsetUs = 0;
  #pending = 0;

  constructor(preRoll: Clock) {
    this.#clock = preRoll;
  }

  nowUs(): number {
    return this.#clock.nowUs() + this.#offsetUs;
  }

  at(dueUs: number, fn: () => void): CancelAlarm {
    this.#pending += 1;
    let isDone = false;
    const done = (): void => {
      if (!isDone) this.#pending -= 1;
      isDone = true;
    };
    const cancel = this.#clock.at(dueUs - this.#offsetUs, () => {
      done();
      fn();
    });
    return () => {
      done();
      cancel();
    };
  }

  /** Continues on another clock at the present time. Throws if an alarm is pending: it would be lost. */
  handOver(clock: Clock): void {
    if (this.#pending > 0) throw new Error(`handover clock: ${this.#pending} alarms are pending`);
    this.#offsetUs = this.nowUs() - clock.nowUs();
    this.#clock = clock;
  }

  /** Time since power-up at which the pump's clock is 0. */
  get offsetUs(): number {
    return this.#offsetUs;
  }
}
