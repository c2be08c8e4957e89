import type { ActiveLeaf, ActiveSum } from './active-sum.ts';

/** Least and greatest lower bound of a number between two times, and the same for its upper bound. */
export interface EnclosureRange {
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
}

/**
 * Returns the bounds of a sum between two times from readings of its signals. The error of the shaft is not included.
 */
export function enclosureOf({ constant, leaves, absolutes }: ActiveSum, fromUs: number, toUs: number): EnclosureRange {
  let all: EnclosureRange = { low: [constant, constant], high: [constant, constant] };
  for (const leaf of leaves) all = added(all, leafEnclosure(leaf, fromUs, toUs), 1);
  for (const { factor, of } of absolutes) all = added(all, absolute(enclosureOf(of, fromUs, toUs)), factor);
  return all;
}

/** Returns whether readings of a sum are more exact than its lines with their errors. */
export function hasReadings({ leaves, absolutes }: ActiveSum): boolean {
  return (
    leaves.some(({ leaf, traits }) => leaf.slopePerUs === undefined && traits.readings !== undefined) ||
    absolutes.some(({ of }) => hasReadings(of))
  );
}

function leafEnclosure(active: ActiveLeaf, fromUs: number, toUs: number): EnclosureRange {
  const { leaf, traits, piece } = active;
  const { factor, delayUs, slopePerUs } = leaf;
  // Before the run is as long as the window, the earlier value is the first value.
  const isHeld = piece !== undefined && piece.atUs > fromUs - delayUs;
  const range =
    slopePerUs !== undefined || isHeld ? undefined : traits.readings?.range(fromUs - delayUs, toUs - delayUs);
  if (range !== undefined) {
    const { min, max } = range;
    return scaled({ low: [min.low, max.low], high: [min.high, max.high] }, factor);
  }
  // A single leaf only rises or only falls.
  const [a, b] = [active.at(fromUs), active.at(toUs)];
  const ends: readonly [number, number] = [Math.min(a, b), Math.max(a, b)];
  return { low: ends, high: ends };
}

function added(a: EnclosureRange, b: EnclosureRange, factor: number): EnclosureRange {
  const { low, high } = scaled(b, factor);
  return { low: [a.low[0] + low[0], a.low[1] + low[1]], high: [a.high[0] + high[0], a.high[1] + high[1]] };
}

function scaled({ low, high }: EnclosureRange, factor: number): EnclosureRange {
  if (factor === 1) return { low, high };
  if (factor >= 0) return { low: [low[0] * factor, low[1] * factor], high: [high[0] * factor, high[1] * factor] };
  return { low: [high[1] * factor, high[0] * factor], high: [low[1] * factor, low[0] * factor] };
}

function absolute({ low, high }: EnclosureRange): EnclosureRange {
  return {
    low: [Math.max(0, low[0], -high[1]), Math.max(0, low[1], -high[0])],
    high: [Math.max(-low[1], high[0]), Math.max(-low[0], high[1])],
  };
}
