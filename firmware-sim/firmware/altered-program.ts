import { type FlexPattern, weekSteps } from '../base/flex-week.ts';
import type { Program } from '../base/therapy.ts';

/**
 * The program with one of its stored rates changed: the only one, the base rate of periodic boluses, in flex that of the
 * step under way, on all days that share its pattern. Undefined where no rate is stored. `weekMinutes`: shown by the pump's clock.
 */
export function alteredProgram(program: Program, rateMlPerDay: number, weekMinutes: number): Program | undefined {
  if (program.mode === 'simple continuous' || program.mode === 'periodic bolus') return { ...program, rateMlPerDay };
  if (program.mode !== 'flex' || program.flex === undefined) return undefined;
  const steps = weekSteps(program.flex);
  const underWay = steps.findLast(({ fromMinutes }) => fromMinutes <= weekMinutes) ?? steps.at(-1);
  if (underWay === undefined) return undefined;
  const pattern = (program.flex[underWay.day] ?? []) as FlexPattern;
  const altered = pattern.map((step) => (step === underWay.step ? { ...step, rateMlPerDay } : step));
  return { ...program, flex: { ...program.flex, [underWay.day]: altered } };
}
