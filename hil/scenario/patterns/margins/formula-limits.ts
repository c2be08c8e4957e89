import { US_PER_SECOND } from '../../../../firmware-sim/base/time-units.ts';
import type { Evaluation } from '../../formula/evaluation.ts';
import type { Formula } from '../../formula/formula.ts';
import { complementOf, type InstantSet, intersectionOf } from '../../formula/instant-set.ts';
import { longestLimitUs, truthWithin } from './shifted-limits.ts';

/**
 * Returns by how many seconds the limits of a formula's windows might change until the verdict does, negative for a
 * failure. Null for a formula without such a limit, and if no change in the run would alter the verdict.
 */
export function formulaMarginS(
  formula: Formula,
  asked: InstantSet,
  hasPassed: boolean,
  evaluation: Evaluation,
): number | null {
  const limitUs = longestLimitUs(formula);
  if (limitUs === undefined || asked.length === 0) return null;
  const staysBy = (byUs: number): boolean => {
    const { sure, maybe } = truthWithin(formula, byUs, evaluation);
    return intersectionOf(asked, hasPassed ? complementOf(sure) : maybe).length === 0;
  };
  const marginUs = lastWhere(staysBy, Math.max(limitUs, evaluation.times.recordedUs) + 1);
  if (marginUs === undefined) return null;
  return (hasPassed ? marginUs : 0 - marginUs) / US_PER_SECOND;
}

/** Returns the last number up to a limit for which a test holds that fails from some number on; undefined if it never fails. */
function lastWhere(test: (one: number) => boolean, limit: number): number | undefined {
  if (test(limit)) return undefined;
  let [holds, fails] = [0, limit];
  while (fails - holds > 1) {
    const middle = holds + Math.floor((fails - holds) / 2);
    if (test(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}
