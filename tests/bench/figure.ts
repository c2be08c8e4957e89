/** Limit of a figure. A ratio is the figure over its baseline from the same run. */
export interface Limit {
  readonly of: 'ratio' | 'figure';
  readonly bound: 'at least' | 'at most';
  readonly value: number;
}

/** One line of the printed table. */
export interface Figure {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  readonly baseline?: { readonly name: string; readonly figure: number };
  /** Median of the ratios of the single rounds. A slow drift of the machine does not affect it. */
  readonly ratio?: number;
  /** Without a limit the figure is printed and not judged. */
  readonly limit?: Limit;
}

/**
 * Returns whether a figure meets its limit; undefined without a limit. A figure that was not computed misses its limit.
 */
export function isMet({ figure, ratio, limit }: Figure): boolean | undefined {
  if (limit === undefined) return undefined;
  const value = limit.of === 'ratio' ? (ratio ?? Number.NaN) : figure;
  return limit.bound === 'at least' ? value >= limit.value : value <= limit.value;
}
