import type { RandomStream } from '../base/random-stream.ts';

/**
 * Number of uniform draws whose sum approximates a normal distribution: variance 12/12, tails cut at six deviations, no
 * logarithm needed.
 */
const DRAWS = 12;

/** Draws a ratio of true over programmed volume around a mean. */
export function sampledRatio(stream: RandomStream, mean: number, spread: number): number {
  let sum = 0;
  for (let i = 0; i < DRAWS; i += 1) sum += stream.uniform();
  return mean + spread * (sum - DRAWS / 2);
}
