/** Limit of a figure; a ratio is the figure over its baseline from one run. */
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
  /** Median of the ratios of the single rounds, which a slow drift of the machine leaves alone. */
  readonly ratio?: number;
  /** Without a limit the figure is printed and not judged. */
  readonly limit?: Limit;
}

/** Undefined without a limit. A figure that was not computed misses each limit. */
export function isMet({ figure, ratio, limit }: Figure): boolean | undefined {
  if (limit === undefined) return undefined;
  const value = limit.of === 'ratio' ? (ratio ?? Number.NaN) : figure;
  return limit.bound === 'at least' ? value >= limit.value : value <= limit.value;
}
