import { exp } from '../../../firmware-sim/base/exact-math.ts';

/** One term of a sum of decays: factor exp(-rate s). A rate of 0 is a constant. */
export interface Decay {
  readonly factor: number;
  readonly ratePerUs: number;
}

/**
 * Returns whole numbers that divide [from, to] into parts in which a sum of decays keeps its sign, up to the step
 * between two neighbours. A sum of n decays has at most n - 1 roots (Descartes' rule for exponentials). Divided by one
 * of its decays, its derivative is a sum of n - 1 decays. Between the roots of that derivative the quotient is
 * monotone.
 */
export function signParts(decays: readonly Decay[], from: number, to: number): readonly number[] {
  const merged = mergedOf(decays);
  const [first, ...others] = merged;
  if (first === undefined || others.length === 0) return [];
  const derived = others.map(({ factor, ratePerUs }) => ({
    factor: factor * (first.ratePerUs - ratePerUs),
    ratePerUs,
  }));
  const result: number[] = [];
  const ends = [from, ...signParts(derived, from, to), to];
  for (let i = 0; i + 1 < ends.length; i += 1) {
    const low = ends[i] as number;
    const high = ends[i + 1] as number;
    if (low < high && isPositive(merged, low) !== isPositive(merged, high)) {
      const last = lastAlike((at) => isPositive(merged, at), low, high);
      result.push(last, last + 1);
    }
  }
  return result;
}

function mergedOf(decays: readonly Decay[]): readonly Decay[] {
  const factors = new Map<number, number>();
  for (const { factor, ratePerUs } of decays) factors.set(ratePerUs, (factors.get(ratePerUs) ?? 0) + factor);
  return [...factors].filter(([, factor]) => factor !== 0).map(([ratePerUs, factor]) => ({ factor, ratePerUs }));
}

function isPositive(decays: readonly Decay[], at: number): boolean {
  let sum = 0;
  for (const { factor, ratePerUs } of decays) sum += ratePerUs === 0 ? factor : factor * exp(-ratePerUs * at);
  return sum > 0;
}

/** Returns the last whole number at which a test still has its result at `low`. The test changes once. */
export function lastAlike(test: (at: number) => boolean, low: number, high: number): number {
  const answer = test(low);
  let alike = low;
  let other = high;
  while (other - alike > 1) {
    const middle = alike + Math.floor((other - alike) / 2);
    if (test(middle) === answer) alike = middle;
    else other = middle;
  }
  return alike;
}
