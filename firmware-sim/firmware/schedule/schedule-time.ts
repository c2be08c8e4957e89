import type { Clock } from '../../../protocol/clock.ts';
import type { PumpCalendar } from './pump-calendar.ts';
import { placeAt, type Schedule, type SchedulePoint } from './schedule.ts';

/** The two times that a schedule may go by. */
export interface ScheduleTimes {
  readonly clock: Clock;
  readonly calendar: PumpCalendar;
}

/** Where in a schedule the present moment lies; the end is in elapsed pump time, as the calendar is set now. */
export function placeNow(schedule: Schedule, { clock, calendar }: ScheduleTimes): SchedulePoint {
  if (schedule.by === 'elapsed') return placeAt(schedule, clock.nowUs());
  const { index, endUs } = placeAt(schedule, calendar.nowUs);
  return { index, endUs: calendar.elapsedAtUs(endUs) };
}
