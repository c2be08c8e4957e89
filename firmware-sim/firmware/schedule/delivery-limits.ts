import { type Refused, refused } from '../../base/refusal.ts';
import type { Ability } from '../../base/therapy.ts';
import { US_PER_HOUR } from '../../base/time-units.ts';
import { wholeUs } from '../../base/whole-us.ts';
import type { Product } from '../../products/product.ts';
import { type StepVolume, stepVolumeOf } from '../../products/step-volume.ts';
import { type ProgrammingLimits, programmingLimits } from './programming-limits.ts';

/** Stored constants of the drive, and the limits of delivery. */
export interface DeliveryLimits {
  readonly rateMlPerDayMin: number;
  readonly rateMlPerDayMax: number;
  /** Absent: the product has no minimum rate mode. */
  readonly minimumRateMlPerDay?: number | undefined;
  /** Stored calibration constant. The firmware counts volume with it. */
  readonly step: StepVolume;
  /** Time in stopped mode after which the pump raises the alarm. */
  readonly stoppedAlarmUs: number;
  readonly abilities: readonly Ability[];
  readonly programming: ProgrammingLimits;
}

/** Returns the limits of a product's delivery. */
export function deliveryLimitsOf(product: Product): DeliveryLimits {
  const q = product.quantities;
  return {
    rateMlPerDayMin: q.rateMlPerDayMin.value,
    rateMlPerDayMax: q.rateMlPerDayMax.value,
    minimumRateMlPerDay: product.minimumRate?.minimumRateMlPerDay.value,
    step: stepVolumeOf(product),
    stoppedAlarmUs: wholeUs(q.stoppedAlarmHours.value, US_PER_HOUR),
    abilities: product.modes,
    programming: programmingLimits(product),
  };
}

/** Converts to the internal unit of rates: whole nanolitres a day, so that the step period is an exact ratio. */
export const NL_PER_ML = 1_000_000;

const NL_SLACK = 1e-6;

/** Rounds a rate that results from a division to one that can be programmed. */
export function wholeNlPerDay(rateMlPerDay: number): number {
  return Math.round(rateMlPerDay * NL_PER_ML) / NL_PER_ML;
}

export function isWholeNl(amountMl: number): boolean {
  const nl = amountMl * NL_PER_ML;
  return Math.abs(nl - Math.round(nl)) <= NL_SLACK;
}

/** Returns why a rate may not be programmed; undefined if it may. */
export function rateRefusal(rateMlPerDay: number | undefined, limits: DeliveryLimits): Refused | undefined {
  const range = `${limits.rateMlPerDayMin} to ${limits.rateMlPerDayMax} mL/day`;
  if (rateMlPerDay === undefined) return refused('rate', 'missing', range, 'missing');
  if (!(rateMlPerDay >= limits.rateMlPerDayMin && rateMlPerDay <= limits.rateMlPerDayMax)) {
    return refused('rate', `${rateMlPerDay} mL/day`, range);
  }
  if (isWholeNl(rateMlPerDay)) return undefined;
  return refused('rate', `${rateMlPerDay} mL/day`, `${range} in whole nanolitres a day`, 'fraction');
}

/** Returns why a product lacks an ability. A bolus is refused under its own name, every other ability under `mode`. */
export function lackRefusal(ability: Ability, { abilities }: DeliveryLimits): Refused | undefined {
  if (abilities.includes(ability)) return undefined;
  const limit = ['stopped', 'single bolus', ...abilities].join(', ');
  if (ability === 'patient bolus' || ability === 'priming bolus' || ability === 'bridge bolus')
    return refused(ability, 'unknown to this product', limit, 'lacking');
  return refused('mode', ability, limit, 'lacking');
}
