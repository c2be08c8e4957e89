import { assumed, derived, type Quantity, sourced } from '../../base/quantity.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Catheter of a product, the fluid in it, and the pressures at both ends. */
export const catheterTable = {
  catheterCm: { unit: 'cm', min: 1, max: 200, doc: 'Length of the catheter as supplied.' },
  catheterUlPerCm: { unit: 'uL/cm', min: 0.1, max: 100, doc: 'Its volume per length, and so its bore.' },
  catheterOuterMm: { unit: 'mm', min: 0.1, max: 10, doc: 'Its outer diameter.' },
  catheterYoungMpa: { unit: 'MPa', min: 0.1, max: 10_000, doc: 'Stiffness of its material.' },
  kinkMm: { unit: 'mm', min: 0.1, max: 100, doc: 'Length over which a kink narrows it.' },
  viscosityMpas: { unit: 'mPa s', min: 0.1, max: 100, doc: 'Viscosity of the fluid in it.' },
  diffusionUm2PerS: { unit: 'um2/s', min: 1, max: 10_000, doc: 'Molecular diffusion of the drug.' },
  csfKpa: { unit: 'kPa', min: 0, max: 10, doc: 'Pressure at the tip, and in the tissue round a leak.' },
  outletKpaMax: { unit: 'kPa', min: 10, max: 10_000, doc: 'Back pressure at which the pump lets fluid slip back.' },
} as const satisfies QuantityTable;

export interface CatheterQuantities extends QuantitiesOf<typeof catheterTable> {}

const prometraIfu = 'Prometra II instructions for use, p. 33';

const tubeAndFluid: Omit<CatheterQuantities, 'catheterCm' | 'catheterUlPerCm' | 'outletKpaMax'> = {
  catheterOuterMm: assumed(1.3, 'mm', 'a usual size; no data sheet was found'),
  catheterYoungMpa: assumed(3, 'MPa', 'between soft silicone (2) and a braided wall (10); no data sheet was found'),
  kinkMm: assumed(5, 'mm', 'not published'),
  viscosityMpas: assumed(0.7, 'mPa s', 'water at body temperature; that of the drug is not known'),
  diffusionUm2PerS: assumed(500, 'um2/s', 'a small molecule in water; that of the drug is not known'),
  csfKpa: assumed(1.3, 'kPa', 'about 10 mmHg; differs between patients and positions'),
};

/** Catheter of roller pumps. No data sheet of a maker was found. */
export const catheterOnRollers: CatheterQuantities = {
  catheterCm: assumed(100, 'cm', 'about a metre as implanted; the length differs between patients'),
  catheterUlPerCm: assumed(2.206, 'uL/cm', 'a bore of 0.53 mm; 0.0022 mL/cm is commonly recalled and not confirmed'),
  ...tubeAndFluid,
  outletKpaMax: assumed(
    120,
    'kPa',
    'where the tube under the rollers lets fluid back; above what blocks the drive, so without effect unless lowered',
  ),
};

const gasKpa = assumed(
  250,
  'kPa',
  'pressure of the gas that drives it, about that of n-butane in the body; not published',
);

export const prometraCatheter: CatheterQuantities = {
  catheterCm: sourced(110, 'cm', `${prometraIfu}: implanted length is 110 cm less what was trimmed`),
  catheterUlPerCm: sourced(2.6, 'uL/cm', `${prometraIfu}: 0.0026 mL/cm`),
  ...tubeAndFluid,
  outletKpaMax: gasKpa,
};

export const catheterOnThrottle: CatheterQuantities = {
  ...catheterOnRollers,
  outletKpaMax: assumed(
    450,
    'kPa',
    'above any pressure of its gas, at which the flow ends; so without effect unless lowered',
  ),
};

/** Resolution of the stored volume: a tenth of a microlitre. */
const STORED_PER_ML = 10_000;

/** Returns the volume of a catheter of this length and bore in the form in which a pump stores it. */
export function storedMlOf(lengthCm: number, ulPerCm: number): number {
  return Math.round(((lengthCm * ulPerCm) / 1000) * STORED_PER_ML) / STORED_PER_ML;
}

/** Stored catheter volume as delivered: that of the product's own catheter. Pump tubing holds none. */
export function factoryCatheterMl({ catheterCm, catheterUlPerCm }: CatheterQuantities): Quantity {
  return derived(storedMlOf(catheterCm.value, catheterUlPerCm.value), 'mL', 'catheterCm x catheterUlPerCm');
}
