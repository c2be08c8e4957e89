import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { timeText } from '../../yaml/units.ts';
import type { Finding } from '../checks/measurement.ts';
import type { Pattern } from '../patterns/pattern.ts';
import { roundedOut } from './rounded-out.ts';

/**
 * Returns the limit in time that a failed pattern would have passed with; undefined without one limit, and where no limit
 * passes. What had to come passes at its very time, what must not come only before it.
 */
export function neededTime({ timeLimits = [] }: Pattern, { verdict, marginS }: Finding): string | undefined {
  const [limit, second] = timeLimits;
  if (verdict !== 'fail' || marginS === undefined || marginS === null || limit === undefined || second !== undefined)
    return undefined;
  const { key, boundUs, is, uncountedUs = 0 } = limit;
  const edgeUs = boundUs - uncountedUs - Math.round(marginS * US_PER_SECOND);
  if (is === 'latest') return `${key} ${timeText(edgeUs)}`;
  const neededUs = boundUs - uncountedUs + Math.round(marginS * US_PER_SECOND) - 1;
  return neededUs < 0 ? undefined : `${key} ${timeText(roundedOut(neededUs / US_PER_SECOND, 'down') * US_PER_SECOND)}`;
}
