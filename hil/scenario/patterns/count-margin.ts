import type { Finding } from '../checks/measurement.ts';
import type { Deciding } from '../formula/deciding.ts';
import type { Evaluation } from '../formula/evaluation.ts';
import type { Comparison, Predicate } from '../formula/formula.ts';
import { marginSpans } from './margin-spans.ts';
import type { Occurrence } from './occurrence.ts';
import type { Pattern } from './pattern.ts';

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

type CountPredicate = Extract<Predicate, { readonly kind: 'count' }>;
type DecidingCount = Deciding & { readonly predicate: CountPredicate };

/** Returns the count that decided. A count of whole windows passes at the start, before the first window is whole. */
function countDecidedBy({ response }: Pattern, worst: Occurrence, deciding: Deciding): DecidingCount | undefined {
  const { predicate } = deciding;
  if (worst.reason !== undefined) return undefined;
  if (predicate.kind === 'count') return { ...deciding, predicate };
  const rule = response.kind === 'always' ? response.of : response;
  if (worst.verdict !== 'pass' || rule.kind !== 'implies' || rule.right.kind !== 'count') return undefined;
  return { ...deciding, predicate: rule.right, truth: 'true' };
}

/**
 * Measures a check that a count decided by its worst window: the number in it, and its distance to the limit. Undefined
 * for any other check.
 */
export function countMargin(
  pattern: Pattern,
  worst: Occurrence,
  decided: Deciding,
  evaluation: Evaluation,
): Pick<Finding, 'value' | 'unit' | 'margin'> | undefined {
  const deciding = countDecidedBy(pattern, worst, decided);
  if (deciding === undefined) return undefined;
  const { predicate } = deciding;
  const { verdict } = worst;
  const range = evaluation.countRange(predicate, marginSpans(pattern, verdict === 'pass', deciding, evaluation));
  // What must not be true passes where it is false.
  const isWanted = (deciding.truth === 'true') === (verdict === 'pass');
  const is = isWanted ? predicate.is : OPPOSITE[predicate.is];
  const isAtMost = is.startsWith('<');
  const count = isAtMost ? range?.most : range?.least;
  if (count === undefined) return undefined;
  const beyond = isAtMost ? count - predicate.limit : predicate.limit - count;
  return { value: count, unit: '', margin: is.endsWith('=') ? 0 - beyond : -1 - beyond };
}
