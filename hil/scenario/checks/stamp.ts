import * as z from 'zod';
import { calendarText } from '../../../firmware-sim/base/calendar-text.ts';
import { MINUTES_PER_DAY, weekdays } from '../../../firmware-sim/base/flex-week.ts';
import { US_PER_MINUTE } from '../../../firmware-sim/base/time-units.ts';
import { keyShown, type Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import { weekClock } from '../pump/flex-schema.ts';
import type { EventPattern, StampRange } from '../scenario.ts';

const KEY = 'stamped between';
const ALLOWED = 'a list of two times of one week, the earlier one first, as in [Monday 09:30, Monday 10:15]';
const STAMP = /^(\w+) (\d\d):(\d\d):\d\d$/;

/** Key of a range for the date and time of a log entry, by the pump's own clock. */
export const stampShape = {
  [KEY]: z
    .tuple([weekClock, weekClock], { error: ALLOWED })
    .refine(([from, to]) => from <= to, { error: ALLOWED })
    .optional(),
};

interface WrittenStamp {
  readonly [KEY]?: readonly [number, number] | undefined;
}

/** Adds the range to a pattern. Refuses it for an event that has no stamp. */
export function withStamp(pattern: EventPattern, written: WrittenStamp, tree: MapTree, refuse: Refuse): EventPattern {
  const range = written[KEY];
  if (range === undefined) return pattern;
  if (pattern.event !== 'pump.log') {
    const place = tree.entries.get(KEY)?.keyPlace ?? tree.place;
    refuse(place, `${keyShown(KEY)} of ${pattern.event}`, `${keyShown(KEY)} of pump.log, whose entries have a stamp`);
  }
  const [fromMinutes, toMinutes] = range;
  return { ...pattern, stamp: { fromMinutes, toMinutes } };
}

/** Returns whether a stamp such as `Monday 12:31:07` lies in a range, its last minute included. */
export function stampFits(stamp: unknown, { fromMinutes, toMinutes }: StampRange): boolean {
  const [, day = '', hours = '', minutes = ''] = STAMP.exec(String(stamp)) ?? [];
  const dayNumber = (weekdays as readonly string[]).indexOf(day.toLowerCase());
  if (dayNumber < 0) return false;
  const weekMinutes = dayNumber * MINUTES_PER_DAY + Number(hours) * 60 + Number(minutes);
  return weekMinutes >= fromMinutes && weekMinutes <= toMinutes;
}

/** Returns a range in the words of a scenario. */
export function stampText({ fromMinutes, toMinutes }: StampRange): string {
  const [from, to] = [fromMinutes, toMinutes].map((minutes) => calendarText(minutes * US_PER_MINUTE).slice(0, -3));
  return `stamped between ${from} and ${to}`;
}
