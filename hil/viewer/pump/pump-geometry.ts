import { arcTo, pointAt } from './polar.ts';

/*
 * Geometry of every picture of a pump, in units of the picture. The hub is at 0, 0, the housing is 178 wide, and 0 deg is up. The
 * proportions are chosen for legibility: no maker publishes drawings. The roller head is drawn larger than it is.
 */

/** Half of the housing's width and height. */
export const HOUSING_HALF = 89;
/** Radius of the wall against which the rollers press the tube. */
export const RACE_RADIUS = 73;
/** Radius of the tube's middle, and the width of its wall. */
const TUBE_RADIUS = 67;
/** Radius on which the axes of the rollers turn. */
export const ORBIT_RADIUS = 53.5;
/** Radius of a roller. It reaches the middle of the tube, which it closes. */
export const ROLLER_RADIUS = 13.5;
/** Radius of the arc that shows how far the rotor lags. It lies between the race and the ports. */
export const GAP_RADIUS = 76.6;

/** Angles between which the tube lies on the race. One of two rollers always closes it. */
const WRAP_FROM_DEG = -58;
const WRAP_TO_DEG = 190;
/** Point at which the tube comes up from the reservoir. */
export const INLET = pointAt(WRAP_FROM_DEG, TUBE_RADIUS);
/** Point at which the tube reaches the connector. */
export const CONNECTOR = '-60 71';
/** Tube from the inlet along the race to the connector. */
export const TUBE_PATH = `M ${INLET.join(' ')} ${arcTo(WRAP_FROM_DEG, WRAP_TO_DEG, TUBE_RADIUS)} C -29 63.5 -45 58 ${CONNECTOR}`;
/** Catheter from the connector out of the picture. */
export const CATHETER_PATH = 'M -72 84.5 C -80 93 -86 99 -88 113';
/** Place of the sign for a blocked catheter. */
export const BLOCK_POINT = [-83, 97] as const;

/** Length of tube per degree of the rotor. */
export const TUBE_PER_DEG = (2 * Math.PI * TUBE_RADIUS) / 360;
/** Turn between two frames beyond which the eye takes a rotor for one that turns back or stands: a ring is drawn instead. */
export const BLURRED_DEG_PER_FRAME = 20;
