import { DRUGS_MAX } from '../../../firmware-sim/base/therapy.ts';
import { catheterShapeOf } from '../../../firmware-sim/build/catheter-build.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Place } from '../../yaml/place.ts';
import { drugsBrought, splitSignal } from '../checks/drug-signals.ts';
import { drugSignals } from '../checks/vocabulary.ts';
import { eventsChecked, signalsChecked } from '../patterns/names-checked.ts';
import type { Expectation, PumpSetup, Scenario, TimelineEntry } from '../scenario.ts';
import type { Violation } from './product-limits.ts';

/**
 * Finds expectations about a catheter or drug that the pump lacks, impossible shapes of a catheter, and too many drugs.
 */
export function violationsOfCatheter(
  pump: PumpSetup,
  { timeline, expect }: Pick<Scenario, 'timeline' | 'expect'>,
  product: Product,
  placeOf: (key: string) => Place = () => pump.place,
): readonly Violation[] {
  return [
    ...ofSetup(pump, product, placeOf),
    ...timeline.flatMap((entry) => ofEntry(entry, pump)),
    ...expect.flatMap((expectation) => ofExpectation(expectation, pump)),
  ];
}

/** Signals and events that only a catheter records. */
const catheterNames = [
  'true.catheterKpa',
  'true.tipMl',
  'true.strayMl',
  'true.leakedMl',
  'true.catheter',
  'true.aspiration',
  'true.injection',
  'true.examination',
  'true.csfInMl',
  'true.pocketInMl',
];
/** Signals and events that only a drug records. */
const drugNames: readonly string[] = [...drugSignals, 'true.front'];

function ofExpectation({ check, place }: Expectation, pump: PumpSetup): readonly Violation[] {
  const names = [...signalsChecked(check), ...eventsChecked(check).map(({ event }) => event)];
  return [...new Set(names)].flatMap((name) => ofName(name, place, pump));
}

function ofName(name: string, place: Place, { catheter, drug, otherDrugs = [] }: PumpSetup): readonly Violation[] {
  const { base, drug: named } = splitSignal(name);
  if (drug === undefined && drugNames.includes(base)) {
    return [
      {
        place,
        found: `${name} of a pump without a drug`,
        allowed: 'a pump with `drug`, as in `drug: morphine 25 mg/mL`',
      },
    ];
  }
  if (named !== undefined && !otherDrugs.some((other) => other.name === named)) {
    const known = [drug, ...otherDrugs].map((one) => one?.name).join(', ');
    return [{ place, found: `${name} of a run without ${named}`, allowed: `one of the drugs of the run: ${known}` }];
  }
  if (catheter !== undefined || !catheterNames.includes(name)) return [];
  return [
    { place, found: `${name} of a pump without a catheter`, allowed: 'a pump with `catheter`, as in `catheter: {}`' },
  ];
}

function ofSetup(pump: PumpSetup, product: Product, placeOf: (key: string) => Place): readonly Violation[] {
  const { catheter, drug } = pump;
  if (catheter === undefined) {
    if (drug === undefined) return [];
    return [{ place: placeOf('drug'), found: 'a drug without a catheter', allowed: '`drug` together with `catheter`' }];
  }
  const place = placeOf('catheter');
  if (product.catheter === undefined) {
    return [{ place, found: `a catheter on ${product.id}`, allowed: 'a product with a catheter' }];
  }
  try {
    catheterShapeOf(product.catheter, catheter);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const allowed =
      'a positive length after trimming, a bore narrower than the tube, backflow only above the CSF pressure';
    return [{ place, found: `an impossible catheter (${error.message})`, allowed }];
  }
}

/** Finds the first drug above the number of drugs that a run may have. */
function ofEntry(entry: TimelineEntry, { catheter, drug, otherDrugs = [] }: PumpSetup): readonly Violation[] {
  const { place } = entry;
  if (catheter === undefined) return [];
  const known = [...(drug === undefined ? [] : [drug]), ...otherDrugs].map(({ name }) => name);
  const beyond = known.slice(DRUGS_MAX);
  const stranger = drugsBrought(entry).find(({ name }) => beyond.includes(name));
  if (stranger === undefined) return [];
  const allowed = `at most ${DRUGS_MAX} drugs in a run, here ${known.slice(0, DRUGS_MAX).join(', ')}`;
  return [{ place, found: `${stranger.name}, drug number ${known.indexOf(stranger.name) + 1}`, allowed }];
}
