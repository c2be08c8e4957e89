/** As the pump's clock counts them. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export const MINUTES_PER_DAY = 1_440;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

export interface FlexStep {
  /** Whole minutes since midnight. */
  readonly fromMinutes: number;
  readonly rateMlPerDay: number;
}

/** In the order of time, the first at midnight. */
export type FlexPattern = readonly FlexStep[];

/** `every day` stands for each weekday that has no pattern of its own. */
export type FlexDay = 'every day' | Weekday;
export const flexDays: readonly FlexDay[] = ['every day', ...weekdays];

export type FlexWeek = Readonly<Partial<Record<FlexDay, FlexPattern>>>;

/** Whose pattern a weekday runs; undefined where it has none. */
export function patternDay(week: FlexWeek, weekday: Weekday): FlexDay | undefined {
  if (week[weekday] !== undefined) return weekday;
  return week['every day'] === undefined ? undefined : 'every day';
}

/** A step of the week with the pattern that it comes from. */
export interface WeekStep {
  readonly day: FlexDay;
  /** Since Monday 00:00. */
  readonly fromMinutes: number;
  readonly step: FlexStep;
}

/** The patterns of the seven days on end, steps that change nothing included. */
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

/** Every step once, under the day that it was written for. */
export function writtenSteps(week: FlexWeek): readonly { readonly day: FlexDay; readonly step: FlexStep }[] {
  return flexDays.flatMap((day) => (week[day] ?? []).map((step) => ({ day, step })));
}
