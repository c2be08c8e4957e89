/** Encoder counts in one turn of the output shaft (`r=`). */
export const ENCODER_COUNTS = 4096;

/** The turn counter of a report (`n=`) runs from -32767 to 32767 and then wraps. The host unwraps it. */
export const TURN_SPAN = 65_535;

/** Unit number of every newly flashed board and of a served rig. It does not distinguish two boards. */
export const SHIPPED_UNIT_NUMBER = 1;
