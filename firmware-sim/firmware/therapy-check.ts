import { type FlexPattern, type FlexWeek, flexDays, MINUTES_PER_DAY, patternDay, weekdays } from '../base/flex-week.ts';
import { type Refused, refused } from '../base/refusal.ts';
import type { PatientBolus, PeriodicBolus, Program } from '../base/therapy.ts';
import { US_PER_DAY, US_PER_MINUTE, US_PER_SECOND } from '../base/time-units.ts';
import { stepMlOf } from '../products/step-volume.ts';
import { type DeliveryLimits, isWholeNl, lackRefusal, rateRefusal, wholeNlPerDay } from './schedule/delivery-limits.ts';
import { limitRefusal } from './schedule/programming-limits.ts';

/** Returns why a program may not run on this product, in any state of the pump. Undefined if it may. */
export function programRefusal(program: Program, limits: DeliveryLimits): Refused | undefined {
  const { mode, rateMlPerDay, flex, periodicBolus, patientBolus } = program;
  return (
    (mode === 'stopped' ? undefined : lackRefusal(mode, limits)) ??
    strayRefusal(program) ??
    (mode === 'simple continuous' ? rateRefusal(rateMlPerDay, limits) : undefined) ??
    (mode === 'flex' ? flexRefusal(flex, limits) : undefined) ??
    (mode === 'periodic bolus' ? periodicRefusal(periodicBolus, rateMlPerDay, limits) : undefined) ??
    (patientBolus === undefined || patientBolus === 'off' ? undefined : patientBolusRefusal(patientBolus, limits))
  );
}

/** Refuses fields of another mode. */
function strayRefusal({ mode, rateMlPerDay, flex, periodicBolus }: Program): Refused | undefined {
  if (rateMlPerDay !== undefined && mode !== 'simple continuous' && mode !== 'periodic bolus')
    return refused('rate', `${rateMlPerDay} mL/day`, `none in mode \`${mode}\``, 'mode');
  if (flex !== undefined && mode !== 'flex') return refused('flex', 'steps', `none in mode \`${mode}\``, 'mode');
  if (periodicBolus !== undefined && mode !== 'periodic bolus')
    return refused('periodic bolus', `${periodicBolus.volumeMl} mL`, `none in mode \`${mode}\``, 'mode');
  return undefined;
}

