import * as z from 'zod';
import type { DetectionLaw, Drug } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_MINUTE } from '../../../firmware-sim/base/time-units.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { oneOf, quantity, table, wordOrPrefixed } from '../../yaml/leaf-schemas.ts';
import type { Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { PumpSetup } from '../scenario.ts';
import { catheterOf, catheterTable } from './catheter-schema.ts';
import { clockDrift } from './clock-drift-schema.ts';
import { drugs } from './drug-forms.ts';
import { weekClock } from './flex-schema.ts';
import { mrLabelChoice } from './mr-label-schema.ts';
import { productName } from './product-name.ts';
import { programOf, programShape } from './program-schema.ts';
import { serviceLifeOf, serviceLifeShape } from './service-life-schema.ts';

const VOLUME_LIMITS = { from: '0 mL', to: '100 mL' };
const STORED_LIMITS = { above: '0 mL', to: '10 mL' };
const ALARM_LIMITS = { from: '1 min', to: '24 h' };
const AGE_LIMITS = { from: '0 s', to: '30 y' };

const ACCURACY_ALLOWED = 'a plain number from 0.5 to 2 (true over programmed volume), or sampled';

const upTo = wordOrPrefixed<number>(
  {},
  {
    prefix: 'up to',
    dimension: 'time',
    limits: { from: '0 s', to: '24 h' },
    example: 'up to 20 min',
    meaning: (valueUs) => valueUs,
  },
);

/** Volumes at which the flow begins to fall (knee) and at which it ends (floor). */
const lowResidualTable = table({ knee: quantity('volume', VOLUME_LIMITS), floor: quantity('volume', VOLUME_LIMITS) });

export const pumpTable = table({
  product: productName,
  ...programShape,
  reservoir: quantity('volume', VOLUME_LIMITS).optional(),
  accuracy: z
    .union(
      [z.number({ error: ACCURACY_ALLOWED }).min(0.5, ACCURACY_ALLOWED).max(2, ACCURACY_ALLOWED), z.literal('sampled')],
      { error: ACCURACY_ALLOWED },
    )
    .meta({ description: ACCURACY_ALLOWED })
    .optional(),
  'detection law': oneOf(['volume', 'time', 'either later']).optional(),
  'recovery law': oneOf(['volume', 'time', 'either later']).optional(),
  'restart delay': upTo.optional(),
  residual: oneOf(['beneath the capacity', 'inside the capacity']).optional(),
  'low residual': lowResidualTable.optional(),
  'low reservoir': quantity('volume', VOLUME_LIMITS).optional(),
  'critical alarm every': quantity('time', ALARM_LIMITS).optional(),
  'non-critical alarm every': quantity('time', ALARM_LIMITS).optional(),
  catheter: catheterTable.optional(),
  'stored catheter volume': quantity('volume', STORED_LIMITS).optional(),
  drug: drugs.optional(),
  'needle mixing': oneOf(['plug', 'laminar']).optional(),
  'implanted for': quantity('time', AGE_LIMITS).optional(),
  'ERI after': quantity('time', AGE_LIMITS).optional(),
  clock: weekClock.optional(),
  'clock drift': clockDrift.optional(),
  'after a single bolus': oneOf(['goes on', 'stopped']).optional(),
  'MR label': mrLabelChoice.optional(),
  flipped: oneOf(['yes', 'no']).optional(),
  ...serviceLifeShape,
});

function clockOf(written: z.output<typeof pumpTable>): Pick<PumpSetup, 'startWeekMinutes' | 'clockDriftPpb'> {
  const { clock: startWeekMinutes = 0, 'clock drift': clockDriftPpb = 0 } = written;
  return clockDriftPpb === 0 ? { startWeekMinutes } : { startWeekMinutes, clockDriftPpb };
}

/**
 * Splits a mixture. Signals of the first drug have no drug name. Signals of each other drug have its name at the end.
 */
export function drugFieldsOf(drugs: readonly Drug[] | undefined): Pick<PumpSetup, 'drug' | 'otherDrugs'> {
  const [drug, ...otherDrugs] = drugs ?? [];
  if (drug === undefined) return {};
  return otherDrugs.length === 0 ? { drug } : { drug, otherDrugs };
}

/** The set-up of a pump. Without further keys the pump is as delivered: full, new and exact. */
export function pumpOf(
  written: z.output<typeof pumpTable>,
  product: Product,
  tree: MapTree,
  refuse: Refuse,
): PumpSetup {
  const q = product.quantities;
  const mrLabel = written['MR label'];
  const eriAtAgeUs = written['ERI after'];
  const storedMl = written['stored catheter volume'];
  return {
    product: product.id,
    place: tree.place,
    program: programOf(written, tree, refuse),
    reservoirMl: written.reservoir ?? q.reservoirMl.value,
    accuracy: written.accuracy ?? 1,
    ...lawsOf(written),
    residualInsideCapacity: written.residual === 'inside the capacity',
    ...fillingOf(written, tree, refuse),
    alarms: {
      lowReservoirMl: written['low reservoir'] ?? q.lowReservoirMl.value,
      criticalEveryUs: written['critical alarm every'] ?? q.criticalAlarmMinutes.value * US_PER_MINUTE,
      nonCriticalEveryUs: written['non-critical alarm every'] ?? q.nonCriticalAlarmMinutes.value * US_PER_MINUTE,
    },
    ageUs: written['implanted for'] ?? 0,
    ...clockOf(written),
    singleBolusEndsStopped: written['after a single bolus'] === 'stopped',
    ...(mrLabel === undefined ? {} : { mrLabel }),
    ...(written.flipped === 'yes' ? { flipped: true } : {}),
    ...(written.catheter === undefined ? {} : { catheter: catheterOf(written.catheter) }),
    ...(storedMl === undefined ? {} : { storedCatheterMl: storedMl }),
    ...drugFieldsOf(written.drug),
    ...(written['needle mixing'] === undefined ? {} : { needleMixing: written['needle mixing'] }),
    ...(eriAtAgeUs === undefined ? {} : { eriAtAgeUs }),
    ...serviceLifeOf(written, tree, refuse),
  };
}

/** Laws of detection, recovery and restart. No maker publishes them. */
function lawsOf(written: z.output<typeof pumpTable>): Pick<PumpSetup, 'law' | 'recoveryLaw' | 'restartDelayUsMax'> {
  const recoveryLaw = lawOf(written['recovery law']);
  return {
    law: lawOf(written['detection law']) ?? 'volume',
    ...(recoveryLaw === undefined ? {} : { recoveryLaw }),
    restartDelayUsMax: written['restart delay'] ?? 0,
  };
}

function lawOf(written: 'volume' | 'time' | 'either later' | undefined): DetectionLaw | undefined {
  return written === 'either later' ? 'eitherLater' : written;
}

function fillingOf(
  { 'low residual': low }: z.output<typeof pumpTable>,
  tree: MapTree,
  refuse: Refuse,
): Pick<PumpSetup, 'filling'> {
  if (low === undefined) return {};
  const { knee: kneeMl, floor: floorMl } = low;
  const place = tree.entries.get('low residual')?.value.place ?? tree.place;
  if (floorMl > kneeMl)
    refuse(place, `a floor of ${floorMl} mL above the knee`, `a floor of at most the knee, ${kneeMl} mL`);
  return { filling: { kneeMl, floorMl } };
}
