import type { Clock } from '../../protocol/clock.ts';
import type { PatientBolus } from '../base/therapy.ts';
import { US_PER_DAY } from '../base/time-units.ts';

/** (level - threshold) / rate; 0 below the threshold, Infinity where nothing is used. */
export function daysToLevel(levelMl: number, thresholdMl: number, mlPerDay: number): number {
  if (levelMl <= thresholdMl) return 0;
  return mlPerDay > 0 ? (levelMl - thresholdMl) / mlPerDay : Number.POSITIVE_INFINITY;
}

/** A day of the mode with every allotted bolus used; while one runs, the mode does not. */
export function mlPerDayWithAll(meanMlPerDay: number, { volumeMl, durationUs, allottedCount }: PatientBolus): number {
  return meanMlPerDay * (1 - (allottedCount * durationUs) / US_PER_DAY) + allottedCount * volumeMl;
}

/** A date that is reckoned now and then, and shown as it was reckoned. */
export class RefillDate {
  readonly #clock: Clock;
  #atUs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  reckoned(days: number): void {
    this.#atUs = this.#clock.nowUs() + days * US_PER_DAY;
  }

  get days(): number {
    return Math.max(0, (this.#atUs - this.#clock.nowUs()) / US_PER_DAY);
  }
}
