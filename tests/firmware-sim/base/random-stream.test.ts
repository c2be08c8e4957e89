import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';

function draws(seed: number, cause: string, count: number): number[] {
  const stream = new RandomStream(seed, cause);
  return Array.from({ length: count }, () => stream.bits32());
}

describe('a random stream', () => {
  // The reference is written in another language.
  test('draws the numbers of a reference xoshiro128** for the same seed and cause', () => {
    expect(draws(1, 'field azimuth', 4)).toEqual([844426916, 4026303231, 2301245451, 2982919297]);
    expect(draws(2 ** 32 - 1, 'lost motor turns', 4)).toEqual([761536517, 1232748276, 526743338, 1812415090]);
    expect(new RandomStream(7, 'lost motor turns').uniform()).toBe(0.6561958692470129);
  });

  test('is independent of the draws of another cause', () => {
    const alone = draws(5, 'lost motor turns', 50);
    const other = new RandomStream(5, 'field azimuth');
    const stream = new RandomStream(5, 'lost motor turns');
    const beside = Array.from({ length: 50 }, () => {
      other.bits32();
      return stream.bits32();
    });
    expect(beside).toEqual(alone);
  });

  test('differs from seed to seed and from cause to cause', () => {
    const firsts = new Set<string>();
    for (let seed = 0; seed < 500; seed += 1) {
      for (const cause of ['field azimuth', 'lost motor turns']) firsts.add(draws(seed, cause, 2).join());
    }
    expect(firsts.size).toBe(1_000);
  });

  test('is uniform in [0, 1): never 1, even over hundredths, no two neighbours alike', () => {
    const stream = new RandomStream(11, 'uniformity');
    const counts = new Array<number>(100).fill(0);
    let productSum = 0;
    let last = 0.5;
    const drawCount = 100_000;
    for (let i = 0; i < drawCount; i += 1) {
      const value = stream.uniform();
      const bin = Math.floor(value * 100);
      counts[bin] = (counts[bin] ?? 0) + 1;
      productSum += (value - 0.5) * (last - 0.5);
      last = value;
    }
    expect(counts).toHaveLength(100);
    const chiSquared = counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
    // 99 degrees of freedom: 50 to 160 leaves out one seed in ten thousand.
    expect(chiSquared).toBeGreaterThan(50);
    expect(chiSquared).toBeLessThan(160);
    expect(Math.abs(productSum / drawCount)).toBeLessThan((4 / 12) * drawCount ** -0.5);
  });

  test('stays between its bounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.string(), (seed, cause) => {
        const stream = new RandomStream(seed, cause);
        for (let i = 0; i < 20; i += 1) {
          const value = stream.between(-180, 180);
          expect(value >= -180 && value < 180).toBe(true);
          expect(Number.isInteger(stream.bits32())).toBe(true);
        }
      }),
    );
  });
});
