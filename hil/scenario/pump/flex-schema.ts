import * as z from 'zod';
import {
  type FlexDay,
  type FlexStep,
  type FlexWeek,
  flexDays,
  MINUTES_PER_DAY,
  patternDay,
  weekdays,
} from '../../../firmware-sim/base/flex-week.ts';
import { type LeafRead, leaf, quantityAllowed, table } from '../../yaml/leaf-schemas.ts';
import type { Refuse } from '../../yaml/problem.ts';
import type { Tree } from '../../yaml/tree.ts';
import { parseQuantity, quantityPattern } from '../../yaml/units.ts';

const RATE_LIMITS = { from: '0 mL/day', to: '100 mL/day' } as const;
const RATE_MAX = 100;
const STEPS_MAX = 48;
const TIME = '([01]\\d|2[0-3]):[0-5]\\d';

const STEP_ALLOWED = `a time of day and ${quantityAllowed('rate', RATE_LIMITS)}, as in 08:00 0.5 mL/day`;

const flexStep = leaf(STEP_ALLOWED, `^${TIME} ${quantityPattern('rate')}$`, (text): LeafRead<FlexStep> => {
  const [, time = '', rate = ''] = /^(\d\d:\d\d) (.*)$/.exec(text) ?? [];
  const fromMinutes = minutesOf(time);
  const read = parseQuantity(rate, 'rate');
  if (fromMinutes === undefined) return { ok: false };
  if (!read.ok) return { ok: false, nearest: read.nearest === undefined ? undefined : `${time} ${read.nearest}` };
  return read.value >= 0 && read.value <= RATE_MAX
    ? { ok: true, value: { fromMinutes, rateMlPerDay: read.value } }
    : { ok: false };
});

const LIST_ALLOWED = `a list of 1 to ${STEPS_MAX} steps, as in [00:00 0.3 mL/day, 08:00 0.5 mL/day]`;
const pattern = z.array(flexStep, { error: LIST_ALLOWED }).min(1, LIST_ALLOWED).max(STEPS_MAX, LIST_ALLOWED).optional();

export const flexTable = table(
  Object.fromEntries(flexDays.map((day) => [day, pattern])) as Record<FlexDay, typeof pattern>,
);

/** Returns minutes since midnight: 510 for `08:30`. */
function minutesOf(text: string): number | undefined {
  if (!new RegExp(`^${TIME}$`).test(text)) return undefined;
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

/** Reads the steps of each day. Refuses a day without steps, and steps out of order. */
export function flexOf(written: z.output<typeof flexTable>, tree: Tree | undefined, refuse: Refuse): FlexWeek {
  const week: { [K in FlexDay]?: readonly FlexStep[] } = {};
  for (const day of flexDays) {
    const steps = written[day];
    if (steps === undefined) continue;
    week[day] = steps;
    checkOrder(day, steps, tree, refuse);
  }
  const bare = weekdays.find((weekday) => patternDay(week, weekday) === undefined);
  if (bare !== undefined && tree !== undefined)
    refuse(tree.place, `\`flex\` without \`${bare}\``, 'every weekday, or `every day`');
  return week;
}

function checkOrder(day: FlexDay, steps: readonly FlexStep[], tree: Tree | undefined, refuse: Refuse): void {
  const wrong = steps.findIndex(({ fromMinutes }, i) => fromMinutes <= (steps[i - 1]?.fromMinutes ?? -1));
  const list = tree?.kind === 'map' ? tree.entries.get(day)?.value : undefined;
  const placeOf = (index: number) => (list?.kind === 'list' ? list.items[index]?.place : undefined) ?? list?.place;
  const first = placeOf(0);
  const late = placeOf(wrong);
  if (steps[0]?.fromMinutes !== 0 && first !== undefined)
    refuse(first, `\`${day}\` from ${clockText(steps[0]?.fromMinutes ?? 0)} on`, 'a first step at 00:00');
  if (wrong > 0 && late !== undefined)
    refuse(
      late,
      `a step at ${clockText(steps[wrong]?.fromMinutes ?? 0)} after a later one`,
      'steps in the order of time',
    );
}

function clockText(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

const dayNames = weekdays.map((day) => `${day.slice(0, 1).toUpperCase()}${day.slice(1)}`);

/** Words for messages: a weekday and a time of day. */
export const WEEK_CLOCK_ALLOWED = 'a weekday and a time of day, as in Monday 08:30';
export const WEEK_CLOCK_PATTERN = `(${dayNames.join('|')}) ${TIME}`;

/** Reads a weekday and a time of day as minutes since Monday 00:00. */
export function readWeekClock(text: string): LeafRead<number> {
  const [, name = '', time = ''] = /^(\w+) (.*)$/.exec(text) ?? [];
  const day = dayNames.indexOf(name);
  const minutes = minutesOf(time);
  if (minutes !== undefined && day >= 0) return { ok: true, value: day * MINUTES_PER_DAY + minutes };
  const meant = dayNames.find((one) => one.toLowerCase() === name.toLowerCase());
  return { ok: false, nearest: meant === undefined || minutes === undefined ? undefined : `${meant} ${time}` };
}

export const weekClock = leaf(WEEK_CLOCK_ALLOWED, `^${WEEK_CLOCK_PATTERN}$`, readWeekClock);
