/** Counts of the encoder in one turn of its shaft (`r=`). */
export const ENCODER_COUNTS = 4096;

/** The turn counter of a report (`n=`) runs from -32767 to 32767 and then starts over; the host unwraps it. */
export const TURN_SPAN = 65_535;

/** Unit number of every board as it is flashed, and of a served rig: it tells no two boards apart. */
export const SHIPPED_UNIT_NUMBER = 1;
