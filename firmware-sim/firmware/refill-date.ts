import type { Clock } from '../../protocol/clock.ts';
import type { PatientBolus } from '../base/therapy.ts';
import { US_PER_DAY } from '../base/time-units.ts';

/** Returns the days to a level: (level - threshold) / rate. 0 below the threshold, Infinity if nothing is used. */
export function daysToLevel(levelMl: number, thresholdMl: number, mlPerDay: number): number {
  if (levelMl <= thresholdMl) return 0;
  return mlPerDay > 0 ? (levelMl - thresholdMl) / mlPerDay : Number.POSITIVE_INFINITY;
}

/** Returns the volume of a day of the mode with every allotted bolus used. The mode pauses during a bolus. */
export function mlPerDayWithAll(meanMlPerDay: number, { volumeMl, durationUs, allottedCount }: PatientBolus): number {
  return meanMlPerDay * (1 - (allottedCount * durationUs) / US_PER_DAY) + allottedCount * volumeMl;
}

/** Refill date. It is calculated at some events, and shown as calculated then. */
export class RefillDate {
  readonly #clock: Clock;
  #atUs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  calculated(days: number): void {
    this.#atUs = this.#clock.nowUs() + days * US_PER_DAY;
  }

  get days(): number {
    return Math.max(0, (this.#atUs - this.#clock.nowUs()) / US_PER_DAY);
  }
}