function flexRefusal(week: FlexWeek | undefined, limits: DeliveryLimits): Refused | undefined {
  const bare = weekdays.find((weekday) => week === undefined || patternDay(week, weekday) === undefined);
  if (week === undefined || bare !== undefined)
    return refused('flex', `no steps on ${bare}`, 'steps on every weekday', 'missing');
  for (const day of flexDays) {
    const pattern = week[day];
    const refusal = pattern === undefined ? undefined : patternRefusal(pattern, day, limits);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function patternRefusal(pattern: FlexPattern, day: string, limits: DeliveryLimits): Refused | undefined {
  const many = limitRefusal('flex steps', pattern.length, limits.programming['flex steps']);
  if (many !== undefined) return many;
  for (const [i, { fromMinutes, rateMlPerDay }] of pattern.entries()) {
    const at = `${day}, minute ${fromMinutes}`;
    if (!(Number.isSafeInteger(fromMinutes) && fromMinutes >= 0 && fromMinutes < MINUTES_PER_DAY))
      return refused('flex', at, `whole minutes from 0 to ${MINUTES_PER_DAY - 1}`);
    if (i === 0 && fromMinutes !== 0) return refused('flex', at, 'the first step of a day at midnight', 'order');
    if (i > 0 && fromMinutes <= (pattern[i - 1]?.fromMinutes ?? 0))
      return refused('flex', at, 'each step later than the one before', 'order');
    const bad = rateRefusal(rateMlPerDay, limits);
    if (bad !== undefined) return bad;
  }
  return undefined;
}

function periodicRefusal(
  bolus: PeriodicBolus | undefined,
  baseMlPerDay: number | undefined,
  limits: DeliveryLimits,
): Refused | undefined {
  if (bolus === undefined) return refused('periodic bolus', 'missing', 'a volume, a duration, an interval', 'missing');
  const { durationUs, everyUs } = bolus;
  return (
    (baseMlPerDay === 0 ? undefined : rateRefusal(baseMlPerDay, limits)) ??
    timedBolusRefusal('periodic bolus', bolus, limits) ??
    wholeSecondsRefusal('bolus interval', everyUs) ??
    limitRefusal('bolus interval', everyUs / US_PER_MINUTE, limits.programming['bolus interval']) ??
    (durationUs > everyUs
      ? refused(
          'bolus duration',
          `${durationUs / US_PER_SECOND} s`,
          `at most the interval, ${everyUs / US_PER_SECOND} s`,
        )
      : undefined)
  );
}

function patientBolusRefusal(bolus: PatientBolus, limits: DeliveryLimits): Refused | undefined {
  const { durationUs, lockoutUs, allottedCount } = bolus;
  return (
    lackRefusal('patient bolus', limits) ??
    timedBolusRefusal('patient bolus', bolus, limits) ??
    wholeSecondsRefusal('lockout', lockoutUs) ??
    limitRefusal('lockout', lockoutUs / US_PER_MINUTE, limits.programming.lockout) ??
    (lockoutUs < durationUs
      ? refused('lockout', `${lockoutUs / US_PER_MINUTE} min`, `at least the bolus, ${durationUs / US_PER_MINUTE} min`)
      : undefined) ??
    (Number.isInteger(allottedCount)
      ? limitRefusal('allotment', allottedCount, limits.programming.allotment)
      : refused('allotment', `${allottedCount}`, 'a whole number', 'fraction')) ??
    (allottedCount * durationUs > US_PER_DAY
      ? refused('allotment', `${allottedCount} boluses in 24 h`, `at most ${Math.floor(US_PER_DAY / durationUs)}`)
      : undefined)
  );
}

/** Refuses an invalid volume or duration, and a resulting rate outside the limits. */
function timedBolusRefusal(
  field: 'periodic bolus' | 'patient bolus',
  { volumeMl, durationUs }: { readonly volumeMl: number; readonly durationUs: number },
  limits: DeliveryLimits,
): Refused | undefined {
  const stepMl = stepMlOf(limits.step);
  const { max } = limits.programming['reservoir volume'];
  if (!(volumeMl >= stepMl && volumeMl <= max)) return refused(field, `${volumeMl} mL`, `${stepMl} to ${max} mL`);
  if (!isWholeNl(volumeMl)) return refused(field, `${volumeMl} mL`, 'whole nanolitres', 'fraction');
  const bad =
    wholeSecondsRefusal('bolus duration', durationUs) ??
    limitRefusal('bolus duration', durationUs / US_PER_SECOND, limits.programming['bolus duration']);
  if (bad !== undefined) return bad;
  const rateMlPerDay = timedRateMlPerDay(volumeMl, durationUs);
  const { rateMlPerDayMin, rateMlPerDayMax } = limits;
  if (rateMlPerDay >= rateMlPerDayMin && rateMlPerDay > 0 && rateMlPerDay <= rateMlPerDayMax) return undefined;
  const found = `${volumeMl} mL in ${durationUs / US_PER_SECOND} s, ${rateMlPerDay} mL/day`;
  return refused(field, found, `a rate of ${rateMlPerDayMin} to ${rateMlPerDayMax} mL/day`);
}

export function timedRateMlPerDay(volumeMl: number, durationUs: number): number {
  return wholeNlPerDay((volumeMl * US_PER_DAY) / durationUs);
}

function wholeSecondsRefusal(field: 'bolus duration' | 'bolus interval' | 'lockout', us: number): Refused | undefined {
  if (Number.isSafeInteger(us) && us > 0 && us % US_PER_SECOND === 0) return undefined;
  return refused(field, `${us / US_PER_SECOND} s`, 'whole seconds above 0 s', 'fraction');
}
