import { assumed, sourced } from '../base/quantity.ts';
import { assumedRollers } from './assumed-rollers.ts';
import { assumedTherapies } from './assumed-therapies.ts';
import { complaintsOfEL } from './complaints.ts';
import { synchromedELMrLabels } from './mr-label-profiles.ts';
import type { Product } from './product.ts';
import { accessPortOfEL } from './quantities/access-port-quantities.ts';
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

const asII = 'as SynchroMed II; not found for the EL';
const fda = 'FDA class I recall on feedthrough failure: SynchroMed II and EL';
const medtronicMri = 'Medtronic MRI page, SynchroMed EL: gears may bind and delivery return 2 to 24 h later';

const common: Omit<CommonQuantities, 'reservoirMl'> = {
  residualMl: assumed(1.4, 'mL', asII),
  lowReservoirMl: assumed(2, 'mL', asII),
  rateMlPerDayMin: assumed(0.048, 'mL/day', asII),
  rateMlPerDayMax: assumed(24, 'mL/day', asII),
  primingMlMax: assumed(1, 'mL', 'several times any catheter path; no limit is published'),
  catheterMl: factoryCatheterMl(catheterOnRollers),
  accuracyUpperRatio: assumed(1.145, '', asII),
  accuracyMeanRatio: assumed(1, '', asII),
  accuracySpreadRatio: assumed(0.02, '', asII),
  criticalAlarmMinutes: assumed(10, 'min', asII),
  nonCriticalAlarmMinutes: assumed(60, 'min', asII),
  alarmMinutesMin: assumed(1, 'min', asII),
  alarmMinutesMax: assumed(1440, 'min', asII),
  stoppedAlarmHours: assumed(48, 'h', asII),
};

/**
 * Groups of SynchroMed EL. It has no stall log (inferred: delays of logging are listed for SynchroMed II alone), and never ends
 * service by itself. Its modes are those of SynchroMed II, except the patient bolus, which no text mentions for the EL.
 */
const groups: Omit<Product, 'id' | 'title' | 'quantities'> = {
  modes: ['simple continuous', 'flex', 'periodic bolus', 'minimum rate', 'priming bolus', 'bridge bolus'],
  therapies: { ...assumedTherapies, nextRefillMl: assumed(2, 'mL', asII) },
  drive: rollerDrive({
    ...assumedRollers,
    boundHoursMin: sourced(2, 'h', medtronicMri),
    boundHoursMax: sourced(24, 'h', medtronicMri),
    studyAngleDeg: sourced(90, 'deg', 'Miracle et al. 2011, AJNR 32:1158 (rotor test)'),
  }),
  magnets: assumedMagnets,
  mrLabels: synchromedELMrLabels,
  catheter: catheterOnRollers,
  accessPort: accessPortOfEL,
  clock: assumedClock,
  minimumRate: { minimumRateMlPerDay: assumed(0.006, 'mL/day', asII) },
  battery: assumedBattery,
  failures: failuresOfSynchromed,
  refill: refillLimits(1),
  complaints: complaintsOfEL,
  ambient: assumedAmbient,
  filling: idealFilling,
};

/** SynchroMed EL: peristaltic, motor driven, no longer made. The two sizes differ only in the reservoir. */
export const synchromedEL: Product = {
  id: 'synchromed-el',
  title: 'SynchroMed EL, 10 mL',
  quantities: { reservoirMl: sourced(10, 'mL', fda), ...common },
  ...groups,
};

export const synchromedEL18: Product = {
  id: 'synchromed-el-18',
  title: 'SynchroMed EL, 18 mL',
  quantities: { reservoirMl: sourced(18, 'mL', fda), ...common },
  ...groups,
};
