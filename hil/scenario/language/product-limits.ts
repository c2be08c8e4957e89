import { type FlexWeek, writtenSteps } from '../../../firmware-sim/base/flex-week.ts';
import type { Ability, Program } from '../../../firmware-sim/base/therapy.ts';
import { storedCatheterMlOf } from '../../../firmware-sim/build/catheter-build.ts';
import { programmingLimits } from '../../../firmware-sim/firmware/schedule/programming-limits.ts';
import { needsMagnets } from '../../../firmware-sim/outside/field-exposure.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Place } from '../../yaml/place.ts';
import type { Action, PumpSetup, TimelineEntry } from '../scenario.ts';

/** Rounding of a unit's factor is nobody's fault. */
const SHOWN_DIGITS = 12;

/** What a product cannot hold or cannot be told, said before a run. */
export interface Excess {
  readonly place: Place;
  readonly found: string;
  readonly allowed: string;
}

/** Of a pump as it is set up; `placeOf` says where a key of it was written. */
export function excessesOfPump(
  pump: PumpSetup,
  product: Product,
  placeOf: (key: string) => Place = () => pump.place,
): readonly Excess[] {
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
      found: `${volumeMl} mL for "${key}"`,
      allowed: `at most ${capacityMl} mL in ${product.id}`,
    }));
  return [
    ...tooMuch,
    ...excessesOfStoredPath(pump, product, placeOf),
    ...excessesOfProgram(pump.program, product, placeOf),
  ];
}

/** The volume that the pump stores for bridges has to be one that a programmer can give it. */
function excessesOfStoredPath(
  { storedCatheterMl, catheter }: PumpSetup,
  product: Product,
  placeOf: (key: string) => Place,
): readonly Excess[] {
  const { max } = programmingLimits(product)['catheter volume'];
  const storedMl = storedCatheterMl ?? storedCatheterMlOf(product, catheter);
  if (storedMl <= max) return [];
  const isGiven = storedCatheterMl !== undefined;
  return [
    {
      place: placeOf(isGiven ? 'stored catheter volume' : 'catheter'),
      found: `${storedMl} mL for ${isGiven ? '"stored catheter volume"' : 'the volume of the catheter'}`,
      allowed: `at most ${max} mL stored in ${product.id}${isGiven ? '' : ', or a "stored catheter volume" beside it'}`,
    },
  ];
}

/** Of a timeline. A rate that a scan left behind is one that somebody could have programmed. */
export function excessesOfTimeline(entries: readonly TimelineEntry[], product: Product): readonly Excess[] {
  return entries.flatMap(({ action, place }) => {
    if (action.kind === 'field' && product.magnets === undefined && needsMagnets(action)) {
      return [{ place, found: `a magnet or a walk near ${product.id}`, allowed: 'a pump with a group "magnets"' }];
    }
    const part = partLackedBy(product, action);
    if (part !== undefined) return [{ place, ...part }];
    if (action.kind === 'program') return excessesOfProgram(action.program, product, () => place);
    if (action.kind === 'field' && action.altered?.kind === 'rate') {
      return excessesOfRate(action.altered.rateMlPerDay, product, place);
    }
    return [];
  });
}

/** What its firmware would refuse as well; said before anything runs, with the place of its key. */
function excessesOfProgram(
  { mode, rateMlPerDay, flex, patientBolus }: Program,
  product: Product,
  placeOf: (key: string) => Place,
): readonly Excess[] {
  const rates = new Set(writtenSteps(flex ?? {}).map(({ step }) => step.rateMlPerDay));
  const isBase = mode === 'periodic bolus' && rateMlPerDay === 0;
  return [
    ...(mode === 'stopped' ? [] : lacking(mode, product, placeOf('mode'))),
    ...(typeof patientBolus === 'object' ? lacking('patient bolus', product, placeOf('patient bolus')) : []),
    ...(isBase ? [] : excessesOfRate(rateMlPerDay, product, placeOf('rate'))),
    ...[...rates].flatMap((rate) => excessesOfRate(rate, product, placeOf('flex'))),
    ...excessesOfSteps(flex, product, placeOf('flex')),
  ];
}

/** Steps of a day; a product without timed therapies lacks the mode, which is said elsewhere. */
function excessesOfSteps(flex: FlexWeek | undefined, { id, therapies }: Product, place: Place): readonly Excess[] {
  if (flex === undefined || therapies === undefined) return [];
  const max = therapies.flexStepsCountMax.value;
  return Object.entries(flex)
    .filter(([, steps]) => steps.length > max)
    .map(([day, steps]) => ({
      place,
      found: `${steps.length} steps for "${day}"`,
      allowed: `at most ${max} steps a day with ${id}`,
    }));
}

function lacking(ability: Ability, { id, modes }: Product, place: Place): readonly Excess[] {
  if (modes.includes(ability)) return [];
  return [{ place, found: `${ability} with ${id}`, allowed: `stopped, ${modes.join(', ')} with ${id}` }];
}

/** A part that an action needs and a product does not have. */
function partLackedBy(
  { id, drive, accessPort, complaints }: Product,
  action: Action,
): Omit<Excess, 'place'> | undefined {
  const hasRotor = drive.kind === 'rollers';
  if (action.kind === 'roller study' && !hasRotor)
    return { found: `a roller study with ${id}`, allowed: 'a pump with a rotor to film' };
  if (action.kind === 'field' && action.restart.kind !== 'free' && !hasRotor)
    return { found: `a restart branch with ${id}`, allowed: 'a pump with gears that can bind' };
  const usesPort = action.kind === 'catheter access' || (action.kind === 'refill' && action.intoAccessPort === true);
  if (usesPort && accessPort === undefined)
    return { found: `a catheter access port with ${id}`, allowed: 'a pump that has one' };
  if (action.kind === 'alarm' && complaints?.tones !== 'two classes')
    return { found: `an alarm ${action.ask} with ${id}`, allowed: 'a pump whose tones are known' };
  if (action.kind === 'valve reset' && !(drive.kind === 'valves' && drive.flowActivatedValve !== undefined))
    return { found: `a flow-activated valve with ${id}`, allowed: 'a pump that has one' };
  return undefined;
}

function excessesOfRate(rateMlPerDay: number | undefined, product: Product, place: Place): readonly Excess[] {
  const { rateMlPerDayMin, rateMlPerDayMax } = product.quantities;
  if (rateMlPerDay === undefined) return [];
  if (rateMlPerDay >= rateMlPerDayMin.value && rateMlPerDay <= rateMlPerDayMax.value) return [];
  const allowed = `${rateMlPerDayMin.value} mL/day to ${rateMlPerDayMax.value} mL/day with ${product.id}`;
  return [{ place, found: `a rate of ${Number(rateMlPerDay.toPrecision(SHOWN_DIGITS))} mL/day`, allowed }];
}
