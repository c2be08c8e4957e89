import type { Term } from './formula.ts';

/** A signal and its factor in a sum. If `delayUs` is positive, the signal is read at an earlier time. */
export interface Leaf {
  readonly signal: string;
  readonly factor: number;
  readonly delayUs: number;
  /** Present for a slope: the change per this time. */
  readonly slopePerUs?: number;
}

/** A term as a sum: a constant, signals with factors, and absolute values of sums with factors. */
export interface TermSum {
  readonly constant: number;
  readonly leaves: readonly Leaf[];
  readonly absolutes: readonly { readonly factor: number; readonly of: TermSum }[];
}

/**
 * Returns a term as a sum. Throws a RangeError for the slope of an absolute value, which the reader of conditions
 * refuses.
 */
function sumOf(term: Term): TermSum {
  switch (term.kind) {
    case 'number':
      return { constant: term.value, leaves: [], absolutes: [] };
    case 'signal':
      return { constant: 0, leaves: [{ signal: term.signal, factor: 1, delayUs: 0 }], absolutes: [] };
    case 'sum':
      return added(sumOf(term.left), sumOf(term.right));
    case 'difference':
      return differenceOf(term.left, term.right);
    case 'abs':
      return { constant: 0, leaves: [], absolutes: [{ factor: 1, of: sumOf(term.of) }] };
    case 'share':
      return times(sumOf(term.of), term.share);
    case 'slope':
      return slopeOfSum(sumOf(term.of), term.perUs);
    case 'change': {
      const now = sumOf(term.of);
      return added(now, times(delayed(now, term.windowUs), -1));
    }
  }
}

export function differenceOf(left: Term, right: Term): TermSum {
  return added(sumOf(left), times(sumOf(right), -1));
}

/** Returns the value of a sum without signals: its constant and its absolute values of constants. */
export function constantOf({ constant, absolutes }: TermSum): number {
  return absolutes.reduce((sum, { factor, of }) => sum + factor * Math.abs(constantOf(of)), constant);
}

function times({ constant, leaves, absolutes }: TermSum, factor: number): TermSum {
  if (factor === 0) return { constant: 0, leaves: [], absolutes: [] };
  return {
    constant: constant * factor,
    leaves: leaves.map((leaf) => ({ ...leaf, factor: leaf.factor * factor })),
    absolutes: absolutes.map((one) => ({ ...one, factor: one.factor * factor })),
  };
}

function added(a: TermSum, b: TermSum): TermSum {
  return {
    constant: a.constant + b.constant,
    leaves: merged([...a.leaves, ...b.leaves]),
    absolutes: mergedAbsolutes([...a.absolutes, ...b.absolutes]),
  };
}

/** Adds the factors of equal leaves, so that a signal minus itself is zero. */
function merged(leaves: readonly Leaf[]): readonly Leaf[] {
  const found = new Map<string, Leaf>();
  for (const leaf of leaves) {
    const key = `${leaf.signal} ${leaf.delayUs} ${leaf.slopePerUs ?? ''}`;
    found.set(key, { ...leaf, factor: leaf.factor + (found.get(key)?.factor ?? 0) });
  }
  return [...found.values()].filter(({ factor }) => factor !== 0);
}

/** Adds the factors of equal absolute values. */
function mergedAbsolutes(absolutes: TermSum['absolutes']): TermSum['absolutes'] {
  const found = new Map<string, TermSum['absolutes'][number]>();
  for (const { factor, of } of absolutes) {
    const key = JSON.stringify(of);
    found.set(key, { of, factor: factor + (found.get(key)?.factor ?? 0) });
  }
  return [...found.values()].filter(({ factor }) => factor !== 0);
}

function delayed({ constant, leaves, absolutes }: TermSum, byUs: number): TermSum {
  return {
    constant,
    leaves: leaves.map((leaf) => ({ ...leaf, delayUs: leaf.delayUs + byUs })),
    absolutes: absolutes.map((one) => ({ ...one, of: delayed(one.of, byUs) })),
  };
}

function slopeOfSum({ leaves, absolutes }: TermSum, perUs: number): TermSum {
  if (absolutes.length > 0 || leaves.some((leaf) => leaf.slopePerUs !== undefined))
    throw new RangeError('formula: the slope of an absolute value or of a slope');
  return { constant: 0, leaves: leaves.map((leaf) => ({ ...leaf, slopePerUs: perUs })), absolutes: [] };
}

/** Returns all leaves of a sum, including those inside absolute values. */
export function leavesOf({ leaves, absolutes }: TermSum): readonly Leaf[] {
  return [...leaves, ...absolutes.flatMap((one) => leavesOf(one.of))];
}
