import { type Refused, refused } from '../../base/refusal.ts';
import type { Ability } from '../../base/therapy.ts';
import type { StepVolume } from '../../products/step-volume.ts';
import type { ProgrammingLimits } from './programming-limits.ts';

/** What the firmware was told about its own drive, and what may be programmed. */
export interface DeliveryLimits {
  readonly rateMlPerDayMin: number;
  readonly rateMlPerDayMax: number;
  /** Absent: there is no such mode. */
  readonly minimumRateMlPerDay?: number;
  /** Stored calibration constant: how the firmware counts volume. */
  readonly step: StepVolume;
  /** In stopped mode for this long, the pump complains. */
  readonly stoppedAlarmUs: number;
  readonly abilities: readonly Ability[];
  readonly programming: ProgrammingLimits;
}

/** Rates are whole nanolitres a day inside, so that the step period is an exact ratio. */
export const NL_PER_ML = 1_000_000;

const NL_SLACK = 1e-6;

/** A rate that comes of a division, as it will be programmed. */
export function wholeNlPerDay(rateMlPerDay: number): number {
  return Math.round(rateMlPerDay * NL_PER_ML) / NL_PER_ML;
}

export function isWholeNl(amountMl: number): boolean {
  const nl = amountMl * NL_PER_ML;
  return Math.abs(nl - Math.round(nl)) <= NL_SLACK;
}

/** Why a rate may not be programmed; undefined where it may. */
export function rateRefusal(rateMlPerDay: number | undefined, limits: DeliveryLimits): Refused | undefined {
  const range = `${limits.rateMlPerDayMin} to ${limits.rateMlPerDayMax} mL/day`;
  if (rateMlPerDay === undefined) return refused('rate', 'missing', range, 'missing');
  if (!(rateMlPerDay >= limits.rateMlPerDayMin && rateMlPerDay <= limits.rateMlPerDayMax)) {
    return refused('rate', `${rateMlPerDay} mL/day`, range);
  }
  if (isWholeNl(rateMlPerDay)) return undefined;
  return refused('rate', `${rateMlPerDay} mL/day`, `${range} in whole nanolitres a day`, 'fraction');
}

/** Why a product cannot be asked for something at all; a bolus that goes beside a mode is refused under its own name. */
export function lackRefusal(ability: Ability, { abilities }: DeliveryLimits): Refused | undefined {
  if (abilities.includes(ability)) return undefined;
  const limit = `stopped, single bolus, ${abilities.join(', ')}: this product has no other`;
  if (ability === 'patient bolus' || ability === 'priming bolus' || ability === 'bridge bolus')
    return refused(ability, 'unknown to this product', limit, 'lacking');
  return refused('mode', ability, limit, 'lacking');
}
