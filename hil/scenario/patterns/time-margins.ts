import type { Evaluation } from '../formula/evaluation.ts';
import { type InstantSet, intersectionOf } from '../formula/instant-set.ts';
import { formulaMarginS } from './margins/formula-limits.ts';
import { failShiftS, passShiftS } from './margins/shift-margin.ts';
import { limitedWindows } from './margins/shifted-limits.ts';
import { timeMarginS } from './margins/time-limit.ts';
import { askedFor, type Occurrence } from './occurrence.ts';
import type { Pattern } from './pattern.ts';

/** Margins in time of a check that passed or failed, in seconds. Null if no change in the run would alter the verdict. */
export interface TimeMargins {
  readonly marginS: number | null;
  /** Margin of the limits that the keys of the check write, such as `within`. */
  readonly ofKeysS: number | null;
}

/**
 * Returns the margins in time of a check: of its limits in time, of the windows of its formula, or else by how much its
 * occurrences might move. A check of the whole run without any of them has none. Undefined for an open check.
 */
export function timeMarginsOf(pattern: Pattern, worst: Occurrence, evaluation: Evaluation): TimeMargins | undefined {
  const { timeLimits, trigger, response } = pattern;
  if (worst.verdict === 'not decided') return undefined;
  const hasFailed = worst.verdict === 'fail';
  const asked = hasFailed ? [worst.decidedAt, worst.decidedAt] : passed(pattern, evaluation);
  if (timeLimits !== undefined) {
    const ofKeysS = timeMarginS(timeLimits, asked, evaluation);
    // A failed limit may be one of the signal alone, which no other time would have met.
    if (hasFailed) return both(ofKeysS !== null && ofKeysS > 0 ? null : ofKeysS);
    // What has to come may have limits of its own, as `for at least` beside `within`.
    const hasOthers = timeLimits.some(({ steps }) => steps.some((step) => limitedWindows(step).length > 0));
    const others = hasOthers ? formulaMarginS(response, asked, true, evaluation) : null;
    return { marginS: leastOf(ofKeysS, others), ofKeysS };
  }
  const isUnlimited = limitedWindows(response).length === 0;
  if (trigger === undefined || !isUnlimited) return both(formulaMarginS(response, asked, !hasFailed, evaluation));
  if (!hasFailed) return both(passShiftS(response, asked, evaluation));
  return both(failShiftS(response, askedFor(pattern, evaluation).maybe, worst.decidedAt, evaluation));
}

function both(marginS: number | null): TimeMargins {
  return { marginS, ofKeysS: marginS };
}

function leastOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** Returns the instants at which a pattern asked and the response came in time. */
export function passed(pattern: Pattern, evaluation: Evaluation): InstantSet {
  return intersectionOf(askedFor(pattern, evaluation).sure, evaluation.truthOf(pattern.response).sure);
}
