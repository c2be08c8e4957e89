import { type Refused, refused } from '../base/refusal.ts';
import type { BridgeBolus, BridgedOther } from '../base/therapy.ts';
import { US_PER_DAY } from '../base/time-units.ts';
import { stepMlOf } from '../products/step-volume.ts';
import type { EventFields } from '../trace/record.ts';
import { type DeliveryLimits, lackRefusal, wholeNlPerDay } from './schedule/delivery-limits.ts';

/**
 * Bridge bolus. It delivers the path volume at the rate that keeps the dose of the old drug, then switches to the rate
 * for the new drug.
 */
export interface Bridge {
  readonly pathMl: number;
  readonly bridgeMlPerDay: number;
  readonly durationUs: number;
  readonly thenMlPerDay: number;
}

/** Computes a bridge by mass balance. The catheter still holds the old drug, and the daily dose stays constant. */
export function bridgeOf({ oldUgPerMl, newUgPerMl, doseUgPerDay }: BridgeBolus, pathMl: number): Bridge {
  const bridgeMlPerDay = wholeNlPerDay(doseUgPerDay / oldUgPerMl);
  return {
    pathMl,
    bridgeMlPerDay,
    durationUs: Math.round((pathMl / bridgeMlPerDay) * US_PER_DAY),
    thenMlPerDay: wholeNlPerDay(doseUgPerDay / newUgPerMl),
  };
}

/**
 * Returns the daily doses of drugs in other slots, during a bridge and after it. The bridge keeps only the dose of its
 * own slot.
 */
export function othersTold(others: readonly BridgedOther[], { bridgeMlPerDay, thenMlPerDay }: Bridge): EventFields {
  const fields = others.map(({ slot, name, oldUgPerMl, newUgPerMl }) => ({
    [`drug${slot}`]: name,
    [`drug${slot}UgPerDay`]: oldUgPerMl * bridgeMlPerDay,
    [`drug${slot}ThenUgPerDay`]: newUgPerMl * thenMlPerDay,
  }));
  return Object.assign({}, ...fields);
}

/** Returns why a bridge may not begin. `leftMl` is the calculated reservoir level at its start. */
export function bridgeRefusal(
  bolus: BridgeBolus,
  bridge: Bridge,
  limits: DeliveryLimits,
  leftMl: number,
): Refused | undefined {
  const { oldUgPerMl, newUgPerMl, doseUgPerDay } = bolus;
  for (const [what, value] of [
    ['old concentration', oldUgPerMl],
    ['new concentration', newUgPerMl],
    ['daily dose', doseUgPerDay],
  ] as const) {
    if (!(value > 0 && Number.isFinite(value)))
      return refused('bridge bolus', `${what} ${value}`, 'above 0', 'missing');
  }
  return (
    lackRefusal('bridge bolus', limits) ??
    pathRefusal(bridge.pathMl, limits) ??
    rateOutside('the old concentration', bridge.bridgeMlPerDay, limits) ??
    rateOutside('the new concentration', bridge.thenMlPerDay, limits) ??
    (bridge.pathMl <= leftMl
      ? undefined
      : refused('bridge bolus', `${bridge.pathMl} mL`, `the calculated reservoir level, ${leftMl} mL`, 'reservoir'))
  );
}

/** Returns why a path volume is refused. It has to be at least a motor step. */
function pathRefusal(pathMl: number, limits: DeliveryLimits): Refused | undefined {
  const { max } = limits.programming['catheter volume'];
  const stepMl = stepMlOf(limits.step);
  if (pathMl >= stepMl && pathMl <= max) return undefined;
  return refused('bridge bolus', `${pathMl} mL`, `${stepMl} to ${max} mL, the largest volume of a catheter`);
}

function rateOutside(of: string, mlPerDay: number, limits: DeliveryLimits): Refused | undefined {
  const { rateMlPerDayMin, rateMlPerDayMax } = limits;
  if (mlPerDay >= rateMlPerDayMin && mlPerDay > 0 && mlPerDay <= rateMlPerDayMax) return undefined;
  const found = `${mlPerDay} mL/day with ${of}`;
  return refused('bridge bolus', found, `a rate of ${rateMlPerDayMin} to ${rateMlPerDayMax} mL/day`);
}
