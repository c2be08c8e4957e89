import type { StepVolume } from '../products/step-volume.ts';
import { type Answer, refused } from '../refusal.ts';

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
}

/** Rates are whole nanolitres a day inside, so that the step period is an exact ratio. */
export const NL_PER_ML = 1_000_000;

/** Why a rate may not be programmed; undefined where it may. */
export function rateRefusal(rateMlPerDay: number | undefined, limits: DeliveryLimits): Answer | undefined {
  const range = `${limits.rateMlPerDayMin} to ${limits.rateMlPerDayMax} mL/day`;
  if (rateMlPerDay === undefined) return refused('rate', 'missing', range, 'missing');
  if (!(rateMlPerDay >= limits.rateMlPerDayMin && rateMlPerDay <= limits.rateMlPerDayMax)) {
    return refused('rate', `${rateMlPerDay} mL/day`, range);
  }
  const nl = rateMlPerDay * NL_PER_ML;
  if (Math.abs(nl - Math.round(nl)) <= 1e-6) return undefined;
  return refused('rate', `${rateMlPerDay} mL/day`, `${range} in whole nanolitres a day`, 'fraction');
}
