import { sourced } from '../../base/quantity.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Gas that presses drug through a capillary throttle, without rotor or metering valves. */
export const throttleTable = {
  reckoningUl: {
    unit: 'uL',
    min: 0.001,
    max: 10,
    doc: 'Volume in which the firmware counts, in whole nanolitres; the flow itself has no steps.',
  },
  antoineARatio: {
    unit: '',
    min: 3,
    max: 10,
    doc: 'A of the vapour pressure of the gas, log10(p/kPa) = A - B / (T/K + C).',
  },
  antoineBK: { unit: 'K', min: 100, max: 5000, doc: 'B of the vapour pressure of the gas.' },
  antoineCK: { unit: 'K', min: -200, max: 100, doc: 'C of the vapour pressure of the gas.' },
  viscosityExponentK: {
    unit: 'K',
    min: 0,
    max: 5000,
    doc: 'Viscosity of the drug is as 10^(this / (T/K - viscosityOffsetK)).',
  },
  viscosityOffsetK: { unit: 'K', min: 0, max: 250, doc: 'See viscosityExponentK.' },
} as const satisfies QuantityTable;

type ThrottleQuantities = QuantitiesOf<typeof throttleTable>;

export interface ThrottleDrive {
  readonly kind: 'throttle';
  readonly quantities: ThrottleQuantities;
}

const antoine =
  'Das, Reed & Eubank 1973, n-butane from 273 to 425 K, by the NIST Chemistry WebBook (there in bar); that this gas drives it is assumed';
const water =
  'Fox & McDonald, Introduction to Fluid Mechanics: water, within 2.5 %; that the drug thins alike is assumed';

/** n-butane, and a drug with the viscosity of water. */
export const butaneAndWater: Omit<ThrottleQuantities, 'reckoningUl'> = {
  antoineARatio: sourced(6.35576, '', antoine),
  antoineBK: sourced(1175.581, 'K', antoine),
  antoineCK: sourced(-2.071, 'K', antoine),
  viscosityExponentK: sourced(247.8, 'K', water),
  viscosityOffsetK: sourced(140, 'K', water),
};
