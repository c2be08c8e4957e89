import { PPB_PER_PPM } from '../../../firmware-sim/firmware/schedule/pump-calendar.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Place } from '../../yaml/place.ts';
import { definitionOf } from '../actions/action-table.ts';
import { signalsChecked } from '../patterns/names-checked.ts';
import type { Expectation, PumpSetup, Scenario, TimelineEntry } from '../scenario.ts';
import type { Violation } from './product-limits.ts';

const AHEAD = 'true.clockAheadMin';

/**
 * Finds a drift that the product does not allow, and a check of the clock difference if the clocks can never differ.
 */
export function violationsOfClock(
  { pump, expect }: Pick<Scenario, 'pump' | 'expect'>,
  product: Product,
  placeOf: (key: string) => Place = () => pump.place,
): readonly Violation[] {
  return [...ofDrift(pump, product, placeOf), ...(pump.followsLocalTime ? [] : expect.flatMap(ofExpectation))];
}

/** Returns whether the pump's clock can differ from the patient's in a run. Only such a run records the difference. */
export function movesClock({ clockDriftPpb = 0 }: PumpSetup, timeline: readonly TimelineEntry[]): boolean {
  return clockDriftPpb !== 0 || timeline.some(({ action }) => definitionOf(action).movesClock === true);
}

function ofDrift(
  { clockDriftPpb = 0 }: PumpSetup,
  { id, clock }: Product,
  placeOf: (key: string) => Place,
): readonly Violation[] {
  const maxPpm = clock?.clockDriftPpmMax.value ?? 0;
  const ppm = clockDriftPpb / PPB_PER_PPM;
  if (Math.abs(ppm) <= maxPpm) return [];
  const allowed =
    clock === undefined
      ? `no drift with ${id}, since its clock cannot be set`
      : `-${maxPpm} ppm to ${maxPpm} ppm with ${id}`;
  return [{ place: placeOf('clock drift'), found: `a drift of ${ppm} ppm`, allowed }];
}

function ofExpectation({ check, place }: Expectation): readonly Violation[] {
  if (!signalsChecked(check).includes(AHEAD)) return [];
  const allowed = 'a scenario with `clock drift`, `set clock` or `local time`';
  return [{ place, found: `${AHEAD} without a change of a clock`, allowed }];
}
