import { type Deciding, lastPoint } from '../../formula/deciding.ts';
import type { Evaluation } from '../../formula/evaluation.ts';
import { type Formula, horizonUs } from '../../formula/formula.ts';
import { pointAt } from '../../formula/instant.ts';
import { addRun, complementOf, type InstantSet, intersectionOf } from '../../formula/instant-set.ts';
import { instantsOf } from '../../formula/truth.ts';

/** A check that passed or failed. */
export interface Answered {
  readonly response: Formula;
  /** Instants at which the check asks. */
  readonly asked: InstantSet;
  readonly hasPassed: boolean;
}

/**
 * Returns all instants, at every occurrence, in which the deciding predicate decided a check that passes or fails. If a
 * response joins several predicates, only the deciding instants are known.
 */
export function marginSpans(
  { response, asked, hasPassed }: Answered,
  deciding: Deciding,
  evaluation: Evaluation,
): InstantSet {
  const answer = evaluation.truthOf(response);
  const answered = intersectionOf(asked, hasPassed ? answer.sure : complementOf(answer.maybe));
  const looked = lookedAt(response, answered, deciding, evaluation);
  if (looked === undefined) return [deciding.first, deciding.last];
  const recorded: InstantSet = [0, pointAt(evaluation.times.recordedUs)];
  const decided = instantsOf(evaluation.truthOf(deciding.predicate), deciding.truth);
  return intersectionOf(intersectionOf(looked, recorded), decided);
}

/** Returns the instants at which a formula needs its predicate. Undefined if it has several predicates. */
function lookedAt(
  formula: Formula,
  asked: InstantSet,
  deciding: Deciding,
  evaluation: Evaluation,
): InstantSet | undefined {
  if (formula === deciding.predicate) return asked;
  if (formula.kind === 'not') return lookedAt(formula.of, asked, deciding, evaluation);
  if (formula.kind === 'implies') {
    const meant = intersectionOf(asked, evaluation.truthOf(formula.left).sure);
    return lookedAt(formula.right, meant, deciding, evaluation);
  }
  if (formula.kind === 'and')
    return lookedAt(formula.left, asked, deciding, evaluation) ?? lookedAt(formula.right, asked, deciding, evaluation);
  if (formula.kind !== 'always') return undefined;
  return lookedAt(formula.of, widened(asked, formula, evaluation), deciding, evaluation);
}

type Windowed = Extract<Formula, { readonly kind: 'always' | 'eventually' | 'once' | 'historically' }>;

/** Returns the windows that begin at the instants of a set. */
function widened(asked: InstantSet, { within, of }: Windowed, evaluation: Evaluation): InstantSet {
  const { fromUs, toUs } = within ?? { fromUs: 0, toUs: undefined };
  const windows: number[] = [];
  for (let i = 0; i < asked.length; i += 2) {
    const first = (asked[i] as number) + pointAt(fromUs);
    const last =
      toUs === undefined ? lastPoint(first, evaluation, horizonUs(of)) : (asked[i + 1] as number) + pointAt(toUs);
    addRun(windows, first, last);
  }
  return windows;
}
