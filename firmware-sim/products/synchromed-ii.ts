import { assumed, sourced } from '../base/quantity.ts';
import { assumedRollers } from './assumed-rollers.ts';
import { assumedTherapies } from './assumed-therapies.ts';
import { complaintsOfII } from './complaints.ts';
import { synchromedIIMrLabels } from './mr-label-profiles.ts';
import type { Product } from './product.ts';
import { accessPortOfII } from './quantities/access-port-quantities.ts';
import { assumedAmbient } from './quantities/ambient-quantities.ts';
import { assumedBattery } from './quantities/battery-quantities.ts';
import { catheterOnRollers, factoryCatheterMl } from './quantities/catheter-quantities.ts';
import { assumedClock } from './quantities/clock-quantities.ts';
import type { CommonQuantities } from './quantities/common-quantities.ts';
import { failuresOfSynchromed } from './quantities/failure-quantities.ts';
import { idealFilling } from './quantities/filling-quantities.ts';
import { assumedMagnets } from './quantities/magnet-quantities.ts';
import { refillLimits } from './quantities/refill-quantities.ts';
import { rollerDrive } from './quantities/roller-quantities.ts';

const dupoiron = 'Dupoiron et al., imaging for intrathecal drug delivery systems (review)';
const miracle = 'Miracle et al. 2011, AJNR 32:1158';
const medtronicMri = 'Medtronic MRI page, SynchroMed II: a delayed return of delivery of 2 to 24 h has been reported';
const medtronicTable = 'Medtronic Germany, SynchroMed II specification table';

const common: Omit<CommonQuantities, 'reservoirMl'> = {
  residualMl: sourced(1.4, 'mL', `${medtronicTable} (its place beneath the capacity is assumed)`),
  lowReservoirMl: sourced(
    2,
    'mL',
    'Neurosurgery 2004: withdrawal and residual volume, 88 patients (manufacturer recommendation)',
  ),
  rateMlPerDayMin: sourced(0.048, 'mL/day', medtronicTable),
  rateMlPerDayMax: sourced(24, 'mL/day', dupoiron),
  primingMlMax: assumed(1, 'mL', 'several times any catheter path; no limit is published'),
  catheterMl: factoryCatheterMl(catheterOnRollers),
  accuracyUpperRatio: sourced(1.145, '', 'TGA recall entry on over-infusion: upper edge of the labelled accuracy'),
  accuracyMeanRatio: assumed(1, '', 'clinical series lie within 2.5 % of it (Wesemann 2014); a mean is not published'),
  accuracySpreadRatio: assumed(0.02, '', 'standard deviation; not published'),
  criticalAlarmMinutes: assumed(10, 'min', 'commonly said default; not read in any text'),
  nonCriticalAlarmMinutes: sourced(60, 'min', 'Medtronic patient pages on pump management'),
  alarmMinutesMin: assumed(1, 'min', 'shortest programmable interval of a tone; not published'),
  alarmMinutesMax: assumed(1440, 'min', 'longest programmable interval of a tone; not published'),
  stoppedAlarmHours: sourced(48, 'h', 'Gillette, intrathecal baclofen discharge information'),
};

const groups: Omit<Product, 'id' | 'title' | 'quantities'> = {
  modes: [
    'simple continuous',
    'flex',
    'periodic bolus',
    'minimum rate',
    'patient bolus',
    'priming bolus',
    'bridge bolus',
  ],
  therapies: {
    ...assumedTherapies,
    flexStepsCountMax: sourced(13, 'steps a day', 'Medtronic UK patient page, SynchroMed II: up to 13 rates a day'),
    nextRefillMl: assumed(2, 'mL', 'the recommended low reservoir level; what this pump takes for it was not read'),
  },
  drive: rollerDrive({
    ...assumedRollers,
    boundHoursMin: sourced(2, 'h', medtronicMri),
    boundHoursMax: sourced(24, 'h', medtronicMri),
    studyAngleDeg: sourced(120, 'deg', `${miracle} (roller study)`),
  }),
  catheter: catheterOnRollers,
  accessPort: accessPortOfII,
  minimumRate: { minimumRateMlPerDay: assumed(0.006, 'mL/day', 'commonly said; not read in any text') },
  stallLog: {
    detectMl: assumed(
      0.006,
      'mL',
      'gives the commonly said 20 min at 0.432 mL/day; no law is published. Against a law of volume alone: Hardesty & Janas 2020 saw a stall after about 3 min of a magnet rod, and the speed of the pump made no difference',
    ),
    recoverMl: assumed(0.006, 'mL', 'the same as for detection; not published'),
    detectMinutes: assumed(20, 'min', 'commonly said; the rate it belongs to is not published'),
    recoverMinutes: assumed(20, 'min', 'the same as for detection; not published'),
  },
  magnets: assumedMagnets,
  mrLabels: synchromedIIMrLabels,
  clock: assumedClock,
  serviceLife: {
    eriToEosDays: sourced(90, 'days', 'Medtronic, getting a replacement'),
    lifeYears: sourced(7, 'years', 'Medtronic, getting a replacement: automatic stop'),
  },
  battery: assumedBattery,
  failures: failuresOfSynchromed,
  complaints: complaintsOfII,
  ambient: assumedAmbient,
  filling: idealFilling,
};

/** SynchroMed II: peristaltic, motor driven. The two sizes differ only in the reservoir. */
export const synchromedII: Product = {
  id: 'synchromed-ii',
  title: 'SynchroMed II, 20 mL',
  quantities: { reservoirMl: sourced(20, 'mL', medtronicTable), ...common },
  ...groups,
  refill: refillLimits(1),
};

export const synchromedII40: Product = {
  id: 'synchromed-ii-40',
  title: 'SynchroMed II, 40 mL',
  quantities: { reservoirMl: sourced(40, 'mL', medtronicTable), ...common },
  ...groups,
  refill: refillLimits(2),
};
