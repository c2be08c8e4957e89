import { assumed, sourced } from '../base/quantity.ts';
import { assumedTherapies } from './assumed-therapies.ts';
import { reservoirComplaints } from './complaints.ts';
import { prometraIIMrLabels, prometraMrLabels } from './mr-label-profiles.ts';
import type { Product } from './product.ts';
import { accessPortOfPrometra } from './quantities/access-port-quantities.ts';
import { assumedAmbient } from './quantities/ambient-quantities.ts';
import { factoryCatheterMl, prometraCatheter } from './quantities/catheter-quantities.ts';
import { assumedClock } from './quantities/clock-quantities.ts';
import type { CommonQuantities } from './quantities/common-quantities.ts';
import { idealFilling } from './quantities/filling-quantities.ts';
import { assumedMagnets } from './quantities/magnet-quantities.ts';
import type { ValveDrive } from './quantities/valve-quantities.ts';

const dupoiron = 'Dupoiron et al., imaging for intrathecal drug delivery systems (review)';
const unpublished = 'not found in any text';
const accuracyStudy = 'Prometra II instructions for use: accuracy study, 110 patients';

const common: Omit<CommonQuantities, 'reservoirMl'> = {
  residualMl: assumed(0, 'mL', `${unpublished}; taken as none`),
  lowReservoirMl: sourced(3, 'mL', 'Prometra patient therapy controller guide: volume at which the next refill is due'),
  rateMlPerDayMin: sourced(0, 'mL/day', `${dupoiron}: at 0 the valves stay shut`),
  rateMlPerDayMax: sourced(28.8, 'mL/day', dupoiron),
  primingMlMax: assumed(1, 'mL', 'several times any catheter path; no limit is published'),
  catheterMl: factoryCatheterMl(prometraCatheter),
  accuracyUpperRatio: sourced(1.15, '', `${accuracyStudy}: required 85 to 115 %`),
  accuracyMeanRatio: sourced(0.968, '', accuracyStudy),
  accuracySpreadRatio: assumed(0.02, '', 'standard deviation; not published'),
  criticalAlarmMinutes: assumed(10, 'min', unpublished),
  nonCriticalAlarmMinutes: assumed(60, 'min', unpublished),
  alarmMinutesMin: assumed(1, 'min', unpublished),
  alarmMinutesMax: assumed(1440, 'min', unpublished),
  stoppedAlarmHours: assumed(48, 'h', unpublished),
};

const valves: ValveDrive = {
  kind: 'valves',
  quantities: {
    meteringUl: assumed(2, 'uL', `${unpublished}: the metering volume of a cycle`),
    openFieldMt: assumed(500, 'mT', 'a strong field opens both valves; only 1.5 T was read, no threshold'),
    freeFlowMlPerMinute: assumed(2, 'mL/min', `${unpublished}: how fast a full reservoir empties through open valves`),
  },
};

const valvesII: ValveDrive = {
  ...valves,
  flowActivatedValve: {
    shutAfterUl: sourced(10, 'uL', 'Prometra II instructions for use: at most 10 uL reach the patient'),
  },
};

/**
 * Therapies of the patient therapy controller. Its guide gives dose, duration, allotted boluses in 24 h and lockout,
 * but neither flex nor periodic boluses.
 */
const patientControlled: Pick<Product, 'modes' | 'therapies' | 'ambient' | 'filling' | 'clock'> = {
  ambient: assumedAmbient,
  filling: idealFilling,
  clock: assumedClock,
  modes: ['simple continuous', 'patient bolus', 'priming bolus', 'bridge bolus'],
  therapies: {
    ...assumedTherapies,
    nextRefillMl: sourced(3, 'mL', 'Prometra patient therapy controller guide: next refill at this calculated volume'),
  },
};

/** Prometra: two valves with a metering volume between them. A strong field opens both, and the reservoir empties. */
export const prometra: Product = {
  id: 'prometra',
  title: 'Prometra, 20 mL',
  quantities: { reservoirMl: sourced(20, 'mL', dupoiron), ...common },
  ...patientControlled,
  complaints: reservoirComplaints,
  drive: valves,
  magnets: assumedMagnets,
  mrLabels: prometraMrLabels,
  catheter: prometraCatheter,
  accessPort: accessPortOfPrometra,
};

/** Prometra II. A flow-activated valve after the open ones shuts, and stays shut until a person resets it. */
export const prometraII: Product = {
  id: 'prometra-ii',
  title: 'Prometra II, 20 mL',
  quantities: { reservoirMl: sourced(20, 'mL', dupoiron), ...common },
  ...patientControlled,
  complaints: reservoirComplaints,
  drive: valvesII,
  magnets: assumedMagnets,
  mrLabels: prometraIIMrLabels,
  catheter: prometraCatheter,
  accessPort: accessPortOfPrometra,
};

export const prometraII40: Product = {
  ...prometraII,
  id: 'prometra-ii-40',
  title: 'Prometra II, 40 mL',
  quantities: { reservoirMl: sourced(40, 'mL', 'Flowonix MRI safety information, January 2020'), ...common },
};
