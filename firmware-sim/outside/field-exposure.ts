import { strongestMt, type Walk } from '../plant/field-profile.ts';
import { boreShare, dipoleMt, discMt, type ScannerBore } from '../plant/field-source.ts';
import { angleToShaftDeg, inPlaneMt, type MagneticField } from '../plant/magnetic-field.ts';
import { type FieldSample, strongestSample } from '../plant/measured-field.ts';
import type { MagnetQuantities } from '../products/quantities/magnet-quantities.ts';
import type { RollerQuantities } from '../products/quantities/roller-quantities.ts';

type Around = MagnetQuantities | undefined;

interface Direction {
  readonly angleToNormalDeg?: number;
  /** Azimuth. If absent, it is drawn from the run's seed and recorded. */
  readonly azimuthDeg?: number | undefined;
}

/** A field at the pump, or a scanner with the patient standing or walking on its axis. */
export interface ScannerExposure extends Direction {
  /** Field at the pump. With a walk or a distance: field in the centre of the scanner. */
  readonly fieldMt: number;
  /**
   * `walk-in`: the patient walks up to the scanner and stays. `walk-past`: up to the closest distance and away again.
   */
  readonly profile?: 'step' | 'walk-in' | 'walk-past';
  /** Distance of a standing patient from the centre. */
  readonly distanceM?: number | undefined;
  readonly closestM?: number | undefined;
  readonly paceMPerS?: number | undefined;
  readonly bore?: ScannerBore | undefined;
}

/** Times for which a device is near the pump and away, and their number. Drawn if absent. */
export interface NearPattern {
  readonly nearUs: number;
  readonly awayUs: number;
  readonly times: number;
}

/** A small magnet near the pump. A hand magnet and a laptop are modelled as a disc on its axis, a phone as a dipole. */
export interface MagnetExposure extends Direction {
  readonly magnet: 'hand magnet' | 'phone' | 'laptop';
  /** Distance of a hand magnet or a laptop from the skin over the pump; distance of a phone from the rotor. */
  readonly distanceMm: number;
  /** How the magnet comes and goes. Only a phone or a laptop has a pattern. */
  readonly pattern?: NearPattern;
}

/** A field as measured at the pump. It stays at its last strength until it is ended. A last strength of 0 ends it. */
export interface MeasuredExposure {
  /** Rows in the order of time. The first one is at 0. */
  readonly samples: readonly FieldSample[];
  readonly azimuthDeg?: number | undefined;
}

export type FieldExposure = ScannerExposure | MagnetExposure | MeasuredExposure;

export function isMeasured(exposure: FieldExposure): exposure is MeasuredExposure {
  return 'samples' in exposure;
}

