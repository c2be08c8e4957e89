import { powerOfTen } from '../base/exact-math.ts';

/** Laws of a liquefied gas and of the drug that it presses through a throttle; their provenance stays with the product. */
export interface GasDriveLaws {
  /** Antoine equation, log10(p/kPa) = A - B / (T/K + C). */
  readonly antoineARatio: number;
  readonly antoineBK: number;
  readonly antoineCK: number;
  /** Viscosity ~ 10^(exponent / (T - offset)), T in K. */
  readonly viscosityExponentK: number;
  readonly viscosityOffsetK: number;
}

/** Warmth and air pressure round a pump. */
export interface Surroundings {
  readonly temperatureC: number;
  /** Absolute. */
  readonly pressureKpa: number;
}

/** Body temperature, and air pressure at sea level: what a set flow belongs to (assumed). */
export const usualSurroundings: Surroundings = { temperatureC: 37, pressureKpa: 101.3 };

const KELVIN = 273.15;

/** Absolute vapour pressure of the gas. */
export function vapourKpa({ antoineARatio, antoineBK, antoineCK }: GasDriveLaws, temperatureC: number): number {
  return powerOfTen(antoineARatio - antoineBK / (temperatureC + KELVIN + antoineCK));
}

/** Pressure of the gas above that of the air; below 0 where the gas no longer boils. */
export function gasGaugeKpa(laws: GasDriveLaws, { temperatureC, pressureKpa }: Surroundings): number {
  return vapourKpa(laws, temperatureC) - pressureKpa;
}

/** Viscosity at body temperature over that at `temperatureC`. */
export function thinning({ viscosityExponentK, viscosityOffsetK }: GasDriveLaws, temperatureC: number): number {
  const powerAt = (atC: number): number => viscosityExponentK / (atC + KELVIN - viscosityOffsetK);
  return powerOfTen(powerAt(usualSurroundings.temperatureC) - powerAt(temperatureC));
}

/**
 * Flow through a throttle over the flow that was set: the pressure that drives it, (pv(T) - p - Pcsf), over the usual one, and
 * the viscosity that holds it back (Hagen and Poiseuille). At least 0.
 */
export function throttleRatio(laws: GasDriveLaws, surroundings: Surroundings, csfKpa: number): number {
  const driving = gasGaugeKpa(laws, surroundings) - csfKpa;
  const usual = gasGaugeKpa(laws, usualSurroundings) - csfKpa;
  return Math.max(0, driving / usual) * thinning(laws, surroundings.temperatureC);
}
