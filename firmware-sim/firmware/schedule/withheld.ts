import type { CancelAlarm, Clock } from '../../../protocol/clock.ts';
import { US_PER_DAY, US_PER_SECOND } from '../../base/time-units.ts';

/** Volume that the programmed therapy would have delivered while the pump could not command it. */
export class Withheld {
  readonly #clock: Clock;
  #anchorUs = 0;
  #anchorMl = 0;
  #rateMlPerDay = 0;
  #cancelEnd: CancelAlarm | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get volumeMl(): number {
    return this.#anchorMl + (this.#rateMlPerDay * (this.#clock.nowUs() - this.#anchorUs)) / US_PER_DAY;
  }

  get perSecondMl(): number {
    return (this.#rateMlPerDay * US_PER_SECOND) / US_PER_DAY;
  }

  /** Starts to count a programmed rate that is not commanded. Calls `onEnd` at `endUs` if the rate ends then. */
  begin(rateMlPerDay: number, endUs = Number.POSITIVE_INFINITY, onEnd = (): void => {}): void {
    this.#cancelEnd?.();
    this.#cancelEnd = endUs === Number.POSITIVE_INFINITY ? undefined : this.#clock.at(endUs, onEnd);
    this.#anchorMl = this.volumeMl;
    this.#anchorUs = this.#clock.nowUs();
    this.#rateMlPerDay = rateMlPerDay;
  }

  /** Adds the rest of a lost bolus. */
  add(volumeMl: number): void {
    this.#anchorMl += volumeMl;
  }

  end(): void {
    this.begin(0);
  }
}
