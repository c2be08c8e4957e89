import type { FillingLaw } from '../base/filling-law.ts';

/** Law of a pump without gas. Nothing flows, even if the reservoir is full. */
export const noGas: FillingLaw = { kneeMl: Number.POSITIVE_INFINITY, floorMl: Number.POSITIVE_INFINITY };

/**
 * Number of equal volume steps that replace the straight line. Each step has the ratio of its middle, so the flow
 * within it is constant.
 */
const BANDS = 10;
const FLOOR_BAND = BANDS + 1;
/** Rounding of a volume that has just reached an edge, in bands. */
const SLACK = 1e-9;

/**
 * Returns the band of a volume: 0 above the knee, 1 to 10 between knee and floor, 11 from the floor down. An edge
 * belongs to the band below it.
 */
export function bandOf({ kneeMl, floorMl }: FillingLaw, volumeMl: number): number {
  if (volumeMl <= floorMl) return FLOOR_BAND;
  if (volumeMl > kneeMl) return 0;
  const band = Math.floor((BANDS * (kneeMl - volumeMl)) / (kneeMl - floorMl) + SLACK) + 1;
  return Math.min(band, FLOOR_BAND);
}

/** Returns true over nominal volume within a band. */
export function ratioOfBand(band: number): number {
  if (band === 0) return 1;
  return band >= FLOOR_BAND ? 0 : 1 - (band - 0.5) / BANDS;
}

/** Returns the volume at which a band ends and the next begins; undefined for the last. */
export function lowerEdgeMl({ kneeMl, floorMl }: FillingLaw, band: number): number | undefined {
  if (band >= FLOOR_BAND) return undefined;
  return kneeMl - (band * (kneeMl - floorMl)) / BANDS;
}
