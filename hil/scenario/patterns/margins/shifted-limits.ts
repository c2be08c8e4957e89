import type { Evaluation } from '../../formula/evaluation.ts';
import { type Formula, horizonUs, partsOf, type Within } from '../../formula/formula.ts';
import { pointAt } from '../../formula/instant.ts';
import {
  ALL_INSTANTS,
  complementOf,
  type InstantSet,
  intersectionOf,
  NO_INSTANTS,
  unionOf,
} from '../../formula/instant-set.ts';
import { bothOf, eitherOf, joined, lifted, notOf, type TruthOverTime } from '../../formula/truth.ts';
import { type ChainedKind, chainedOperator } from '../../formula/until.ts';
import { type WindowedKind, windowedOperator } from '../../formula/windows.ts';

type Windowed = Extract<Formula, { readonly kind: WindowedKind }>;
type Chained = Extract<Formula, { readonly kind: ChainedKind }>;
/** A formula with a window that ends at a limit in time. */
export type Limited = (Windowed | Chained) & { readonly within: LimitedWithin };
type LimitedWithin = Within & { readonly toUs: number };

/** Longest window that means a moment and no limit: "now or the microsecond before". */
const MOMENT_US = 1;
const WHOLE: Within = { fromUs: 0 };
/** Operators whose longer window is harder to meet. */
const HARDER_WHEN_LONGER: readonly string[] = ['always', 'historically', 'weakly until'];

/** Formulas whose parts keep their windows while a limit changes. */
const NOT_REACHED: readonly string[] = ['count', 'rises', 'falls', 'in order'];

/** Returns the windows of a formula that end at a limit in time. Those inside a count or an edge are none. */
export function limitedWindows(formula: Formula): readonly Limited[] {
  const inside = reachedParts(formula).flatMap(limitedWindows);
  return isLimited(formula) ? [formula, ...inside] : inside;
}

/** Returns how far a formula's longest limit in time reaches; undefined for a formula without one. */
export function longestLimitUs(formula: Formula): number | undefined {
  const ends = limitedWindows(formula).map(({ within }) => within.toUs);
  return ends.length === 0 ? undefined : ends.reduce((longest, one) => Math.max(longest, one), 0);
}

/**
 * Returns the truth of a formula that outlasts a change of any one limit in time: true and false only where they stay so
 * while that limit becomes longer or shorter by less than `byUs`. Of parts joined by `or` the last one that stays true
 * counts. What comes behind the records changes nothing.
 */
export function truthWithin(formula: Formula, byUs: number, evaluation: Evaluation): TruthOverTime {
  if (longestLimitUs(formula) === undefined) return evaluation.truthOf(formula);
  const inside = (of: Formula): TruthOverTime => truthWithin(of, byUs, evaluation);
  switch (formula.kind) {
    case 'not':
      return notOf(inside(formula.of));
    case 'and':
      return bothOf(inside(formula.left), inside(formula.right));
    case 'or':
      return eitherOf(inside(formula.left), inside(formula.right));
    case 'implies':
      return eitherOf(notOf(inside(formula.left)), inside(formula.right));
    case 'always':
    case 'eventually':
    case 'once':
    case 'historically':
    case 'until':
    case 'weakly until':
    case 'since': {
      const others = applied(formula, formula.within ?? WHOLE, reachedParts(formula).map(inside), evaluation);
      return isLimited(formula) ? narrowed(others, formula, byUs, evaluation) : others;
    }
    default:
      return evaluation.truthOf(formula);
  }
}

/** Narrows a truth to what outlasts a change of the formula's own limit. */
function narrowed(
  { sure, maybe }: TruthOverTime,
  formula: Limited,
  byUs: number,
  evaluation: Evaluation,
): TruthOverTime {
  const { fromUs, toUs } = formula.within;
  const last = pointAt(evaluation.times.recordedUs);
  const recorded: InstantSet = [0, last];
  const parts = reachedParts(formula).map((part) => evaluation.truthOf(part));
  // The end of a longer window, half a microsecond before the next one, is no part of it.
  const longer: Within = { fromUs, toUs: toUs + Math.max(0, byUs - 0.5) };
  const shorter: Within = { fromUs, toUs: toUs - byUs };
  const isEmpty = shorter.toUs !== undefined && shorter.toUs < fromUs;
  if (HARDER_WHEN_LONGER.includes(formula.kind)) {
    const known = parts.map((part) => ({ ...part, sure: unionOf(part.sure, complementOf(recorded)) }));
    const easier = isEmpty ? ALL_INSTANTS : applied(formula, shorter, parts, evaluation).maybe;
    return {
      sure: intersectionOf(sure, applied(formula, longer, known, evaluation).sure),
      maybe: unionOf(maybe, easier),
    };
  }
  const known = parts.map((part) => ({ ...part, maybe: intersectionOf(part.maybe, recorded) }));
  const harder = isEmpty ? NO_INSTANTS : applied(formula, shorter, parts, evaluation).sure;
  return {
    sure: intersectionOf(sure, harder),
    maybe: unionOf(maybe, applied(formula, longer, known, evaluation).maybe),
  };
}

/** Applies the operator of a formula, with another window, to the truth of its parts. */
function applied(
  formula: Windowed | Chained,
  within: Within,
  parts: readonly TruthOverTime[],
  evaluation: Evaluation,
): TruthOverTime {
  const [first, second = first] = parts as [TruthOverTime, TruthOverTime?];
  const last = evaluation.lastInstantOf(Math.max(...reachedParts(formula).map(horizonUs)));
  if ('of' in formula) return lifted(first, windowedOperator(formula.kind, within, last));
  return joined(first, second, chainedOperator(formula.kind, within, last));
}

/** Returns whether a formula has a window that is longer than a moment. */
export function isLimited(formula: Formula): formula is Limited {
  if (!('within' in formula) || formula.within === undefined) return false;
  const { fromUs, toUs } = formula.within;
  return toUs !== undefined && toUs - fromUs > MOMENT_US;
}

/** Returns the parts of a formula that a change of their windows may reach. */
function reachedParts(formula: Formula): readonly Formula[] {
  return NOT_REACHED.includes(formula.kind) ? [] : partsOf(formula);
}
