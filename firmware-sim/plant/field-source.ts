/** Unshielded solenoid as the model of a scanner. The field of a shielded scanner falls faster outside. */
export interface ScannerBore {
  readonly lengthM: number;
  readonly radiusM: number;
}

/** Disc magnetised through its thickness, like the magnets of speakers and hand magnets. */
export interface DiscMagnet {
  readonly remanenceMt: number;
  readonly diameterMm: number;
  readonly thicknessMm: number;
}

/**
 * Returns the field on the axis as a share of that in the centre: (z + L/2) / sqrt((z + L/2)^2 + a^2) - (z - L/2) /
 * sqrt((z - L/2)^2 + a^2).
 */
export function boreShare(bore: ScannerBore, distanceM: number): number {
  return onAxis(bore, distanceM) / onAxis(bore, 0);
}

function onAxis({ lengthM, radiusM }: ScannerBore, distanceM: number): number {
  const near = distanceM + lengthM / 2;
  const far = distanceM - lengthM / 2;
  return near / Math.sqrt(near ** 2 + radiusM ** 2) - far / Math.sqrt(far ** 2 + radiusM ** 2);
}

/**
 * Returns the field on the axis of a disc at a distance from its face: (Br / 2) ((D + z) / sqrt(R^2 + (D + z)^2) - z /
 * sqrt(R^2 + z^2)).
 */
export function discMt({ remanenceMt, diameterMm, thicknessMm }: DiscMagnet, distanceMm: number): number {
  const radiusMm = diameterMm / 2;
  const farMm = thicknessMm + distanceMm;
  const share = farMm / Math.sqrt(radiusMm ** 2 + farMm ** 2) - distanceMm / Math.sqrt(radiusMm ** 2 + distanceMm ** 2);
  return (remanenceMt / 2) * share;
}

/**
 * Source whose field is known at one distance from the rotor. The field falls with the cube of the distance, like a
 * dipole's.
 */
export interface Dipole {
  readonly fieldMt: number;
  readonly atMm: number;
}

/** Returns the field at a distance: B = B0 (r0 / r)^3. */
export function dipoleMt({ fieldMt, atMm }: Dipole, distanceMm: number): number {
  const share = atMm / distanceMm;
  return fieldMt * share * share * share;
}
