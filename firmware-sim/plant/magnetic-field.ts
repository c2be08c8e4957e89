import { cosDeg, sinDeg } from '../base/exact-math.ts';

/** Magnetic field at the pump's rotor. */
export interface MagneticField {
  readonly fieldMt: number;
  /** Angle between the field and the pump's normal, 0 to 180. The rotor shaft is assumed parallel to the normal. */
  readonly angleToNormalDeg: number;
  /** Angle in the rotor plane, from the direction of the drive at step 0. */
  readonly azimuthDeg: number;
}

export const noField: MagneticField = { fieldMt: 0, angleToNormalDeg: 90, azimuthDeg: 0 };

/**
 * Throws a RangeError for an invalid field, which would turn the rotor angle into NaN. The reader of scenarios has
 * validated the field.
 */
export function checkField(field: MagneticField): void {
  const { fieldMt, angleToNormalDeg, azimuthDeg } = field;
  if (!(fieldMt >= 0 && Number.isFinite(fieldMt))) throw new RangeError(`field: ${fieldMt} mT; allowed: 0 mT or more`);
  if (!(angleToNormalDeg >= 0 && angleToNormalDeg <= 180)) {
    throw new RangeError(`field: ${angleToNormalDeg} deg to the normal; allowed: 0 to 180 deg`);
  }
  if (!Number.isFinite(azimuthDeg)) throw new RangeError(`field: azimuth ${azimuthDeg} deg; allowed: a finite number`);
}

/** Returns the component in the rotor plane. Only this component turns a rotor. */
export function inPlaneMt(field: MagneticField): number {
  return field.fieldMt * Math.abs(sinDeg(field.angleToNormalDeg));
}

/** Cosine and sine of the azimuth. */
export function azimuthVector(field: MagneticField): { readonly x: number; readonly y: number } {
  return { x: cosDeg(field.azimuthDeg), y: sinDeg(field.azimuthDeg) };
}

/** Returns the angle between the field and the rotor shaft, folded to 0..90. */
export function angleToShaftDeg(field: MagneticField): number {
  return field.angleToNormalDeg > 90 ? 180 - field.angleToNormalDeg : field.angleToNormalDeg;
}
