import { cosDeg, sinDeg } from '../base/exact-math.ts';

/** A field at the pump's rotor. */
export interface MagneticField {
  readonly fieldMt: number;
  /** Between the field and the pump's normal, 0 to 180. The rotor shaft is taken as parallel to the normal (assumed). */
  readonly angleToNormalDeg: number;
  /** In the rotor plane, from the drive's direction at step 0. */
  readonly azimuthDeg: number;
}

export const noField: MagneticField = { fieldMt: 0, angleToNormalDeg: 90, azimuthDeg: 0 };

/** What a scenario may say was checked before; a field that is none would turn the rotor angle into NaN for good. */
export function checkField(field: MagneticField): void {
  const { fieldMt, angleToNormalDeg, azimuthDeg } = field;
  if (!(fieldMt >= 0 && Number.isFinite(fieldMt))) throw new RangeError(`field: ${fieldMt} mT is not 0 or more`);
  if (!(angleToNormalDeg >= 0 && angleToNormalDeg <= 180)) {
    throw new RangeError(`field: ${angleToNormalDeg} deg to the normal is not within 0 to 180`);
  }
  if (!Number.isFinite(azimuthDeg)) throw new RangeError(`field: azimuth ${azimuthDeg} deg is not a number`);
}

/** The component in the rotor plane: the only one that turns a rotor. */
export function inPlaneMt(field: MagneticField): number {
  return field.fieldMt * Math.abs(sinDeg(field.angleToNormalDeg));
}

/** Cosine and sine of the azimuth. */
export function azimuthVector(field: MagneticField): { readonly x: number; readonly y: number } {
  return { x: cosDeg(field.azimuthDeg), y: sinDeg(field.azimuthDeg) };
}

/** Angle between the field and the rotor shaft, folded to 0..90. */
export function angleToShaftDeg(field: MagneticField): number {
  return field.angleToNormalDeg > 90 ? 180 - field.angleToNormalDeg : field.angleToNormalDeg;
}
