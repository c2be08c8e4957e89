import type { RandomStream } from '../../firmware-sim/base/random-stream.ts';

/** Slope of an SS49E: 14 mV/mT around half the supply, within the range of its output. */
const VOLTS_PER_MT = 0.014;
const ZERO_SHARE = 0.5;
const RAIL_VOLTS = 0.86;
/** Peak-to-peak noise: one count of a ten-bit converter at 5 V. */
const NOISE_VOLTS = 0.0049;

/** Linear Hall sensor: converts millitesla to volts. */
export class LinearHall {
  readonly #random: RandomStream;

  constructor(random: RandomStream) {
    this.#random = random;
  }

  volts(fieldMt: number, supplyVolts: number): number {
    const volts = ZERO_SHARE * supplyVolts + VOLTS_PER_MT * fieldMt + NOISE_VOLTS * (this.#random.uniform() - 0.5);
    return Math.min(supplyVolts - RAIL_VOLTS, Math.max(RAIL_VOLTS, volts));
  }
}

/**
 * A3144 beside a small magnet on the shaft. Its output is low within a window of the angle, with hysteresis at the
 * edges.
 */
export class IndexHall {
  readonly #centreDeg: number;
  readonly #operateDeg: number;
  readonly #releaseDeg: number;
  #isLow = false;

  constructor(centreDeg: number, operateDeg: number, releaseDeg: number) {
    this.#centreDeg = centreDeg;
    this.#operateDeg = operateDeg;
    this.#releaseDeg = releaseDeg;
  }

  get isLow(): boolean {
    return this.#isLow;
  }

  /** Turns the magnet. Returns true if the output changed. */
  turn(shaftDeg: number): boolean {
    const turns = (shaftDeg - this.#centreDeg) / 360;
    const awayDeg = Math.abs(turns - Math.round(turns)) * 360;
    const isLow = awayDeg <= (this.#isLow ? this.#releaseDeg : this.#operateDeg);
    const changed = isLow !== this.#isLow;
    this.#isLow = isLow;
    return changed;
  }
}
