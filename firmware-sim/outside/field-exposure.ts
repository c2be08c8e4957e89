import { strongestMt, type Walk } from '../plant/field-profile.ts';
import { type Bore, boreShare, dipoleMt, discMt } from '../plant/field-source.ts';
import { angleToShaftDeg, inPlaneMt, type MagneticField } from '../plant/magnetic-field.ts';
import type { MagnetQuantities } from '../products/quantities/magnet-quantities.ts';
import type { RollerQuantities } from '../products/quantities/roller-quantities.ts';

type Around = MagnetQuantities | undefined;

interface Direction {
  readonly angleToNormalDeg?: number;
  /** Drawn from the run's seed and recorded where it is left out. */
  readonly azimuthDeg?: number;
}

/** A field at the pump, or a scanner and somebody who walks or stands on its axis. */
export interface ScannerExposure extends Direction {
  /** At the pump; with a walk or a distance, in the centre of the scanner. */
  readonly fieldMt: number;
  /** `walk-in`: it grows as somebody walks up, and stays; `walk-past`: up to the closest distance and away again. */
  readonly profile?: 'step' | 'walk-in' | 'walk-past';
  /** Between the centre and somebody who stands. */
  readonly distanceM?: number;
  readonly closestM?: number;
  readonly paceMPerS?: number;
  readonly bore?: Bore;
}

/** How long a device lies near the pump and how long it is away, so many times; drawn where it is left out. */
export interface NearPattern {
  readonly nearUs: number;
  readonly awayUs: number;
  readonly times: number;
}

/** A small magnet near the pump. A hand magnet and a laptop act as a disc on its axis, a phone as a dipole. */
export interface MagnetExposure extends Direction {
  readonly magnet: 'hand magnet' | 'phone' | 'laptop';
  /** Of a hand magnet or a laptop from the skin over the pump, of a phone from the rotor. */
  readonly distanceMm: number;
  /** Of a phone or a laptop. */
  readonly pattern?: NearPattern;
}

export type FieldExposure = ScannerExposure | MagnetExposure;

/** How somebody walks along the axis of a scanner; undefined where nobody walks. */
export function walkOf(exposure: FieldExposure, around: Around): Walk | undefined {
  if ('magnet' in exposure) return undefined;
  const { fieldMt, profile = 'step', closestM = 0 } = exposure;
  if (profile === 'step') return undefined;
  const q = mustHaveMagnets(around);
  return {
    centreMt: fieldMt,
    bore: boreOf(exposure, around),
    fromM: q.walkFromM.value,
    closestM,
    paceMPerS: exposure.paceMPerS ?? q.walkPaceMPerS.value,
    turnsRound: profile === 'walk-past',
  };
}

/** A hand magnet stays, a device is picked up and put down again. */
export function comesAndGoes(exposure: FieldExposure): exposure is MagnetExposure {
  return 'magnet' in exposure && exposure.magnet !== 'hand magnet';
}

/** Whether it takes more to know its strength at the pump than was said. */
export function needsMagnets(exposure: FieldExposure): boolean {
  if ('magnet' in exposure) return true;
  const { profile = 'step', distanceM, bore } = exposure;
  return profile !== 'step' || (distanceM !== undefined && bore === undefined);
}

export function mustHaveMagnets(around: Around): MagnetQuantities {
  if (around === undefined)
    throw new RangeError('field: nothing is said of magnets near this pump, nor of how deep it lies');
  return around;
}

/** The strongest that the pump meets. */
export function strengthMt(exposure: FieldExposure, around: Around): number {
  if ('magnet' in exposure) {
    const q = mustHaveMagnets(around);
    if (exposure.magnet === 'phone') {
      return dipoleMt({ fieldMt: q.phoneFieldMt.value, atMm: q.phoneFieldMm.value }, exposure.distanceMm);
    }
    const disc = {
      remanenceMt: q.discRemanenceMt.value,
      diameterMm: q.discDiameterMm.value,
      thicknessMm: q.discThicknessMm.value,
    };
    return discMt(disc, exposure.distanceMm + q.implantDepthMm.value);
  }
  const walk = walkOf(exposure, around);
  if (walk !== undefined) return strongestMt(walk);
  const { fieldMt, distanceM } = exposure;
  return distanceM === undefined ? fieldMt : fieldMt * boreShare(boreOf(exposure, around), distanceM);
}

/** Its component in the rotor plane. */
export function inPlaneStrengthMt(exposure: FieldExposure, around: Around): number {
  return inPlaneMt(directed(exposure, around));
}

/** Whether it seizes the rotor from its first moment on, whatever it takes to hold it. */
export function isDamaging(exposure: FieldExposure, rollers: RollerQuantities, around: Around): boolean {
  if (walkOf(exposure, around) !== undefined) return false;
  const field = directed(exposure, around);
  return field.fieldMt >= rollers.damageFieldMt.value && angleToShaftDeg(field) <= rollers.damageConeDeg.value;
}

function directed(exposure: FieldExposure, around: Around): MagneticField {
  const { angleToNormalDeg = 90, azimuthDeg = 0 } = exposure;
  return { fieldMt: strengthMt(exposure, around), angleToNormalDeg, azimuthDeg };
}

function boreOf({ bore }: ScannerExposure, around: Around): Bore {
  if (bore !== undefined) return bore;
  const q = mustHaveMagnets(around);
  return { lengthM: q.boreLengthM.value, radiusM: q.boreRadiusM.value };
}

/** What a scenario may say was checked before: a RangeError for lengths, paces and patterns that are none. */
export function checkExposure(exposure: FieldExposure, around: Around): void {
  if (needsMagnets(exposure)) mustHaveMagnets(around);
  if ('magnet' in exposure) {
    const nearestMm = exposure.magnet === 'phone' ? PHONE_MM_MIN : 0;
    mustBe('distance', exposure.distanceMm, 'mm', (mm) => mm >= nearestMm);
    if (exposure.pattern !== undefined) checkPattern(exposure.pattern);
    return;
  }
  const { distanceM = 0, closestM = 0, paceMPerS = 1, bore } = exposure;
  mustBe('distance', distanceM, 'm', (m) => m >= 0);
  mustBe('closest distance', closestM, 'm', (m) => m >= 0 && m < (around?.walkFromM.value ?? 1));
  mustBe('pace', paceMPerS, 'm/s', (pace) => pace > 0);
  mustBe('bore length', bore?.lengthM ?? 1, 'm', (m) => m > 0);
  mustBe('bore radius', bore?.radiusM ?? 1, 'm', (m) => m > 0);
}

function checkPattern({ nearUs, awayUs, times }: NearPattern): void {
  mustBe('time near', nearUs, 'us', (us) => us > 0 && Number.isSafeInteger(us));
  mustBe('time away', awayUs, 'us', (us) => us > 0 && Number.isSafeInteger(us));
  mustBe('number of times', times, '', (count) => count >= 1 && count <= TIMES_MAX && Number.isSafeInteger(count));
}

/** Nearer to the rotor no phone comes: skin, tissue and case take 15 mm at least (assumed). A dipole has no bound at 0. */
export const PHONE_MM_MIN = 15;

/** A device that comes and goes does so no more often. */
export const TIMES_MAX = 1000;

function mustBe(what: string, value: number, unit: string, isFine: (value: number) => boolean): void {
  if (!(Number.isFinite(value) && isFine(value))) throw new RangeError(`field: a ${what} of ${value} ${unit}`.trim());
}
