import { assumed, sourced } from '../base/quantity.ts';
import { reservoirComplaints } from './complaints.ts';
import { siromedesMrLabels } from './mr-label-profiles.ts';
import type { Product } from './product.ts';
import { catheterOnThrottle, factoryCatheterMl } from './quantities/catheter-quantities.ts';
import type { CommonQuantities } from './quantities/common-quantities.ts';
import { idealFilling } from './quantities/filling-quantities.ts';
import { assumedMagnets } from './quantities/magnet-quantities.ts';
import { butaneAndWater, type ThrottleDrive } from './quantities/throttle-quantities.ts';

const table = 'Dupoiron et al., imaging for intrathecal drug delivery systems (review), table 1';
const unpublished = 'not found in any text';

const common: Omit<CommonQuantities, 'reservoirMl'> = {
  residualMl: assumed(0, 'mL', `${unpublished}; taken as none`),
  lowReservoirMl: assumed(2, 'mL', unpublished),
  rateMlPerDayMin: sourced(0.25, 'mL/day', table),
  rateMlPerDayMax: sourced(3, 'mL/day', table),
  primingMlMax: assumed(1, 'mL', 'several times any catheter path; no limit is published'),
  catheterMl: factoryCatheterMl(catheterOnThrottle),
  accuracyUpperRatio: assumed(1.15, '', unpublished),
  accuracyMeanRatio: assumed(1, '', unpublished),
  accuracySpreadRatio: assumed(0.02, '', 'standard deviation; not published'),
  criticalAlarmMinutes: assumed(10, 'min', unpublished),
  nonCriticalAlarmMinutes: assumed(60, 'min', unpublished),
  alarmMinutesMin: assumed(1, 'min', unpublished),
  alarmMinutesMax: assumed(1440, 'min', unpublished),
  stoppedAlarmHours: assumed(48, 'h', unpublished),
};

const throttle: ThrottleDrive = {
  kind: 'throttle',
  quantities: {
    reckoningUl: assumed(0.1, 'uL', `${unpublished}: how finely its firmware counts`),
    ...butaneAndWater,
  },
};

/** Modes without a clock, because no text tells how a rate is programmed. */
const modes: Product['modes'] = ['simple continuous', 'priming bolus', 'bridge bolus'];

/**
 * Siromedes: gas presses drug through a capillary throttle (published for the maker's family of pumps, not for this
 * one). The effect of a field is not published, except 3 T as its limit for scans. Here a field has no effect
 * (assumed).
 */
export const siromedes: Product = {
  id: 'siromedes',
  title: 'Siromedes, 20 mL',
  quantities: { reservoirMl: sourced(20, 'mL', table), ...common },
  modes,
  complaints: reservoirComplaints,
  drive: throttle,
  filling: idealFilling,
  magnets: assumedMagnets,
  mrLabels: siromedesMrLabels,
  catheter: catheterOnThrottle,
};

export const siromedes40: Product = {
  ...siromedes,
  id: 'siromedes-40',
  title: 'Siromedes, 40 mL',
  quantities: { reservoirMl: sourced(40, 'mL', table), ...common },
};
