import type { Evaluation } from '../../formula/evaluation.ts';
import { type Formula, not, type Within } from '../../formula/formula.ts';
import { complementOf, type InstantSet, intersectionOf } from '../../formula/instant-set.ts';
import { widened } from './margin-spans.ts';
import { earliest, latest, type TimeLimit, timeMarginS } from './time-limit.ts';

/** A limit in time, and the instants at which a formula asks for it. */
interface AskedLimit {
  readonly limit: TimeLimit;
  readonly asked: InstantSet;
}

/**
 * Returns by how many seconds a written formula kept the limits of its windows, negative for those by which it missed them.
 * Null for a formula without such a limit, and if no later time in the run would change the verdict.
 */
export function formulaMarginS(
  formula: Formula,
  asked: InstantSet,
  hasPassed: boolean,
  evaluation: Evaluation,
): number | null {
  const margins = limitsIn(formula, asked, hasPassed, evaluation)
    .map(({ limit, asked: at }) => timeMarginS([limit], at, evaluation))
    .filter((marginS) => marginS !== null && (hasPassed || marginS <= 0)) as number[];
  return margins.length === 0 ? null : Math.min(...margins);
}

/** Returns the limits that decide a formula. Parts joined by `or` may each decide it, so they have none. */
function limitsIn(
  formula: Formula,
  all: InstantSet,
  hasPassed: boolean,
  evaluation: Evaluation,
): readonly AskedLimit[] {
  const { sure, maybe } = evaluation.truthOf(formula);
  const asked = intersectionOf(all, hasPassed ? sure : complementOf(maybe));
  if (asked.length === 0) return [];
  const inside = (of: Formula, at: InstantSet) => limitsIn(of, at, hasPassed, evaluation);
  switch (formula.kind) {
    case 'and':
      return [...inside(formula.left, asked), ...inside(formula.right, asked)];
    case 'implies':
      return inside(formula.right, intersectionOf(asked, evaluation.truthOf(formula.left).sure));
    case 'always':
      return [
        ...inside(formula.of, widened(asked, formula, evaluation)),
        ...limited(earliest, not(formula.of), formula.within, asked),
      ];
    case 'eventually':
      return limited(latest, formula.of, formula.within, asked);
    case 'until':
      return limited(latest, formula.right, formula.within, asked);
    case 'not':
      return inside(negated(formula.of), asked);
    default:
      return [];
  }
}

/** Returns the negation of a formula with its `not` one level deeper; one without such a form has no limit. */
function negated(of: Formula): Formula {
  switch (of.kind) {
    case 'eventually':
      return { ...of, kind: 'always', of: not(of.of) };
    case 'always':
      return { ...of, kind: 'eventually', of: not(of.of) };
    case 'and':
      return { kind: 'implies', left: of.left, right: not(of.right) };
    case 'or':
      return { kind: 'and', left: not(of.left), right: not(of.right) };
    case 'implies':
      return { kind: 'and', left: of.left, right: not(of.right) };
    case 'not':
      return of.of;
    default:
      return of;
  }
}

function limited(
  limit: (of: Formula, fromUs: number, boundUs: number) => TimeLimit,
  of: Formula,
  within: Within | undefined,
  asked: InstantSet,
): readonly AskedLimit[] {
  const { fromUs = 0, toUs } = within ?? {};
  // A window of one moment is no limit.
  return toUs === undefined || toUs === fromUs ? [] : [{ limit: limit(of, fromUs, toUs), asked }];
}
