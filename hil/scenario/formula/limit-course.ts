import { type ActiveSum, limitsOf, sumAt } from './active-sum.ts';
import { lastAlike } from './exponential-sum.ts';
import { pointAt } from './instant.ts';
import type { RunBuilder } from './run-builder.ts';
import { breakUs, monotoneParts } from './smooth-parts.ts';

/** A comparison: whether a sum is above zero, or above or at it. */
export interface Above {
  readonly sum: ActiveSum;
  /** True if zero itself does not count. */
  readonly isStrict: boolean;
  /** Error that is added to the sum, in favour of the comparison or against it. */
  readonly offset: number;
}

/**
 * Writes when a sum is above zero, from `fromUs` to `toUs`, starting at instant `first`. A crossing between two
 * microseconds counts at the later one.
 */
export function writeCourse(above: Above, fromUs: number, toUs: number, first: number, out: RunBuilder): void {
  const { sum, offset } = above;
  const { low, high } = limitsOf(sum, fromUs, toUs);
  if (low + offset > 0) out.set(first, true);
  else if (high + offset < 0) out.set(first, false);
  else if (fromUs === toUs) out.set(first, isAbove(above, fromUs));
  else {
    const parts = monotoneParts(sum, fromUs, toUs);
    if (parts !== undefined) {
      out.set(first, isAbove(above, fromUs));
      for (let i = 0; i + 1 < parts.length; i += 1) {
        writeCrossing(above, parts[i] as number, parts[i + 1] as number, out);
      }
      return;
    }
    const middleUs = breakUs(sum, fromUs, toUs);
    writeCourse(above, fromUs, middleUs, first, out);
    writeCourse(above, middleUs + 1, toUs, pointAt(middleUs + 1), out);
  }
}

function isAbove({ sum, isStrict, offset }: Above, timeUs: number): boolean {
  const value = sumAt(sum, timeUs) + offset;
  return isStrict ? value > 0 : value >= 0;
}

/** Writes the crossing of a sum that only rises or only falls, if there is one. */
function writeCrossing(above: Above, fromUs: number, toUs: number, out: RunBuilder): void {
  const begins = isAbove(above, fromUs);
  if (fromUs === toUs || isAbove(above, toUs) === begins) return;
  const lastUs = lastAlike((atUs) => isAbove(above, atUs), fromUs, toUs);
  // A line that reaches the limit at a whole microsecond is beyond it directly after.
  const isOnLimit = sumAt(above.sum, lastUs) + above.offset === 0;
  out.set(pointAt(lastUs) + (isOnLimit ? 1 : 2), !begins);
}
