/** Weekdays in the order in which the pump's clock counts them. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export const MINUTES_PER_DAY = 1_440;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

export interface FlexStep {
  /** Start of the step: whole minutes since midnight. */
  readonly fromMinutes: number;
  readonly rateMlPerDay: number;
}

/** Steps of a day in order of time. The first begins at midnight. */
export type FlexPattern = readonly FlexStep[];

/** Day for which a pattern is programmed. `every day` applies to each weekday without a pattern of its own. */
export type FlexDay = 'every day' | Weekday;
export const flexDays: readonly FlexDay[] = ['every day', ...weekdays];

export type FlexWeek = Readonly<Partial<Record<FlexDay, FlexPattern>>>;

/** Returns the day whose pattern a weekday uses; undefined if there is none. */
export function patternDay(week: FlexWeek, weekday: Weekday): FlexDay | undefined {
  if (week[weekday] !== undefined) return weekday;
  return week['every day'] === undefined ? undefined : 'every day';
}

/** A step of the week, and the pattern to which it belongs. */
export interface WeekStep {
  readonly day: FlexDay;
  /** Start of the step: whole minutes since Monday 00:00. */
  readonly fromMinutes: number;
  readonly step: FlexStep;
}

/** Returns the steps of all seven days in order, including steps that change nothing. */
export function weekSteps(week: FlexWeek): readonly WeekStep[] {
  return weekdays.flatMap((weekday, index) => {
    const day = patternDay(week, weekday);
    const pattern = day === undefined ? [] : (week[day] ?? []);
    return pattern.map((step) => ({
      day: day ?? weekday,
      fromMinutes: index * MINUTES_PER_DAY + step.fromMinutes,
      step,
    }));
  });
}

/** Returns every step once, under the day for which it was programmed. */
export function writtenSteps(week: FlexWeek): readonly { readonly day: FlexDay; readonly step: FlexStep }[] {
  return flexDays.flatMap((day) => (week[day] ?? []).map((step) => ({ day, step })));
}
