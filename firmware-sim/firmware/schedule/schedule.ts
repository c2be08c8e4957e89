import { type FlexWeek, MINUTES_PER_WEEK, weekSteps } from '../../base/flex-week.ts';
import type { PeriodicBolus } from '../../base/therapy.ts';
import { US_PER_DAY, US_PER_MINUTE } from '../../base/time-units.ts';
import { NL_PER_ML } from './delivery-limits.ts';

/** Part of a cycle with one flow. It delivers a volume evenly until the next part starts. */
export interface RateStretch {
  /** Time since the cycle began. */
  readonly fromUs: number;
  readonly volumeNl: number;
  readonly perUs: number;
  readonly isBolus: boolean;
}

/** Endlessly repeated cycle of flows. A stretch begins only where the rate changes. */
export interface Schedule {
  /** Time that its cycles follow: the pump's calendar, which can be set and may drift, or elapsed pump time. */
  readonly by: 'calendar' | 'elapsed';
  readonly cycleUs: number;
  /** Time at which one of the cycles begins. */
  readonly originUs: number;
  readonly stretches: readonly RateStretch[];
}

/** Place of a moment in a schedule. A schedule of one stretch has no end. */
export interface SchedulePoint {
  readonly index: number;
  readonly endUs: number;
}

const nlOf = (volumeMl: number): number => Math.round(volumeMl * NL_PER_ML);

/** Returns the schedule of a flex week by the pump's calendar. It begins on a Monday at 00:00. */
export function flexSchedule(week: FlexWeek): Schedule {
  const steps = weekSteps(week);
  const changes = steps.filter(({ step }, i) => step.rateMlPerDay !== steps.at(i - 1)?.step.rateMlPerDay);
  const stretches = (changes.length === 0 ? steps.slice(0, 1) : changes).map(({ fromMinutes, step }) => ({
    fromUs: fromMinutes * US_PER_MINUTE,
    volumeNl: nlOf(step.rateMlPerDay),
    perUs: US_PER_DAY,
    isBolus: false,
  }));
  return { by: 'calendar', cycleUs: MINUTES_PER_WEEK * US_PER_MINUTE, originUs: 0, stretches };
}

/**
 * Returns the schedule of periodic bolus: a bolus, then the base rate until the next bolus. The first bolus begins at
 * `originUs`.
 */
export function periodicSchedule(bolus: PeriodicBolus, baseMlPerDay: number, originUs: number): Schedule {
  const { volumeMl, durationUs, everyUs } = bolus;
  const first = { fromUs: 0, volumeNl: nlOf(volumeMl), perUs: durationUs, isBolus: true };
  const rest = { fromUs: durationUs, volumeNl: nlOf(baseMlPerDay), perUs: US_PER_DAY, isBolus: false };
  return { by: 'elapsed', cycleUs: everyUs, originUs, stretches: durationUs === everyUs ? [first] : [first, rest] };
}

/**
 * Returns the last stretch that began at or before a moment. Before the first stretch of a cycle, that is the last one
 * of the previous cycle.
 */
export function placeAt({ cycleUs, originUs, stretches }: Schedule, nowUs: number): SchedulePoint {
  const intoUs = nowUs - originUs - cycleUs * Math.floor((nowUs - originUs) / cycleUs);
  const after = stretches.findIndex(({ fromUs }) => fromUs > intoUs);
  const count = stretches.length;
  if (count === 1) return { index: 0, endUs: Number.POSITIVE_INFINITY };
  const index = after === -1 ? count - 1 : (after + count - 1) % count;
  const next = after === -1 ? (stretches[0] as RateStretch).fromUs + cycleUs : (stretches[after] as RateStretch).fromUs;
  return { index, endUs: nowUs + next - intoUs };
}

/** Returns the length of a stretch. */
export function lengthUs({ cycleUs, stretches }: Schedule, index: number): number {
  const { fromUs } = stretches[index] as RateStretch;
  const next = stretches[index + 1];
  return next === undefined ? (stretches[0] as RateStretch).fromUs + cycleUs - fromUs : next.fromUs - fromUs;
}

export function rateMlPerDayOf({ volumeNl, perUs }: RateStretch): number {
  return perUs === US_PER_DAY ? volumeNl / NL_PER_ML : ((volumeNl / perUs) * US_PER_DAY) / NL_PER_ML;
}

export function meanMlPerDay(schedule: Schedule): number {
  const nl = schedule.stretches.reduce(
    (sum, { volumeNl, perUs }, index) => sum + (volumeNl * lengthUs(schedule, index)) / perUs,
    0,
  );
  return ((nl / schedule.cycleUs) * US_PER_DAY) / NL_PER_ML;
}
