import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { sampledRatio } from '../../../firmware-sim/plant/accuracy.ts';
import { pumpRun } from '../pump-run.ts';

describe('a sampled accuracy', () => {
  test('has the requested mean and spread, and never more than six deviations', () => {
    const stream = new RandomStream(1, 'accuracy');
    const ratios = Array.from({ length: 20_000 }, () => sampledRatio(stream, 1, 0.02));
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / ratios.length;
    // Standard errors: 0.02 / sqrt(20,000) = 0.00014, and 0.7 % of the spread.
    expect(Math.abs(mean - 1)).toBeLessThan(0.0006);
    expect(Math.abs(Math.sqrt(variance) / 0.02 - 1)).toBeLessThan(0.03);
    expect(ratios.every((ratio) => Math.abs(ratio - 1) <= 0.12)).toBe(true);
    const within = ratios.filter((ratio) => Math.abs(ratio - mean) < 0.02).length / ratios.length;
    expect(Math.abs(within - 0.683)).toBeLessThan(0.02);
  });

  test('depends on the seed: the same pump again, another pump with another seed', () => {
    const ratioOf = (seed: number): number => {
      const { drive } = pumpRun({ seed, state: { accuracy: 'sampled' } }).pump;
      return drive.train.head.revolutionUl / 30;
    };
    expect(ratioOf(1)).toBe(ratioOf(1));
    expect(new Set([1, 2, 3, 4, 5].map(ratioOf)).size).toBe(5);
    expect([1, 2, 3, 4, 5].every((seed) => Math.abs(ratioOf(seed) - 1) < 0.12)).toBe(true);
  });

  test('is exactly 1 by default, and the pump keeps counting with its own constant', () => {
    expect(pumpRun({ seed: 5 }).pump.drive.train.head.revolutionUl).toBe(30);
    const { pump } = pumpRun({ state: { accuracy: 1.145 } });
    expect(pump.drive.train.head.revolutionUl).toBeCloseTo(34.35, 12);
    expect(pump.interrogate().calibrationUl).toBe(30);
    expect(pump.delivery.stepMl).toBe(0.000125);
  });
});
