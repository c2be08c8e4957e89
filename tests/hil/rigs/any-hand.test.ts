import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import type { HandProfile } from '../../../hil/rigs/hand-profile.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { runCount } from '../../run-count.ts';
import { byHand, secondsOf } from './sensed-field.ts';

const S = 1_000_000;
/** Half of the runs have a bad line. */
const RUNS = { quick: 3, long: 60 };

/** Moves for a minute: quick and slow ones, touches, trembling near the threshold. */
function randomHand(seed: number): HandProfile {
  const draw = new RandomStream(seed, 'hand');
  const points: (readonly [number, number])[] = [[0, 0]];
  for (let atS = 0; atS < 60; atS += draw.uniform() < 0.5 ? draw.between(0.01, 0.3) : draw.between(1, 12)) {
    points.push([atS, draw.uniform() < 0.3 ? draw.between(3, 5) : draw.between(-80, 80)]);
  }
  return {
    name: 'test',
    points: [...points, [60, 0] as const].map(([s, fieldMt]) => ({ atUs: Math.round(s * S), fieldMt })),
  };
}

describe('a magnet in the hand', () => {
  test('at random, over a bad line too, keeps shaft and plant equal, and repeats', async () => {
    for (let seed = 1; seed <= runCount(RUNS); seed += 1) {
      const cable = seed % 2 === 0 ? { faults: { flip: 0.02, drop: 0.02 } } : {};
      const run = await byHand('loopback', randomHand(seed), { seed, ...cable });
      const { repeatable, fingerprint, pump } = run.result;
      expect([seed, secondsOf(run, 'rig.slip')]).toEqual([seed, []]);
      const repeated = await runScenario(repeatable as Scenario, { rig: 'model', seed, product: pump });
      expect([seed, repeated.fingerprint]).toEqual([seed, fingerprint]);
    }
  });
});
