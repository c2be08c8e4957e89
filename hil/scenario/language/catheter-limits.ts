import { catheterShapeOf } from '../../../firmware-sim/catheter-build.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Expectation, Place, PumpSetup, Scenario, TimelineEntry } from '../scenario.ts';
import type { Excess } from './product-limits.ts';

/** What asks for a catheter where there is none, for one that is no tube, or for drugs that nobody could tell apart. */
export function excessesOfCatheter(
  pump: PumpSetup,
  { timeline, expect }: Pick<Scenario, 'timeline' | 'expect'>,
  product: Product,
  placeOf: (key: string) => Place = () => pump.place,
): readonly Excess[] {
  return [
    ...ofSetup(pump, product, placeOf),
    ...timeline.flatMap((entry) => ofEntry(entry, pump)),
    ...expect.flatMap((expectation) => ofExpectation(expectation, pump)),
  ];
}

/** What only a catheter writes, and what only a drug in it. */
const catheterNames = [
  'true.catheterKpa',
  'true.tipMl',
  'true.strayMl',
  'true.leakedMl',
  'true.catheter',
  'true.aspiration',
  'true.injection',
  'true.csfInMl',
  'true.pocketInMl',
];
const drugNames = ['true.tipUg', 'true.strayUg', 'true.leakedUg', 'true.tipUgPerMl', 'true.front'];

function ofExpectation({ check, place }: Expectation, { catheter, drug }: PumpSetup): readonly Excess[] {
  if ('study' in check) return [];
  const name = check.kind === 'see' || check.kind === 'never see' ? check.pattern.event : check.signal;
  if (drug === undefined && drugNames.includes(name)) {
    return [
      {
        place,
        found: `${name} of a pump without a drug`,
        allowed: 'a pump with a "drug", as in drug: morphine 25 mg/mL',
      },
    ];
  }
  if (catheter !== undefined || !catheterNames.includes(name)) return [];
  return [{ place, found: `${name} of a pump without a catheter`, allowed: 'a pump with "catheter: {}" or more' }];
}

function ofSetup(pump: PumpSetup, product: Product, placeOf: (key: string) => Place): readonly Excess[] {
  const { catheter, drug } = pump;
  if (catheter === undefined) {
    if (drug === undefined) return [];
    return [
      { place: placeOf('drug'), found: 'a drug without a catheter', allowed: 'a drug with a "catheter" to go through' },
    ];
  }
  const place = placeOf('catheter');
  if (product.catheter === undefined) {
    return [{ place, found: `a catheter on ${product.id}`, allowed: 'a product that tells of its catheter' }];
  }
  try {
    catheterShapeOf(product.catheter, catheter);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const allowed = 'a length left after trimming, a bore inside its wall, fluid let back above the CSF pressure';
    return [{ place, found: `no tube (${error.message})`, allowed }];
  }
}

function ofEntry({ action, place }: TimelineEntry, { catheter, drug }: PumpSetup): readonly Excess[] {
  const needsCatheter = action.kind === 'catheter' || action.kind === 'position' || action.kind === 'catheter access';
  if (needsCatheter && catheter === undefined) {
    return [{ place, found: `${action.kind} without a catheter`, allowed: 'a pump with "catheter: {}" or more' }];
  }
  if (action.kind !== 'refill' || action.drug === undefined || action.drug.name === drug?.name) return [];
  const allowed = drug === undefined ? 'a drug at a refill of a pump that began with one' : `more of ${drug.name}`;
  return [{ place, found: `${action.drug.name} at a refill`, allowed }];
}
