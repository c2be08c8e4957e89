/** Item of CONF that HELLO reports. */
export const UNIT_NUMBER_ITEM = 0;

type Limits = readonly [min: number, max: number];

/** Limits of the items 0 to 21, in the order of the table in `hil/sketch/config.cpp`. A test compares both. */
const itemLimits: readonly Limits[] = [
  [0, 65_535], // unit number
  [0, 1], // drive
  [0, 0x1f], // options
  [0, 0x3f], // parts
  [1, 255], // slip quantum
  [1, 9_999_999], // steps of a turn, numerator
  [1, 9_999_999], // and denominator
  [1, 10_000], // steps per second
  [1, 60_000], // segment
  [400, 2600], // servo pulses
  [400, 2600],
  [0, 1000], // push
  [1000, 50_000],
  [-100_000, 100_000], // field sensor
  [0, 1023 * 16],
  [0, 1000],
  [0, 99_999], // residual
  [0, 99_999], // backlash
  [0, 99_991_231], // calibrated when and with what
  [0, 2_000_000_000],
  [0, 4095], // encoder zero
  [0, 65_535], // SLIP event
];
const CORRECTIONS_FROM = 64;
const CORRECTIONS_COUNT = 16;
const correctionLimits: Limits = [-127, 127];

/** Position of the argument for which CONF is refused with RANGE: 0 the item, 1 the value; undefined if it is accepted. */
export function configFault(item: number, value: number): 0 | 1 | undefined {
  const isCorrection = item >= CORRECTIONS_FROM && item < CORRECTIONS_FROM + CORRECTIONS_COUNT;
  const limits = isCorrection ? correctionLimits : itemLimits[item];
  if (limits === undefined) return 0;
  return value < limits[0] || value > limits[1] ? 1 : undefined;
}
