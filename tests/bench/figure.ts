/** What a figure is held to; a ratio is the figure over its baseline from the same run. */
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
  /** Without one the figure is told and not judged. */
  readonly limit?: Limit;
}

/** Undefined where there is no limit. What could not be computed meets no limit. */
export function isMet({ figure, ratio, limit }: Figure): boolean | undefined {
  if (limit === undefined) return undefined;
  const value = limit.of === 'ratio' ? (ratio ?? Number.NaN) : figure;
  return limit.bound === 'at least' ? value >= limit.value : value <= limit.value;
}
