import { US_PER_SECOND } from '../../../../firmware-sim/base/time-units.ts';
import type { Finding } from '../../checks/measurement.ts';
import type { Deciding } from '../../formula/deciding.ts';
import type { Evaluation } from '../../formula/evaluation.ts';
import type { Comparison, Predicate } from '../../formula/formula.ts';
import type { InstantSet } from '../../formula/instant-set.ts';
import { type Answered, marginSpans } from './margin-spans.ts';

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

type CountPredicate = Extract<Predicate, { readonly kind: 'count' }>;
type DecidingCount = Deciding & { readonly predicate: CountPredicate };

/** Returns the count that decided. A count of whole windows passes at the start, before the first window is whole. */
function countDecidedBy({ response, hasPassed }: Answered, deciding: Deciding): DecidingCount | undefined {
  const { predicate } = deciding;
  if (predicate.kind === 'count') return { ...deciding, predicate };
  const rule = response.kind === 'always' ? response.of : response;
  if (!hasPassed || rule.kind !== 'implies' || rule.right.kind !== 'count') return undefined;
  return { ...deciding, predicate: rule.right, truth: 'true' };
}

type CountMeasured = Pick<Finding, 'value' | 'unit' | 'margin' | 'marginS'>;

/**
 * Measures a check that a count decided by its worst window: the number in it, its distance to the limit, and by how much
 * occurrences might move. Undefined for any other check.
 */
export function countMargin(
  answered: Answered,
  decided: Deciding,
  looksAtWhole: boolean,
  evaluation: Evaluation,
): CountMeasured | undefined {
  const deciding = countDecidedBy(answered, decided);
  if (deciding === undefined) return undefined;
  const { predicate } = deciding;
  const { hasPassed } = answered;
  const instants = marginSpans(answered, deciding, evaluation);
  const range = evaluation.countRange(predicate, instants);
  // What must not be true passes where it is false.
  const isWanted = (deciding.truth === 'true') === hasPassed;
  const is = isWanted ? predicate.is : OPPOSITE[predicate.is];
  const isAtMost = is.startsWith('<');
  const count = isAtMost ? range?.most : range?.least;
  if (count === undefined) return undefined;
  const beyond = isAtMost ? count - predicate.limit : predicate.limit - count;
  const isWhole = looksAtWhole && hasPassed;
  const marginS = countMarginS({ ...predicate, is }, instants, isWhole, evaluation);
  return { value: count, unit: '', margin: is.endsWith('=') ? 0 - beyond : -1 - beyond, marginS };
}

/**
 * Returns by how many seconds one occurrence might come earlier or later without another verdict, negative for the seconds
 * by which a window would have to be shorter or longer. Null if no such time exists.
 */
function countMarginS(
  { of, windowUs, is, limit }: CountPredicate,
  instants: InstantSet,
  isWhole: boolean,
  evaluation: Evaluation,
): number | null {
  const isAtMost = is.startsWith('<');
  // The number of occurrences that a window must not hold, or that it has to hold.
  const most = is === '<' ? limit : limit + 1;
  const least = is === '>' ? limit + 1 : limit;
  // A shorter window ends earlier after the run's start, and needs the same number of occurrences.
  const firstUs = isWhole && !isAtMost ? windowUs : undefined;
  const lengths = evaluation.windowLengths(of, isAtMost ? most : least, instants, firstUs);
  if (lengths === undefined) return null;
  const marginUs = isAtMost ? lengths.shortestUs - 1 - windowUs : windowUs - lengths.longestUs;
  // No window is empty.
  return Number.isFinite(marginUs) && windowUs + marginUs > 0 ? marginUs / US_PER_SECOND : null;
}
