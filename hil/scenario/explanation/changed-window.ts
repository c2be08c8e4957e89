import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { timeText } from '../../yaml/units.ts';
import type { Formula } from '../formula/formula.ts';
import { formulaText } from '../formula/formula-text.ts';
import { isLimited, type Limited } from '../patterns/margins/shifted-limits.ts';
import type { WrittenLimit } from '../patterns/margins/time-limit.ts';
import { firstWhole } from './first-passing.ts';
import type { Rejudged } from './needed-change.ts';
import { roundedOut } from './rounded-out.ts';

/** Longest formula that is shown whole. */
const SHOWN_MAX = 80;

type InOrder = Extract<Formula, { readonly kind: 'in order' }>;

/** Returns the nearest end of a window with which a failed check passes, as text; undefined if none does. */
export function changedWindow(part: Formula, rejudged: Rejudged): string | undefined {
  if (part.kind === 'in order')
    return changedEnd(part, part.withinUs, 0, (withinUs) => ({ ...part, withinUs }), rejudged);
  if (!isLimited(part)) return undefined;
  const { fromUs, toUs } = part.within;
  return changedEnd(part, toUs, fromUs, (to) => ({ ...part, within: { fromUs, toUs: to } }), rejudged);
}

function changedEnd(
  part: Limited | InOrder,
  toUs: number,
  fromUs: number,
  withEnd: (toUs: number) => Limited | InOrder,
  { pattern, evidence, passesWith }: Rejudged,
): string | undefined {
  const passes = (end: number): boolean => passesWith(part, withEnd(end));
  const farthestUs = Math.max(toUs, evidence.evaluation.times.recordedUs);
  const limit = [...(pattern.timeLimits ?? []), ...(pattern.lengths ?? [])].find((one) => writes(one, part.kind, toUs));
  const keyed =
    limit === undefined ? undefined : { key: limit.key, offsetUs: limit.boundUs - (limit.uncountedUs ?? 0) - toUs };
  const shown = (end: number): string =>
    keyed === undefined ? windowText(withEnd(end)) : `${keyed.key} ${timeText(end + keyed.offsetUs)}`;
  const longer = firstWhole(toUs, farthestUs, passes);
  if (longer !== undefined) return shown(longer);
  const shorter = firstWhole(toUs, fromUs, passes);
  if (shorter === undefined) return undefined;
  const offsetUs = keyed?.offsetUs ?? 0;
  // Four digits are enough, and a shorter window passes too.
  const rounded = roundedOut((shorter + offsetUs) / US_PER_SECOND, 'down') * US_PER_SECOND - offsetUs;
  return shown(rounded >= fromUs ? Math.round(rounded) : shorter);
}

/** Returns whether a limit of the check's keys is the one of a window with this end. */
function writes({ is, boundUs, fromUs, uncountedUs = 0 }: WrittenLimit, kind: Formula['kind'], toUs: number): boolean {
  const isSide =
    is === 'earliest' ? kind === 'always' : kind === 'eventually' || kind === 'until' || kind === 'in order';
  return isSide && [0, fromUs, uncountedUs].some((offsetUs) => toUs + offsetUs === boundUs);
}

function windowText(formula: Limited | InOrder): string {
  const text = formulaText(formula);
  if (text.length <= SHOWN_MAX) return text;
  const { fromUs, toUs } = 'within' in formula ? formula.within : { fromUs: 0, toUs: formula.withinUs };
  return `${formula.kind}[${timeText(fromUs)}, ${timeText(toUs)}]`;
}
