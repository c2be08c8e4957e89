import type { Clock } from '../../protocol/clock.ts';
import type { Program } from '../base/therapy.ts';
import type { DeliveryLimits } from './schedule/delivery-limits.ts';
import type { PumpCalendar } from './schedule/pump-calendar.ts';
import {
  flexSchedule,
  meanMlPerDay,
  periodicSchedule,
  type RateStretch,
  rateMlPerDayOf,
  type Schedule,
} from './schedule/schedule.ts';
import { placeNow } from './schedule/schedule-time.ts';

/** Present rate, and mean rate over a whole cycle of the mode. */
export interface Rates {
  readonly rateMlPerDay: number;
  readonly meanMlPerDay: number;
}

const evenly = (rateMlPerDay: number): Rates => ({ rateMlPerDay, meanMlPerDay: rateMlPerDay });

export interface ProgramRatesOptions {
  readonly clock: Clock;
  readonly calendar: PumpCalendar;
  readonly limits: DeliveryLimits;
}

/** Schedule of a program, and its rates. */
export class ProgramRates {
  readonly #options: ProgramRatesOptions;
  #mean: { readonly of: Schedule; readonly mlPerDay: number } | undefined;

  constructor(options: ProgramRatesOptions) {
    this.#options = options;
  }

  /** Returns the schedule of a mode that has one. A periodic one counts from `originUs`, by default from now. */
  scheduleOf(program: Program, originUs = this.#options.clock.nowUs()): Schedule | undefined {
    const { flex, periodicBolus, rateMlPerDay = 0 } = program;
    if (flex !== undefined) return flexSchedule(flex);
    return periodicBolus === undefined ? undefined : periodicSchedule(periodicBolus, rateMlPerDay, originUs);
  }

  /** Returns the present rates of a program with this schedule. */
  of({ mode, rateMlPerDay = 0 }: Program, schedule: Schedule | undefined): Rates {
    if (mode === 'minimum rate') return evenly(this.#options.limits.minimumRateMlPerDay ?? 0);
    if (schedule === undefined) return evenly(rateMlPerDay);
    const mean = this.#meanOf(schedule);
    if (mode !== 'flex') return { rateMlPerDay, meanMlPerDay: mean };
    return { rateMlPerDay: this.scheduledNow(schedule).rateMlPerDay, meanMlPerDay: mean };
  }

  /** Returns the present rate of a schedule and the time at which it ends; Infinity if it never does. */
  scheduledNow(schedule: Schedule): { readonly rateMlPerDay: number; readonly endUs: number } {
    const { index, endUs } = placeNow(schedule, this.#options);
    return { rateMlPerDay: rateMlPerDayOf(schedule.stretches[index] as RateStretch), endUs };
  }

  /** Mean rate of a schedule. It is cached, because each patient bolus needs it and a week may have 168 steps. */
  #meanOf(schedule: Schedule): number {
    if (this.#mean?.of !== schedule) this.#mean = { of: schedule, mlPerDay: meanMlPerDay(schedule) };
    return this.#mean.mlPerDay;
  }
}
