import { rollerZoneUl } from '../plant/roller-head.ts';
import { stallFieldMt } from '../plant/two-pole-motor.ts';
import { assumed, derived, sourced } from '../quantity.ts';
import { assumedTherapies } from './assumed-therapies.ts';
import type { Product, ProductQuantities } from './product.ts';

const TRACK_RADIUS_MM = 15;
const BORE_MM = 0.65;
const REVOLUTION_UL = 30;
const ROLLER_COUNT = 2;
const HOLDING_TORQUE_UNM = 10;
const MOMENT_AM2 = 2.5e-3;
const DISTURB_FIELD_MT = 1.5;

const dupoiron = 'Dupoiron et al., imaging for intrathecal drug delivery systems (review)';
const miracle = 'Miracle et al. 2011, AJNR 32:1158';
const headSet = 'no maker publishes the roller head; one coherent set chosen here';
const motorSet = 'no maker publishes the motor; a watch-size two-pole motor chosen here';
const medtronicMri = 'Medtronic MRI page, SynchroMed II: a delayed return of delivery of 2 to 24 h has been reported';
const medtronicTable = 'Medtronic Germany, SynchroMed II specification table';

const common: Omit<ProductQuantities, 'reservoirMl'> = {
  residualMl: sourced(1.4, 'mL', `${medtronicTable} (its place beneath the capacity is assumed)`),
  lowReservoirMl: sourced(
    2,
    'mL',
    'Neurosurgery 2004: withdrawal and residual volume, 88 patients (manufacturer recommendation)',
  ),
  rateMlPerDayMin: sourced(0.048, 'mL/day', medtronicTable),
  rateMlPerDayMax: sourced(24, 'mL/day', dupoiron),
  minimumRateMlPerDay: assumed(0.006, 'mL/day', 'commonly said; not read in any text'),
  primingMlMax: assumed(1, 'mL', 'several times any catheter path; no limit is published'),
  catheterMl: assumed(0.2, 'mL', 'pump tubing and catheter of about a metre; no volume is published'),
  accuracyUpperRatio: sourced(1.145, '', 'TGA recall entry on over-infusion: upper edge of the labelled accuracy'),
  accuracyMeanRatio: assumed(1, '', 'clinical series lie within 2.5 % of it (Wesemann 2014); a mean is not published'),
  accuracySpreadRatio: assumed(0.02, '', 'standard deviation; not published'),
  rollerCount: assumed(ROLLER_COUNT, 'rollers', headSet),
  trackRadiusMm: assumed(TRACK_RADIUS_MM, 'mm', headSet),
  boreMm: assumed(BORE_MM, 'mm', headSet),
  revolutionUl: assumed(REVOLUTION_UL, 'uL', headSet),
  rollerZoneUl: derived(
    rollerZoneUl(TRACK_RADIUS_MM, BORE_MM, REVOLUTION_UL, ROLLER_COUNT),
    'uL',
    '(2 pi R A - V_rev) / N',
  ),
  liftDeg: assumed(60, 'deg', 'wide enough that the chosen head has no backflow; not published'),
  stepsPerRevolutionCount: assumed(240, 'motor steps', 'two steps a motor turn and a gear train of 120:1, chosen here'),
  holdingTorqueUnm: assumed(HOLDING_TORQUE_UNM, 'uN m', motorSet),
  momentAm2: assumed(MOMENT_AM2, 'A m2', 'a magnet of 2.0 x 1.0 mm at 1.0 T remanence'),
  stallFieldMt: derived(
    stallFieldMt({ holdingTorqueUnm: HOLDING_TORQUE_UNM, momentAm2: MOMENT_AM2, disturbFieldMt: DISTURB_FIELD_MT }),
    'mT',
    'T_h / m; no threshold of a real pump is published, sweep 1 to 50 mT',
  ),
  disturbFieldMt: assumed(
    DISTURB_FIELD_MT,
    'mT',
    'below the stall threshold a pulsed motor may lose turns; not published',
  ),
  damageFieldMt: assumed(
    500,
    'mT',
    'a hand magnet along the shaft does no harm, a scanner does; the limit is not published',
  ),
  damageConeDeg: assumed(10, 'deg', 'how exactly "broad face perpendicular to the field" is meant is not published'),
  boundProbabilityRatio: assumed(0.0075, '', 'delayed restart is called rare; between 0.5 and 1 % is taken'),
  boundHoursMin: sourced(2, 'h', medtronicMri),
  boundHoursMax: sourced(24, 'h', medtronicMri),
  detectMl: assumed(0.006, 'mL', 'gives the commonly said 20 min at 0.432 mL/day; no law is published'),
  recoverMl: assumed(0.006, 'mL', 'the same as for detection; not published'),
  detectMinutes: assumed(20, 'min', 'commonly said; the rate it belongs to is not published'),
  criticalAlarmMinutes: assumed(10, 'min', 'commonly said default; not read in any text'),
  nonCriticalAlarmMinutes: sourced(60, 'min', 'Medtronic patient pages on pump management'),
  alarmMinutesMin: assumed(1, 'min', 'shortest programmable interval of a tone; not published'),
  alarmMinutesMax: assumed(1440, 'min', 'longest programmable interval of a tone; not published'),
  stoppedAlarmHours: sourced(48, 'h', 'Gillette, intrathecal baclofen discharge information'),
  eriToEosDays: sourced(90, 'days', 'Medtronic, getting a replacement'),
  lifeYears: sourced(7, 'years', 'Medtronic, getting a replacement: automatic stop'),
  studyAngleDeg: sourced(120, 'deg', `${miracle} (roller study)`),
  studyRateMlPerDay: assumed(24, 'mL/day', 'the highest programmable rate; the real study rate is not published'),
  studyToleranceDeg: assumed(3, 'deg', 'two motor steps; no tolerance for reading a film is published'),
};

const therapies: Pick<Product, 'modes' | 'therapies'> = {
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
    nextRefillMl: assumed(2, 'mL', 'the recommended low reservoir level; what this pump takes for it was not read'),
  },
};

/** SynchroMed II: peristaltic, motor driven; the two sizes differ in the reservoir alone. */
export const synchromedII: Product = {
  id: 'synchromed-ii',
  title: 'SynchroMed II, 20 mL',
  quantities: { reservoirMl: sourced(20, 'mL', medtronicTable), ...common },
  ...therapies,
};

export const synchromedII40: Product = {
  id: 'synchromed-ii-40',
  title: 'SynchroMed II, 40 mL',
  quantities: { reservoirMl: sourced(40, 'mL', medtronicTable), ...common },
  ...therapies,
};
