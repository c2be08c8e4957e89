import { storedCatheterMlOf } from '../../../firmware-sim/build/catheter-build.ts';
import { programmingLimits } from '../../../firmware-sim/firmware/schedule/programming-limits.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Place } from '../../yaml/place.ts';
import { keyShown } from '../../yaml/problem.ts';
import { definitionOf } from '../actions/action-table.ts';
import type { Lack } from '../entry/action-definition.ts';
import { lacksOfProgram } from '../pump/program-limits.ts';
import { type Expectation, type PumpSetup, refusedEntries, type TimelineEntry } from '../scenario.ts';

/** A request beyond a product's limits, with its place in the file. It is refused before the run. */
export interface Violation extends Lack {
  readonly place: Place;
}

/** Finds requests beyond the product's limits in the set-up of a pump. `placeOf` returns the place of a key. */
export function violationsOfPump(
  pump: PumpSetup,
  product: Product,
  placeOf: (key: string) => Place = () => pump.place,
): readonly Violation[] {
  const capacityMl = product.quantities.reservoirMl.value;
  const volumes = {
    reservoir: pump.reservoirMl,
    'low reservoir': pump.alarms.lowReservoirMl,
    'low residual': pump.filling?.kneeMl ?? 0,
  };
  const tooMuch = Object.entries(volumes)
    .filter(([, volumeMl]) => volumeMl > capacityMl)
    .map(([key, volumeMl]) => ({
      place: placeOf(key),
      found: `${volumeMl} mL for ${keyShown(key)}`,
      allowed: `at most ${capacityMl} mL in ${product.id}`,
    }));
  return [
    ...tooMuch,
    ...violationsOfStoredPath(pump, product, placeOf),
    ...lacksOfProgram(pump.program, product).map(({ key, ...lack }) => ({ place: placeOf(key), ...lack })),
  ];
}

/** Checks that a programmer could store the catheter volume. The pump uses it for bridge boluses. */
function violationsOfStoredPath(
  { storedCatheterMl, catheter }: PumpSetup,
  product: Product,
  placeOf: (key: string) => Place,
): readonly Violation[] {
  const { max } = programmingLimits(product)['catheter volume'];
  const storedMl = storedCatheterMl ?? storedCatheterMlOf(product, catheter);
  if (storedMl <= max) return [];
  const isGiven = storedCatheterMl !== undefined;
  return [
    {
      place: placeOf(isGiven ? 'stored catheter volume' : 'catheter'),
      found: `${storedMl} mL for ${isGiven ? keyShown('stored catheter volume') : 'the volume of the catheter'}`,
      allowed: `at most ${max} mL in ${product.id}${isGiven ? '' : ', or a smaller `stored catheter volume`'}`,
    },
  ];
}

/**
 * Finds timeline entries that need a part which the product or the pump's set-up lacks. A program that the pump has to
 * refuse is not checked.
 */
export function violationsOfTimeline(
  entries: readonly TimelineEntry[],
  pump: PumpSetup,
  product: Product,
  expect: readonly Expectation[] = [],
): readonly Violation[] {
  const mustBeRefused = refusedEntries(expect);
  return entries.flatMap(({ name, action, place }) => {
    if (action.kind === 'program' && mustBeRefused.has(name)) return [];
    const lacks = definitionOf(action).lacks?.(action, pump, product) ?? [];
    return lacks.map((lack) => ({ place, ...lack }));
  });
}
