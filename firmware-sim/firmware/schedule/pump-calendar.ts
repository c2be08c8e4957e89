import type { Clock } from '../../../protocol/clock.ts';
import { MINUTES_PER_WEEK } from '../../base/flex-week.ts';
import { divideFloor, type Rational, rational, timesFloor } from '../../base/rational.ts';
import { US_PER_MINUTE, US_PER_SECOND } from '../../base/time-units.ts';

const US_PER_WEEK = MINUTES_PER_WEEK * US_PER_MINUTE;
/** Unit of drift, whole parts per billion, so that calendar and elapsed time convert in whole microseconds. */
export const PPB_PER_PPM = 1_000;
const PPB_PER_ONE = 1_000_000_000;

export interface PumpCalendarOptions {
  readonly clock: Clock;
  /** Calendar at pump time 0: minutes since Monday 00:00. */
  readonly startWeekMinutes: number;
  /** Excess speed over elapsed time, parts per billion; negative: slower. */
  readonly driftPpb: number;
}

/**
 * The pump's own clock: calendar = elapsed x (1 + drift) + offset, in microseconds since the Monday 00:00 at or before the start
 * of the run. It rules flex, the shown time and the stamps of the log. Everything else goes by elapsed pump time.
 */
export class PumpCalendar {
  readonly #clock: Clock;
  /** Gain per second of elapsed time, microseconds. */
  readonly aheadUsPerSecond: number;
  /** Calendar over elapsed time; undefined without drift. */
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

  /** Whether it ever differed from elapsed time since the start: it drifts, or it was set. */
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

  /** Calendar time at an elapsed time, by the present setting. */
  atUs(elapsedUs: number): number {
    return this.#pacedUs(elapsedUs) + this.#offsetUs;
  }

  /** Earliest elapsed time at which it shows a calendar time, by the present setting. Infinity stays Infinity. */
  elapsedAtUs(calendarUs: number): number {
    const pacedUs = calendarUs - this.#offsetUs;
    if (this.#pace === undefined || !Number.isFinite(pacedUs)) return pacedUs;
    // The least e with floor(e x pace) >= paced.
    return 0 - divideFloor(0 - pacedUs, this.#pace);
  }

  /** Nearest calendar time with a given place in its week; the later of two equally near. */
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

/** Microseconds since the preceding Monday, for either sign. */
function intoWeekUs(us: number): number {
  return us - US_PER_WEEK * Math.floor(us / US_PER_WEEK);
}
