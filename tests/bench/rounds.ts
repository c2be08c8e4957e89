/** One measurement in some unit. */
export type Measured = () => number | Promise<number>;

export interface Comparison {
  readonly figure: number;
  readonly baseline: number;
  readonly ratio: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

export interface Rounds {
  /** Warm-up rounds that do not count, because new code is not compiled yet. */
  readonly warmUp: number;
  readonly counted: number;
}

/**
 * Measures in rounds of baseline, subject, subject, baseline. Other programs, a warming processor and leftovers of the
 * previous measurement then affect both equally. Medians over the rounds ignore outliers.
 */
export async function compared(rounds: Rounds, subject: Measured, baseline: Measured): Promise<Comparison> {
  const counted: { readonly figure: number; readonly baseline: number }[] = [];
  for (let round = 0; round < rounds.warmUp + rounds.counted; round += 1) {
    const before = await baseline();
    const figure = ((await subject()) + (await subject())) / 2;
    const after = await baseline();
    if (round >= rounds.warmUp) counted.push({ figure, baseline: (before + after) / 2 });
  }
  return {
    figure: median(counted.map((one) => one.figure)),
    baseline: median(counted.map((one) => one.baseline)),
    ratio: median(counted.map((one) => one.figure / one.baseline)),
  };
}
