import { timeText } from '../../yaml/units.ts';
import { SAW_NOTHING } from '../checks/judge-event.ts';
import type { Evaluation } from '../formula/evaluation.ts';
import type { Formula } from '../formula/formula.ts';
import { pointAt } from '../formula/instant.ts';
import { intersectionOf } from '../formula/instant-set.ts';
import { askedFor, type Occurrence } from './occurrence.ts';
import type { Pattern } from './pattern.ts';

/**
 * Returns why a check saw nothing that could decide it: its span began as the run ended, or the run holds no whole window of
 * its count. Undefined for any other check. A check that sees nothing must not pass.
 */
export function whyBlind(
  pattern: Pattern,
  { verdict, fromUs }: Occurrence,
  evaluation: Evaluation,
): string | undefined {
  const { recordedUs } = evaluation.times;
  if (verdict === 'pass' && lacksWholeWindow(pattern, evaluation))
    return `no window of ${timeText(pattern.whole?.windowUs ?? 0)} lies whole in the part of the run that the check looks at`;
  if (verdict === 'fail') return isAwaiting(pattern.response) && fromUs === recordedUs ? SAW_NOTHING : undefined;
  if (verdict !== 'pass' || !(pattern.isScope === true || isLasting(pattern.response))) return undefined;
  const [first] = askedFor(pattern, evaluation).maybe;
  return first === pointAt(recordedUs) ? SAW_NOTHING : undefined;
}

function lacksWholeWindow({ whole }: Pattern, evaluation: Evaluation): boolean {
  if (whole === undefined) return false;
  const { endUs } = evaluation.times;
  return intersectionOf(evaluation.truthOf(whole.at).maybe, [0, pointAt(endUs)]).length === 0;
}

/** Returns whether a formula has to hold until the end of the run. */
export function isLasting(formula: Formula): boolean {
  return (formula.kind === 'always' || formula.kind === 'weakly until') && formula.within?.toUs === undefined;
}

/** Returns whether a formula waits for something until the end of the run. */
function isAwaiting(formula: Formula): boolean {
  return (formula.kind === 'eventually' || formula.kind === 'until') && formula.within?.toUs === undefined;
}
