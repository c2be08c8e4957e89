import type { IntervalReader } from './interval-reader.ts';
import { type Reading, type ReadingRange, widened } from './reading.ts';
import type { RunSignals } from './run-signals.ts';

/** Returns the error of the rig as known at a time. */
export type RigErrorAt = (timeUs: number) => number;

/**
 * Returns the range of a signal after the changes of its first microsecond, with the error of the rig. Each value has
 * the error that was known at its own time.
 */
export function rangeOnRig(
  reader: IntervalReader,
  signals: RunSignals,
  { fromUs, toUs }: { readonly fromUs: number; readonly toUs: number },
  errorAt: RigErrorAt,
): ReadingRange | undefined {
  let found: ReadingRange | undefined;
  const begins = [fromUs, ...signals.rigChangesUs(fromUs, toUs)];
  for (const [i, beginUs] of begins.entries()) {
    const endUs = (begins[i + 1] ?? toUs + 1) - 1;
    const range = reader.settledRange(beginUs, endUs);
    if (range === undefined) continue;
    const error = errorAt(endUs);
    const [min, max] = [widened(range.min, error), widened(range.max, error)];
    found =
      found === undefined ? { min, max } : { min: both(found.min, min, Math.min), max: both(found.max, max, Math.max) };
  }
  return found;
}

function both(a: Reading, b: Reading, pick: (a: number, b: number) => number): Reading {
  return { value: pick(a.value, b.value), low: pick(a.low, b.low), high: pick(a.high, b.high) };
}
