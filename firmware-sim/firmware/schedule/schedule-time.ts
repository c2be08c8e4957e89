import type { Clock } from '../../../protocol/clock.ts';
import type { PumpCalendar } from './pump-calendar.ts';
import { placeAt, type Schedule, type SchedulePoint } from './schedule.ts';

/** The two times that a schedule may follow. */
export interface ScheduleTimes {
  readonly clock: Clock;
  readonly calendar: PumpCalendar;
}

/**
 * Place of the present moment in a schedule. The end is in elapsed pump time, by the present setting of the calendar.
 */
export function placeNow(schedule: Schedule, { clock, calendar }: ScheduleTimes): SchedulePoint {
  if (schedule.by === 'elapsed') return placeAt(schedule, clock.nowUs());
  const { index, endUs } = placeAt(schedule, calendar.nowUs);
  return { index, endUs: calendar.elapsedAtUs(endUs) };
}
