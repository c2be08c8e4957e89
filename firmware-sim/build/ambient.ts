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

/** Gauge pressure of the gas that drives a throttle. */
export function throttleGasKpa(drive: ThrottleDrive, surroundings = usualSurroundings): number {
  return gasGaugeKpa(gasDriveLawsOf(drive), surroundings);
}

/**
 * Flow of a product in its surroundings over its flow at sea level and body temperature. Rollers and valves depend on air
 * pressure alone, linearly (assumed); a throttle follows the laws of its gas and of the drug.
 */
export function ambientRatio({ drive, ambient }: Product, surroundings: Surroundings, csfKpa: number): number {
  if (drive.kind === 'throttle') return throttleRatio(gasDriveLawsOf(drive), surroundings, csfKpa);
  if (ambient === undefined) return 1;
  return Math.max(0, 1 - ambient.ambientRatioPerKpa.value * (surroundings.pressureKpa - usualSurroundings.pressureKpa));
}
