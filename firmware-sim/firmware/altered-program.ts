import { type FlexPattern, MINUTES_PER_WEEK, weekSteps } from '../flex-week.ts';
import { US_PER_MINUTE } from '../motor-line.ts';
import type { Program } from '../therapy.ts';

/**
 * The program with one of its stored rates changed: the only one, the base rate of periodic boluses, in flex that of the
 * step under way, on all days that share its pattern. Undefined where no rate is stored.
 */
export function alteredProgram(
  program: Program,
  rateMlPerDay: number,
  { nowUs, startWeekMinutes }: { readonly nowUs: number; readonly startWeekMinutes: number },
): Program | undefined {
  if (program.mode === 'simple continuous' || program.mode === 'periodic bolus') return { ...program, rateMlPerDay };
  if (program.mode !== 'flex' || program.flex === undefined) return undefined;
  const minutes = (startWeekMinutes + Math.floor(nowUs / US_PER_MINUTE)) % MINUTES_PER_WEEK;
  const steps = weekSteps(program.flex);
  const underWay = steps.findLast(({ fromMinutes }) => fromMinutes <= minutes) ?? steps.at(-1);
  if (underWay === undefined) return undefined;
  const pattern = (program.flex[underWay.day] ?? []) as FlexPattern;
  const altered = pattern.map((step) => (step === underWay.step ? { ...step, rateMlPerDay } : step));
  return { ...program, flex: { ...program.flex, [underWay.day]: altered } };
}
