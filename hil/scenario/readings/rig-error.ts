import { type Product, rollersOf } from '../../../firmware-sim/products/product.ts';
import { IntervalReader } from './interval-reader.ts';
import type { RunSignals } from './run-signals.ts';

const UL_PER_ML = 1000;

/** Error that the rig adds to a signal: the largest difference between shaft and plant that the rig cannot see. */
export interface RigError {
  readonly size: number;
  /** Parts of the error, as text. */
  readonly parts: readonly string[];
}

const none: RigError = { size: 0, parts: [] };

/**
 * Returns the error that a rig adds to a signal up to a time. The plant is the truth on every rig, and the shaft
 * confirms it within this angle. So only true values carry this error. It bounds differences of two values as it bounds
 * values.
 */
export function rigErrorOf(
  signal: string,
  unit: string,
  signals: RunSignals,
  toUs: number,
  mlPerDeg: number,
): RigError {
  if (!signal.startsWith('true.')) return none;
  const perDeg = unit === 'deg' ? 1 : mlPerDeg * perMlOf(signal, unit, signals, toUs);
  const { resolutionDeg, backlashDeg, overrunDeg } = signals.rigAt(toUs);
  const size = (resolutionDeg + overrunDeg) * perDeg;
  if (size === 0) return none;
  const part = (name: string, deg: number): readonly string[] =>
    deg === 0 ? [] : [`${name} ${Number((deg * perDeg).toPrecision(3))} ${unit}`];
  return {
    size,
    parts: [
      ...part('resolution of the rig', resolutionDeg - backlashDeg),
      ...part('backlash after a reversal', backlashDeg),
      ...part('overrun before a sensed hold', overrunDeg),
    ],
  };
}

/** Returns the largest change of a signal per mL of flow through the pump. */
function perMlOf(signal: string, unit: string, signals: RunSignals, toUs: number): number {
  const perMl = signals.declared(signal)?.perMl ?? (unit === 'mL' ? 1 : 0);
  if (typeof perMl === 'number') return perMl;
  return new IntervalReader(signals, perMl).range(0, toUs)?.max.high ?? 0;
}

/** Returns the volume per degree of the rig's shaft. 0 for a pump without rollers. */
export function mlPerDegOf(product: Product): number {
  return (rollersOf(product)?.revolutionUl.value ?? 0) / 360 / UL_PER_ML;
}
