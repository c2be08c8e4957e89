import {
  type GasDriveLaws,
  gasGaugeKpa,
  type Surroundings,
  throttleRatio,
  usualSurroundings,
} from '../plant/gas-drive.ts';
import type { Product } from '../products/product.ts';
import type { ThrottleDrive } from '../products/quantities/throttle-quantities.ts';

/** Returns the laws of a gas drive as numbers, without their provenance. */
export function gasDriveLawsOf({ quantities: q }: ThrottleDrive): GasDriveLaws {
  return {
    antoineARatio: q.antoineARatio.value,
    antoineBK: q.antoineBK.value,
    antoineCK: q.antoineCK.value,
    viscosityExponentK: q.viscosityExponentK.value,
    viscosityOffsetK: q.viscosityOffsetK.value,
  };
}

/** Returns the gauge pressure of the gas that drives a throttle. */
export function throttleGasKpa(drive: ThrottleDrive, surroundings = usualSurroundings): number {
  return gasGaugeKpa(gasDriveLawsOf(drive), surroundings);
}

/**
 * Returns the flow of a product in its surroundings over its flow at sea level and body temperature. For rollers and
 * valves it depends only on air pressure, linearly (assumed). For a throttle it follows the laws of its gas and of the
 * drug.
 */
export function ambientRatio({ drive, ambient }: Product, surroundings: Surroundings, csfKpa: number): number {
  if (drive.kind === 'throttle') return throttleRatio(gasDriveLawsOf(drive), surroundings, csfKpa);
  if (ambient === undefined) return 1;
  return Math.max(0, 1 - ambient.ambientRatioPerKpa.value * (surroundings.pressureKpa - usualSurroundings.pressureKpa));
}
