import { boreMmOf } from '../plant/catheter-shape.ts';
import { assumed, derived, type Quantity, sourced } from '../quantity.ts';

/** The catheter that goes with a pump, and what flows in it. */
export interface CatheterQuantities {
  readonly catheterCm: Quantity;
  readonly catheterUlPerCm: Quantity;
  readonly catheterBoreMm: Quantity;
  readonly catheterOuterMm: Quantity;
  readonly catheterYoungMpa: Quantity;
  readonly kinkMm: Quantity;
  readonly viscosityMpas: Quantity;
  readonly diffusionUm2PerS: Quantity;
  readonly csfKpa: Quantity;
  readonly sealKpa: Quantity;
}

const MEDTRONIC_BORE_MM = 0.53;
const prometraIfu = 'Prometra II instructions for use, p. 33';

const fluid: Pick<
  CatheterQuantities,
  'catheterOuterMm' | 'catheterYoungMpa' | 'kinkMm' | 'viscosityMpas' | 'diffusionUm2PerS' | 'csfKpa' | 'sealKpa'
> = {
  catheterOuterMm: assumed(1.3, 'mm', 'a usual size; no data sheet was found'),
  catheterYoungMpa: assumed(3, 'MPa', 'between soft silicone (2) and a braided wall (10); no data sheet was found'),
  kinkMm: assumed(5, 'mm', 'length over which a kink narrows the bore; not published'),
  viscosityMpas: assumed(0.7, 'mPa s', 'water at body temperature; that of the drug is not known'),
  diffusionUm2PerS: assumed(500, 'um2/s', 'a small molecule in water; that of the drug is not known'),
  csfKpa: assumed(1.3, 'kPa', 'about 10 mmHg, at the tip and in the tissue; differs between patients and positions'),
  sealKpa: assumed(120, 'kPa', 'above the pressure that blocks the drive, so that it plays no part unless lowered'),
};

export const medtronicCatheter: CatheterQuantities = {
  catheterCm: assumed(100, 'cm', 'about a metre as implanted; the length differs between patients'),
  catheterUlPerCm: derived((Math.PI * MEDTRONIC_BORE_MM ** 2 * 10) / 4, 'uL/cm', 'pi d^2 / 4'),
  catheterBoreMm: assumed(MEDTRONIC_BORE_MM, 'mm', 'gives the commonly recalled 0.0022 mL/cm; no data sheet was found'),
  ...fluid,
};

export const prometraCatheter: CatheterQuantities = {
  catheterCm: sourced(110, 'cm', `${prometraIfu}: implanted length = 110 cm less what was trimmed`),
  catheterUlPerCm: sourced(2.6, 'uL/cm', `${prometraIfu}: 0.0026 mL/cm`),
  catheterBoreMm: derived(boreMmOf(2.6), 'mm', 'sqrt(4 A / pi), A = volume per length'),
  ...fluid,
};
