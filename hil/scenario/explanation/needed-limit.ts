import type { Finding } from '../checks/measurement.ts';
import type { Comparison, Predicate, Term } from '../formula/formula.ts';
import { predicateText, termText } from '../formula/formula-text.ts';
import { roundedOut } from './rounded-out.ts';

/** Comparison that differs for equal numbers alone. */
export const OTHER_AT_EQUAL: Readonly<Record<Comparison, Comparison>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const MIRRORED: Readonly<Record<Comparison, Comparison>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/**
 * Returns the comparison that a failed pattern would have passed with; undefined for a
 * predicate without a limit.
 * It rests on the margin, which is that of the worst violation.
 */
export function neededComparison({ verdict, margin, deciding }: Finding): string | undefined {
  if (verdict !== 'fail' || margin === null || margin > 0 || deciding === undefined) return undefined;
  const { predicate, truth } = deciding;
  if (predicate.kind === 'count') {
    if (margin === 0) return undefined;
    const isAbove = predicate.is.startsWith('>') === (truth === 'true');
    return predicateText({ ...predicate, limit: isAbove ? predicate.limit - margin : predicate.limit + margin });
  }
  if (predicate.kind === 'in range') return neededRange(predicate, deciding.sideMargins);
  const compared = withLimitBehind(predicate);
  if (compared === undefined) return undefined;
  const { of, is, limit, unit } = compared;
  // What must not be true fails where it is; what has to be true fails where it is not.
  const isAbove = is.startsWith('>') === (truth === 'true');
  const edge = isAbove ? limit - margin : limit + margin;
  const rounded = roundedOut(edge, isAbove ? 'up' : 'down');
  // A limit at the very value passes if equality does.
  const passesEqual = is.endsWith('=') === (truth === 'false');
  const needed = rounded === edge && !passesEqual ? OTHER_AT_EQUAL[is] : is;
  return `${termText(of)} ${needed} ${rounded} ${unit}`.trim();
}

/** Returns a range with those limits moved that a value missed; undefined if a limit is no number. */
function neededRange(
  { of, low, high, unit }: Extract<Predicate, { readonly kind: 'in range' }>,
  margins: readonly [low: number, high: number] | undefined,
): string | undefined {
  if (margins === undefined || low.kind !== 'number' || high.kind !== 'number') return undefined;
  const [below, above] = margins;
  const from = below < 0 ? `${roundedOut(low.value + below, 'down')} ${unit}`.trim() : low.text;
  const to = above < 0 ? `${roundedOut(high.value - above, 'up')} ${unit}`.trim() : high.text;
  return `${termText(of)} in [${from}, ${to}]`;
}

interface Compared {
  readonly of: Term;
  readonly is: Comparison;
  readonly limit: number;
  readonly unit: string;
}

/** Returns a comparison with its number behind. Of two signals the difference is compared with 0. */
export function withLimitBehind(predicate: Predicate): Compared | undefined {
  if (predicate.kind !== 'compare') return undefined;
  const { left, is, right, unit } = predicate;
  if (right.kind === 'number') return { of: left, is, limit: right.value, unit };
  if (left.kind === 'number') return { of: right, is: MIRRORED[is], limit: left.value, unit };
  return { of: { kind: 'difference', left, right }, is, limit: 0, unit };
}
