import { US_PER_DAY } from '../base/time-units.ts';
import type { Metering } from './metering.ts';
import { SLACK_ML } from './rounding.ts';

/** Two ways out of a reservoir since its last count: a share of the metered volume, and a constant leak. */
export interface TwoOutflows {
  readonly metering: Metering;
  /** Time of the count, and the metered volume by then. */
  readonly fromUs: number;
  readonly pumpedFromMl: number;
  readonly passingShare: number;
  readonly leakMlPerDay: number;
}

/**
 * Returns the time at which a volume has left; Infinity if it never does. With a leak it is found by bisection to the
 * microsecond, because both ways only grow.
 */
export function dueUsAtUsedMl(ways: TwoOutflows, usedMl: number, nowUs: number): number {
  const { metering, fromUs, pumpedFromMl, passingShare, leakMlPerDay } = ways;
  const meteredUs =
    passingShare === 0 ? Number.POSITIVE_INFINITY : metering.dueUsAtPumpedMl(pumpedFromMl + usedMl / passingShare);
  if (leakMlPerDay === 0) return meteredUs;
  metering.awaitStep?.();
  // A step that was not announced may have taken the last of it at this very time.
  if (hasLeft(ways, usedMl, nowUs)) return nowUs;
  let low = nowUs;
  let high = Math.min(meteredUs, fromUs + Math.ceil((usedMl * US_PER_DAY) / leakMlPerDay));
  if (!Number.isSafeInteger(high)) return Number.POSITIVE_INFINITY;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (hasLeft(ways, usedMl, middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Returns whether a volume has left by a time. */
export function hasLeft(ways: TwoOutflows, usedMl: number, timeUs: number): boolean {
  const { metering, fromUs, pumpedFromMl, passingShare, leakMlPerDay } = ways;
  const leakedMl = (leakMlPerDay * (timeUs - fromUs)) / US_PER_DAY;
  return leakedMl + passingShare * (metering.pumpedMl(timeUs) - pumpedFromMl) >= usedMl - SLACK_ML;
}
