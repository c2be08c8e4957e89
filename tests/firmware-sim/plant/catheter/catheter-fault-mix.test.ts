import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import {
  ascendaMix,
  type FaultMix,
  reviewMix,
  sampledFault,
} from '../../../../firmware-sim/plant/catheter/catheter-fault-mix.ts';
import type { CatheterFault } from '../../../../firmware-sim/plant/catheter/catheter-path.ts';

const DRAWS = 40_000;

function drawn(mix: FaultMix, seed: number): readonly CatheterFault[] {
  const stream = new RandomStream(seed, 'catheter fault');
  return Array.from({ length: DRAWS }, () => sampledFault(mix, stream));
}

function shareOf(faults: readonly CatheterFault[], ...kinds: readonly string[]): number {
  return faults.filter(({ kind }) => kinds.includes(kind)).length / faults.length;
}

describe('sampled faults of catheters', () => {
  // Per patient: disconnection 6-10, leak 5-16, migration 3-11, kink and occlusion 2-20 %.
  test('follow Miracle et al. 2011, each kind at the middle of its range', () => {
    const faults = drawn(reviewMix, 1);
    const all = 8 + 10.5 + 7 + 11;
    expect(shareOf(faults, 'disconnection')).toBeCloseTo(8 / all, 2);
    expect(shareOf(faults, 'leak')).toBeCloseTo(10.5 / all, 2);
    expect(shareOf(faults, 'migration')).toBeCloseTo(7 / all, 2);
    expect(shareOf(faults, 'kink', 'occlusion')).toBeCloseTo(11 / all, 2);
  });

  // 126 patients: 5 occlusions, 2 fractures, 1 disconnection, 1 kink of 9, no migration.
  test('follow the counts of the Ascenda series', () => {
    const faults = drawn(ascendaMix, 2);
    expect(shareOf(faults, 'occlusion')).toBeCloseTo(5 / 9, 2);
    expect(shareOf(faults, 'leak')).toBeCloseTo(2 / 9, 2);
    expect(shareOf(faults, 'disconnection')).toBeCloseTo(1 / 9, 2);
    expect(shareOf(faults, 'kink')).toBeCloseTo(1 / 9, 2);
    expect(shareOf(faults, 'migration')).toBe(0);
  });

  test('leave some flow in a kinked or leaking catheter, and repeat with the seed', () => {
    const faults = drawn(reviewMix, 3);
    const shares = faults.flatMap((one) => (one.kind === 'kink' || one.kind === 'leak' ? [one.share] : []));
    expect(shares.length).toBeGreaterThan(DRAWS / 10);
    expect(shares.filter((share) => !(share > 0 && share < 1))).toEqual([]);
    expect(drawn(reviewMix, 3)).toEqual(faults);
    expect(drawn(reviewMix, 4)).not.toEqual(faults);
  });
});
