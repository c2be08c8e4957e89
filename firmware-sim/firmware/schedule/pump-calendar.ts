import type { Clock } from '../../../protocol/clock.ts';
import { MINUTES_PER_WEEK } from '../../base/flex-week.ts';
import { divideFloor, type Rational, rational, timesFloor } from '../../base/rational.ts';
import { US_PER_MINUTE, US_PER_SECOND } from '../../base/time-units.ts';

const US_PER_WEEK = MINUTES_PER_WEEK * US_PER_MINUTE;
/** Unit of drift: whole parts per billion. Calendar and elapsed time then convert in whole microseconds. */
export const PPB_PER_PPM = 1_000;
const PPB_PER_ONE = 1_000_000_000;

export interface PumpCalendarOptions {
  readonly clock: Clock;
  /** Calendar time at pump time 0: minutes since Monday 00:00. */
  readonly startWeekMinutes: number;
  /** Excess speed over elapsed time, in parts per billion. Negative: slower. */
  readonly driftPpb: number;
}

/**
 * The pump's own clock: calendar = elapsed x (1 + drift) + offset, in microseconds since the Monday 00:00 at or before
 * the start of the run. Flex, the shown time and the stamps of the log follow it. Everything else follows elapsed pump
 * time.
 */
export class PumpCalendar {
  readonly #clock: Clock;
  /** Gain per second of elapsed time, in microseconds. */
  readonly aheadUsPerSecond: number;
  /** Ratio of calendar to elapsed time; undefined without drift. */
  readonly #pace: Rational | undefined;
  #offsetUs: number;
  #isOwn: boolean;

  constructor({ clock, startWeekMinutes, driftPpb }: PumpCalendarOptions) {
    this.#clock = clock;
    this.aheadUsPerSecond = driftPpb / PPB_PER_PPM;
    this.#pace = driftPpb === 0 ? undefined : rational([PPB_PER_ONE + driftPpb], [PPB_PER_ONE]);
    this.#offsetUs = startWeekMinutes * US_PER_MINUTE;
    this.#isOwn = driftPpb !== 0;
  }

  /** True if it has ever differed from elapsed time since the start: it drifts, or it was set. */
  get isOwn(): boolean {
    return this.#isOwn;
  }

  get nowUs(): number {
    return this.atUs(this.#clock.nowUs());
  }

  /** Whole minutes since Monday 00:00. */
  get weekMinutes(): number {
    return Math.floor(intoWeekUs(this.nowUs) / US_PER_MINUTE);
  }

  get weekSeconds(): number {
    return Math.floor(intoWeekUs(this.nowUs) / US_PER_SECOND);
  }

  /** Returns the calendar time at an elapsed time, by the present setting. */
  atUs(elapsedUs: number): number {
    return this.#pacedUs(elapsedUs) + this.#offsetUs;
  }

  /**
   * Returns the earliest elapsed time at which it shows a calendar time, by the present setting. Infinity stays
   * Infinity.
   */
  elapsedAtUs(calendarUs: number): number {
    const pacedUs = calendarUs - this.#offsetUs;
    if (this.#pace === undefined || !Number.isFinite(pacedUs)) return pacedUs;
    // Returns the least e with floor(e x pace) >= paced.
    return 0 - divideFloor(0 - pacedUs, this.#pace);
  }

  /** Returns the nearest calendar time with a given place in its week. If two are equally near, the later one. */
  nearestUs(weekSeconds: number): number {
    const aheadUs = intoWeekUs(weekSeconds * US_PER_SECOND - this.nowUs);
    return this.nowUs + (aheadUs <= US_PER_WEEK / 2 ? aheadUs : aheadUs - US_PER_WEEK);
  }

  /** Sets the clock to `calendarUs`. */
  set(calendarUs: number): void {
    this.#offsetUs += calendarUs - this.nowUs;
    this.#isOwn = true;
  }

  #pacedUs(elapsedUs: number): number {
    return this.#pace === undefined ? elapsedUs : timesFloor(elapsedUs, this.#pace);
  }
}

/** Returns microseconds since the preceding Monday, for either sign. */
function intoWeekUs(us: number): number {
  return us - US_PER_WEEK * Math.floor(us / US_PER_WEEK);
}
