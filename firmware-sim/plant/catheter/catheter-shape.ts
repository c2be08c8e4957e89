/** Catheter as implanted, and the fluid in it, as numbers. The product has their provenance. */
export interface CatheterShape {
  /** Implanted length, after trimming. */
  readonly lengthCm: number;
  readonly ulPerCm: number;
  readonly outerMm: number;
  readonly youngMpa: number;
  readonly viscosityMpas: number;
  /** Pressure at the tip and in the tissue around a leak. */
  readonly csfKpa: number;
  readonly diffusionUm2PerS: number;
  /** Length over which a kink narrows the bore. */
  readonly kinkMm: number;
}

export function volumeMl({ lengthCm, ulPerCm }: CatheterShape): number {
  return (lengthCm * ulPerCm) / 1000;
}

/** Area of the bore in mm2: 1 uL/cm is 0.1 mm2. */
export function boreAreaMm2({ ulPerCm }: Pick<CatheterShape, 'ulPerCm'>): number {
  return ulPerCm / 10;
}

/** Returns the bore of a round tube with this volume per length. */
export function boreMmOf(ulPerCm: number): number {
  return Math.sqrt((4 * boreAreaMm2({ ulPerCm })) / Math.PI);
}

/** Returns the Poiseuille resistance, R = 128 mu L / (pi d^4), in kPa s/mL. */
function resistanceOf(viscosityMpas: number, lengthMm: number, boreMm: number): number {
  return (0.128 * viscosityMpas * lengthMm) / (Math.PI * boreMm ** 2 * boreMm ** 2);
}

/** Returns the resistance of a sound catheter from the pump to the tip, in kPa s/mL. */
export function pathResistance(shape: CatheterShape): number {
  return resistanceOf(shape.viscosityMpas, shape.lengthCm * 10, boreMmOf(shape.ulPerCm));
}

/** Returns the resistance of a kink that takes `share` of the bore's diameter over its length, in kPa s/mL. */
export function kinkResistance(shape: CatheterShape, share: number): number {
  return resistanceOf(shape.viscosityMpas, shape.kinkMm, boreMmOf(shape.ulPerCm) * (1 - share));
}

/**
 * Returns the volume that a rise of pressure stores in a thick tube of incompressible material, C = 3 b^2 V / (E (b^2 -
 * a^2)), in mL/kPa.
 */
export function complianceOf(shape: CatheterShape): number {
  const bore2 = (boreMmOf(shape.ulPerCm) / 2) ** 2;
  const outer2 = (shape.outerMm / 2) ** 2;
  return (3 * outer2 * volumeMl(shape)) / (shape.youngMpa * 1000 * (outer2 - bore2));
}
