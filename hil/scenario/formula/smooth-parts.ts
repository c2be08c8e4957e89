import { type ActiveSum, limitsOf, sumAt } from './active-sum.ts';
import { type Decay, lastAlike, signParts } from './exponential-sum.ts';

/**
 * Returns whole microseconds from `fromUs` to `toUs`. Between two of them a sum only rises or only falls. Undefined if
 * steps, a lower bound or the sign of an absolute value break it there.
 */
export function monotoneParts(sum: ActiveSum, fromUs: number, toUs: number): readonly number[] | undefined {
  const decays: Decay[] = [];
  if (!addDerivative(sum, 1, decays, fromUs, toUs)) return undefined;
  const parts = signParts(decays, 0, toUs - fromUs).map((at) => fromUs + at);
  return [fromUs, ...parts, toUs];
}

/**
 * Adds the derivative of a sum, as a function of the time since `fromUs`. Returns false if the sum has none in this
 * span.
 */
function addDerivative(sum: ActiveSum, factor: number, decays: Decay[], fromUs: number, toUs: number): boolean {
  for (const leaf of sum.leaves) {
    const shape = leaf.shape(fromUs, toUs);
    if (shape === 'broken') return false;
    if (shape === 'smooth') leaf.addDerivative(decays, fromUs, factor);
  }
  for (const one of sum.absolutes) {
    const sign = signOf(one.of, fromUs, toUs);
    if (sign === undefined || !addDerivative(one.of, factor * one.factor * sign, decays, fromUs, toUs)) return false;
  }
  return true;
}

/** Returns the sign that a sum has from `fromUs` to `toUs`; undefined if it changes. */
function signOf(sum: ActiveSum, fromUs: number, toUs: number): 1 | -1 | undefined {
  const { low, high } = limitsOf(sum, fromUs, toUs);
  if (low >= 0) return 1;
  if (high <= 0) return -1;
  const parts = monotoneParts(sum, fromUs, toUs);
  if (parts === undefined) return undefined;
  const values = parts.map((atUs) => sumAt(sum, atUs));
  if (values.every((value) => value >= 0)) return 1;
  return values.every((value) => value <= 0) ? -1 : undefined;
}

/**
 * Returns the last microsecond before the first absolute value changes its sign. Returns the middle if steps break the
 * sum.
 */
export function breakUs(sum: ActiveSum, fromUs: number, toUs: number): number {
  for (const { of } of sum.absolutes) {
    if (signOf(of, fromUs, toUs) !== undefined) continue;
    const parts = monotoneParts(of, fromUs, toUs) ?? [];
    for (let i = 0; i + 1 < parts.length; i += 1) {
      const low = parts[i] as number;
      const high = parts[i + 1] as number;
      const isPositive = (atUs: number): boolean => sumAt(of, atUs) > 0;
      if (low < high && isPositive(low) !== isPositive(high)) return lastAlike(isPositive, low, high);
    }
  }
  return fromUs + Math.floor((toUs - fromUs) / 2);
}
