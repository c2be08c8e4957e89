import { powerOfTen } from '../base/exact-math.ts';

/** Laws of a liquefied gas, and of the drug that it presses through a throttle. The product has their provenance. */
export interface GasDriveLaws {
  /** Antoine equation, log10(p/kPa) = A - B / (T/K + C). */
  readonly antoineARatio: number;
  readonly antoineBK: number;
  readonly antoineCK: number;
  /** Viscosity ~ 10^(exponent / (T - offset)), T in K. */
  readonly viscosityExponentK: number;
  readonly viscosityOffsetK: number;
}

/** Temperature and air pressure around a pump. */
export interface Surroundings {
  readonly temperatureC: number;
  /** Absolute pressure. */
  readonly pressureKpa: number;
}

/** Body temperature, and air pressure at sea level: the conditions for which a flow is set (assumed). */
export const usualSurroundings: Surroundings = { temperatureC: 37, pressureKpa: 101.3 };

const KELVIN = 273.15;

/** Returns the absolute vapour pressure of the gas. */
export function vapourKpa({ antoineARatio, antoineBK, antoineCK }: GasDriveLaws, temperatureC: number): number {
  return powerOfTen(antoineARatio - antoineBK / (temperatureC + KELVIN + antoineCK));
}

/** Returns the gauge pressure of the gas. It is negative when the gas no longer boils. */
export function gasGaugeKpa(laws: GasDriveLaws, { temperatureC, pressureKpa }: Surroundings): number {
  return vapourKpa(laws, temperatureC) - pressureKpa;
}

/** Returns viscosity at body temperature over viscosity at `temperatureC`. */
export function thinning({ viscosityExponentK, viscosityOffsetK }: GasDriveLaws, temperatureC: number): number {
  const powerAt = (atC: number): number => viscosityExponentK / (atC + KELVIN - viscosityOffsetK);
  return powerOfTen(powerAt(usualSurroundings.temperatureC) - powerAt(temperatureC));
}

/**
 * Returns the flow through a throttle over the set flow, at least 0. The driving pressure is (pv(T) - p - Pcsf) over
 * its usual value. The viscosity opposes it (Hagen and Poiseuille).
 */
export function throttleRatio(laws: GasDriveLaws, surroundings: Surroundings, csfKpa: number): number {
  const driving = gasGaugeKpa(laws, surroundings) - csfKpa;
  const usual = gasGaugeKpa(laws, usualSurroundings) - csfKpa;
  return Math.max(0, driving / usual) * thinning(laws, surroundings.temperatureC);
}
