import { type FlexPattern, weekSteps } from '../base/flex-week.ts';
import type { Program } from '../base/therapy.ts';

/**
 * Returns the program with one stored rate changed: the only rate, the base rate of periodic bolus, or the current step
 * of flex. The step of flex changes on all days that share its pattern. Undefined if no rate is stored. `weekMinutes`
 * is the place in the week by the pump's clock.
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
