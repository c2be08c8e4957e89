import { assumed, sourced } from '../base/quantity.ts';
import type { rollerDrive } from './quantities/roller-quantities.ts';

const headSet = 'no maker publishes the roller head; one coherent set chosen here';
const motorSet = 'no maker publishes the motor; a watch-size two-pole motor chosen here';

const band = 'no threshold of a real pump is published; verdicts are tried over the whole band';

type Given = Parameters<typeof rollerDrive>[0];

/** One coherent roller head and motor for all roller pumps, since no maker publishes them. */
export const assumedRollers: Omit<Given, 'boundHoursMin' | 'boundHoursMax' | 'studyAngleDeg'> = {
  rollerCount: assumed(2, 'rollers', headSet),
  trackRadiusMm: assumed(15, 'mm', headSet),
  boreMm: assumed(0.65, 'mm', headSet),
  revolutionUl: assumed(30, 'uL', headSet),
  liftDeg: assumed(60, 'deg', 'wide enough that the chosen head has no backflow; not published'),
  stepsPerRevolutionCount: assumed(240, 'motor steps', 'two steps a motor turn and a gear train of 120:1, chosen here'),
  holdingTorqueUnm: assumed(10, 'uN m', motorSet),
  gearEfficiencyRatio: assumed(0.5, '', 'of a small gear train; not published'),
  tubeTorqueUnm: assumed(150, 'uN m', 'squeezing the tube; not published'),
  pullInRatio: assumed(0.8, '', 'a motor starts with less than it takes to stall it; not published'),
  momentAm2: assumed(2.5e-3, 'A m2', 'a magnet of 2.0 x 1.0 mm at 1.0 T remanence'),
  disturbFieldMt: assumed(1.5, 'mT', 'below the stall threshold a pulsed motor may lose turns; not published'),
  stallFieldMtMin: assumed(1, 'mT', band),
  stallFieldMtMax: assumed(50, 'mT', band),
  damageFieldMt: assumed(
    500,
    'mT',
    'a hand magnet along the shaft does no harm, a scanner does; the limit is not published',
  ),
  damageConeDeg: assumed(10, 'deg', 'how exactly "broad face perpendicular to the field" is meant is not published'),
  boundProbabilityRatio: assumed(0.0075, '', 'delayed restart is called rare; between 0.5 and 1 % is taken'),
  restartMinutesMax: sourced(
    20,
    'min',
    'Danish hospital MRI procedure: at the latest 20 min after the scanner room; a textbook says 15 min',
  ),
  studyRateMlPerDay: assumed(24, 'mL/day', 'the highest programmable rate; the real study rate is not published'),
  studyToleranceDeg: assumed(3, 'deg', 'two motor steps; no tolerance for reading a film is published'),
};
