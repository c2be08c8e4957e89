import type { Clock } from '../../protocol/clock.ts';
import { calendarText } from '../base/calendar-text.ts';
import type { Acceptance } from '../base/refusal.ts';
import { US_PER_MINUTE } from '../base/time-units.ts';
import type { PumpFirmware } from '../firmware/pump-firmware.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';

/** Error of the clock's line, because the calendar counts whole microseconds. */
const CLOCK_ERROR_MIN = 1e-7;

/** Signal that only a run with local time writes. */
export const localTimeSignals = {
  'true.clockAheadMin': {
    kind: 'line',
    unit: 'min',
    error: CLOCK_ERROR_MIN,
    doc: "How far the pump's clock is ahead of the patient's local time.",
  },
} as const satisfies Declarations;

/** Event of a set clock. */
export const clockSignals = {
  'in.clock': { kind: 'event', unit: '', doc: "A programmer set the pump's clock." },
  'in.localTime': { kind: 'event', unit: 'min', doc: "Daylight saving or travel moved the patient's local time." },
} as const satisfies Declarations;

/** Largest difference between the local times of two places: UTC+14 and UTC-12. */
export const LOCAL_TIME_MOVE_HOURS_MAX = 26;

/** Time to which the pump's clock is set: the patient's local time, or the nearest moment at a place in the week. */
export type ClockTarget = 'local time' | { readonly weekSeconds: number };

export interface ClocksOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly firmware: PumpFirmware;
  /** True if the difference of the two clocks is recorded. */
  readonly isFollowed: boolean | undefined;
}

/**
 * The pump's clock and the patient's local time, on one scale. Daylight saving and travel change only local time. The
 * pump has no time zone, so a programmer has to set its clock.
 */
export class Clocks {
  readonly #options: ClocksOptions;
  #localOffsetUs: number;

  /** Both clocks show the same time when the run begins. */
  constructor(options: ClocksOptions) {
    this.#options = options;
    this.#localOffsetUs = options.firmware.calendar.nowUs - options.clock.nowUs();
  }

  /** Sets the pump's clock by a programmer. */
  set(to: ClockTarget): Acceptance {
    const { firmware, trace } = this.#options;
    const calendarUs = to === 'local time' ? this.#localUs : firmware.calendar.nearestUs(to.weekSeconds);
    trace.event('in.clock', { ...(to === 'local time' ? { to } : {}), shows: calendarText(calendarUs) });
    const answer = firmware.setClock(calendarUs);
    if (answer.ok) this.record();
    return answer;
  }

  /** Changes the patient's local time, for daylight saving or travel. The pump's clock does not change. */
  moveLocalTime(byUs: number): void {
    this.#options.trace.event('in.localTime', { byMin: byUs / US_PER_MINUTE });
    this.#localOffsetUs += byUs;
    this.record();
  }

  /** Records how far the pump's clock is ahead, at the start and after a change of either clock. */
  record(): void {
    const { firmware, trace, isFollowed } = this.#options;
    if (!isFollowed) return;
    const { nowUs, aheadUsPerSecond } = firmware.calendar;
    trace.line('true.clockAheadMin', (nowUs - this.#localUs) / US_PER_MINUTE, aheadUsPerSecond / US_PER_MINUTE);
  }

  get #localUs(): number {
    return this.#options.clock.nowUs() + this.#localOffsetUs;
  }
}