/** Returns the walk of an exposure along the axis of a scanner; undefined without a walk. */
export function walkOf(exposure: FieldExposure, around: Around): Walk | undefined {
  if ('magnet' in exposure || isMeasured(exposure)) return undefined;
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

/** Returns whether the magnet comes and goes. A phone or a laptop does; a hand magnet stays. */
export function comesAndGoes(exposure: FieldExposure): exposure is MagnetExposure {
  return 'magnet' in exposure && exposure.magnet !== 'hand magnet';
}

/** Returns whether the strength at the pump depends on the product's magnet quantities. */
export function needsMagnets(exposure: FieldExposure): boolean {
  if ('magnet' in exposure) return true;
  if (isMeasured(exposure)) return false;
  const { profile = 'step', distanceM, bore } = exposure;
  return profile !== 'step' || (distanceM !== undefined && bore === undefined);
}

export function mustHaveMagnets(around: Around): MagnetQuantities {
  if (around === undefined)
    throw new RangeError(
      'field: the product has no implant depth and no magnets, so a field at a distance cannot be computed',
    );
  return around;
}

/** Returns the strongest field at the pump. */
export function strengthMt(exposure: FieldExposure, around: Around): number {
  if (isMeasured(exposure)) return strongestSample(exposure.samples).fieldMt;
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

/** Returns the component of the strongest field in the rotor plane. */
export function inPlaneStrengthMt(exposure: FieldExposure, around: Around): number {
  if (isMeasured(exposure))
    return exposure.samples.reduce((most, sample) => Math.max(most, inPlaneMt({ ...sample, azimuthDeg: 0 })), 0);
  return inPlaneMt(directed(exposure, around));
}

/** Returns whether the field seizes the rotor from its first moment on. */
export function isDamaging(exposure: FieldExposure, rollers: RollerQuantities, around: Around): boolean {
  if (walkOf(exposure, around) !== undefined) return false;
  // The first row of a measured field is weak. Its later effect depends on the stall threshold.
  if (isMeasured(exposure)) return false;
  const field = directed(exposure, around);
  return field.fieldMt >= rollers.damageFieldMt.value && angleToShaftDeg(field) <= rollers.damageConeDeg.value;
}

function directed(exposure: Exclude<FieldExposure, MeasuredExposure>, around: Around): MagneticField {
  const { angleToNormalDeg = 90, azimuthDeg = 0 } = exposure;
  return { fieldMt: strengthMt(exposure, around), angleToNormalDeg, azimuthDeg };
}

function boreOf({ bore }: ScannerExposure, around: Around): ScannerBore {
  if (bore !== undefined) return bore;
  const q = mustHaveMagnets(around);
  return { lengthM: q.boreLengthM.value, radiusM: q.boreRadiusM.value };
}

/**
 * Throws a RangeError for an invalid length, pace or pattern. The reader of scenarios has validated them, so this is a
 * programming error.
 */
export function checkExposure(exposure: FieldExposure, around: Around): void {
  if (isMeasured(exposure)) {
    checkSamples(exposure.samples);
    return;
  }
  if (needsMagnets(exposure)) mustHaveMagnets(around);
  if ('magnet' in exposure) {
    const nearestMm = exposure.magnet === 'phone' ? PHONE_MM_MIN : 0;
    mustBe('distance', exposure.distanceMm, `${nearestMm} mm or more`, (mm) => mm >= nearestMm);
    if (exposure.pattern !== undefined) checkPattern(exposure.pattern);
    return;
  }
  const { distanceM = 0, closestM = 0, paceMPerS = 1, bore } = exposure;
  mustBe('distance', distanceM, '0 m or more', (m) => m >= 0);
  const walkFromM = around?.walkFromM.value ?? 1;
  mustBe('closest distance', closestM, `0 m to below ${walkFromM} m`, (m) => m >= 0 && m < walkFromM);
  mustBe('pace', paceMPerS, 'above 0 m/s', (pace) => pace > 0);
  mustBe('bore length', bore?.lengthM ?? 1, 'above 0 m', (m) => m > 0);
  mustBe('bore radius', bore?.radiusM ?? 1, 'above 0 m', (m) => m > 0);
}

function checkSamples(samples: readonly FieldSample[]): void {
  mustBe('number of samples', samples.length, `1 to ${SAMPLES_MAX}`, (count) => count >= 1 && count <= SAMPLES_MAX);
  for (const [i, { afterUs, fieldMt, angleToNormalDeg }] of samples.entries()) {
    const before = samples[i - 1]?.afterUs ?? -1;
    const isNext = (us: number): boolean => us > before && Number.isSafeInteger(us) && (i > 0 || us === 0);
    mustBe('time of a sample', afterUs, i === 0 ? '0 us' : `whole us above ${before}`, isNext);
    mustBe('strength of a sample', fieldMt, '0 mT or more', (mt) => mt >= 0);
    mustBe('angle of a sample', angleToNormalDeg, '0 to 180 deg', (deg) => deg >= 0 && deg <= 180);
  }
}

function checkPattern({ nearUs, awayUs, times }: NearPattern): void {
  mustBe('time near', nearUs, 'whole us above 0', (us) => us > 0 && Number.isSafeInteger(us));
  mustBe('time away', awayUs, 'whole us above 0', (us) => us > 0 && Number.isSafeInteger(us));
  mustBe(
    'number of times',
    times,
    `1 to ${TIMES_MAX}`,
    (count) => count >= 1 && count <= TIMES_MAX && Number.isSafeInteger(count),
  );
}

/**
 * Smallest distance of a phone from the rotor. Skin, tissue and case take at least 15 mm (assumed). The field of a
 * dipole is infinite at 0.
 */
export const PHONE_MM_MIN = 15;

/** Largest number of samples of a measured field. */
export const SAMPLES_MAX = 20_000;

/** Largest number of times that a device comes and goes. */
export const TIMES_MAX = 1000;

function mustBe(what: string, value: number, limit: string, isFine: (value: number) => boolean): void {
  if (!(Number.isFinite(value) && isFine(value))) throw new RangeError(`field: ${what} is ${value}; allowed: ${limit}`);
}
