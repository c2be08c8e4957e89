import { ln, rootOf } from './exact-math.ts';
import type { RandomStream } from './random-stream.ts';

/** Weibull law of the age at failure, through one published point. */
export interface Hazard {
  readonly ageUs: number;
  /** Share failed at that age. */
  readonly failedShare: number;
  /** Whole number. 1 means a constant hazard; a larger one means that the hazard grows with age. */
  readonly shape: number;
}

/**
 * Draws the age at failure of a pump that has already reached the age `reachedUs`. Solves exp(ln(1 - p) (t / t_p)^k)
 * for t. Infinity means never.
 */
export function failureAgeUs(hazard: Hazard, reachedUs: number, stream: RandomStream): number {
  const { ageUs, failedShare, shape } = hazard;
  const drawn = ln(1 - stream.uniform()) / ln(1 - failedShare);
  if (!Number.isFinite(drawn)) return Number.POSITIVE_INFINITY;
  let passed = 1;
  for (let i = 0; i < shape; i += 1) passed *= reachedUs / ageUs;
  return Math.ceil(ageUs * rootOf(passed + drawn, shape));
}
