/** Pins of `hil/sketch/pins.h` as bits of their ports. A test compares them with that file. */
export const pins = {
  portB: { step: 1, brake: 2, coil3: 0, coil4: 3 },
  portD: { dir: 4, en: 5, coil1: 6, coil2: 7, piezo: 3, index: 2 },
  portC: { sda: 4, scl: 5 },
  fieldChannel: 0,
  encoderAddress: 0x36,
} as const;

/** Levels of ports B and D, one bit per pin. */
export interface PinLevels {
  readonly portB: number;
  readonly portD: number;
}

/** Pins of port D with a pull-up. An undriven EN reads high; all other undriven pins read low at the driver's input. */
const PULLED_UP_D = 1 << pins.portD.en;

export const floating: PinLevels = { portB: 0, portD: PULLED_UP_D };

/** Returns the levels of a port, from its output register and its directions. */
export function levelsOfB(value: number, directions: number): number {
  return value & directions;
}

export function levelsOfD(value: number, directions: number): number {
  return (value & directions) | (PULLED_UP_D & ~directions);
}

export function isHigh(levels: number, bit: number): boolean {
  return ((levels >> bit) & 1) === 1;
}
