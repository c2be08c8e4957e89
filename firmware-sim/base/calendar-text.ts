import { MINUTES_PER_DAY, weekdays } from './flex-week.ts';
import { US_PER_SECOND } from './time-units.ts';

const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_DAY = MINUTES_PER_DAY * SECONDS_PER_MINUTE;

/** Returns weekday and time of day of a calendar time, to the second: `Monday 12:31:07`. */
export function calendarText(calendarUs: number): string {
  const seconds = Math.floor(calendarUs / US_PER_SECOND);
  const dayNumber = Math.floor(seconds / SECONDS_PER_DAY);
  const weekday = weekdays[dayNumber - weekdays.length * Math.floor(dayNumber / weekdays.length)] ?? 'monday';
  const intoDay = seconds - dayNumber * SECONDS_PER_DAY;
  const minutes = Math.floor(intoDay / SECONDS_PER_MINUTE);
  const name = `${weekday.slice(0, 1).toUpperCase()}${weekday.slice(1)}`;
  return `${name} ${clockText(minutes)}:${twoDigits(intoDay % SECONDS_PER_MINUTE)}`;
}

/** Returns the time of day for whole minutes since midnight: `08:30`. */
export function clockText(minutes: number): string {
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
