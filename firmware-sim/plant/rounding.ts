/** Rounding of volumes in double precision. A thousandth of a motor step is a million times more. */
export const SLACK_ML = 1e-12;

/** Rounding of a pressure that was reached at a whole microsecond. */
export const SLACK_KPA = 1e-6;
