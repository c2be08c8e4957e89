import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemText, readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import { IntervalReader } from '../../../../hil/scenario/readings/interval-reader.ts';
import { LevelPulses } from '../../../../hil/scenario/readings/level-pulses.ts';
import { PieceBounds } from '../../../../hil/scenario/readings/piece-bounds.ts';
import type { Piece } from '../../../../hil/scenario/readings/signal-pieces.ts';
import { atMoment, TrueCourse } from '../../../../hil/scenario/readings/true-course.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';
import { runCount } from '../../../run-count.ts';
import { type KeptNumbers, keptNumbers } from './kept-runs.ts';

/** Moments at which each piece is read, as shares of its length. */
const SHARES = [0, 1e-6, 0.01, 0.1, 0.33, 0.5, 0.71, 0.9, 0.999999];

const product = fc.constantFrom('synchromed-ii', 'prometra-ii', 'synchromed-el');
const rate = fc.integer({ min: 60, max: 900 }).map((thousandths) => `${thousandths / 1000} mL/day`);
const event = fc.oneof(
  fc.integer({ min: 2, max: 3000 }).map((mt) => `field: ${mt} mT`),
  fc.constant('field: off'),
  rate.map((text) => `program: { mode: simple continuous, rate: ${text} }`),
  fc.constant('refill: 8 mL'),
);
interface Drawn {
  readonly id: string;
  readonly firstRate: string;
  readonly events: readonly (readonly [hour: number, act: string])[];
}
const drawn: fc.Arbitrary<Drawn> = fc.record({
  id: product,
  firstRate: rate,
  events: fc.array(fc.tuple(fc.integer({ min: 1, max: 48 }), event), { minLength: 1, maxLength: 5 }),
});

function scenarioOf({ id, firstRate, events }: Drawn): Scenario {
  const sorted = events.toSorted(([a], [b]) => a - b).filter(([hour], i, all) => hour !== all[i - 1]?.[0]);
  const lines = sorted.map(
    ([hour, act], index) => `  - { at: ${hour}.${(hour * 7) % 10} h, ${act}, name: entry ${index} }\n`,
  );
  const read = readScenario(
    `scenario: drawn\nsays: Drawn.\npump: { product: ${id}, mode: simple continuous, rate: ${firstRate} }\ntimeline:\n${lines.join('')}expect:\n  - { name: runs, at: 50 h, value: pump.programmedMl, at least: 0 mL }\n`,
    'drawn.yaml',
  );
  if (!read.ok) throw new Error(read.problems.map(problemText).join('\n'));
  return read.scenario;
}

/** Checks that no reading exceeds the bounds that allow pieces to be skipped. Returns the number of readings. */
function readAll({ kept, numbers, endUs }: KeptNumbers): number {
  const course = new TrueCourse(kept);
  let count = 0;
  for (const signal of numbers) {
    const bounds = new PieceBounds(kept.declared(signal), { fromUs: 0, toUs: endUs });
    const pieces = kept.pieces(signal);
    for (let index = 0; index < pieces.count; index += 1) {
      const piece = pieces.piece(index) as Piece;
      const nextUs = pieces.piece(index + 1)?.t ?? endUs;
      const { low, high } = bounds.of(pieces, index);
      for (const share of SHARES) {
        const reading = course.along(signal, piece, atMoment(Math.floor(piece.t + share * (nextUs - piece.t))));
        if (reading.low < low || reading.high > high) expect([signal, piece, reading]).toEqual({ low, high });
        count += 1;
      }
    }
  }
  return count;
}

/** Compares the range of each level piece with the values at all its steps. Returns the number of pieces. */
function compareLevels({ kept }: KeptNumbers): number {
  const signal = 'true.undeliveredMl';
  const course = new TrueCourse(kept);
  const levels = new LevelPulses(kept, course, signal);
  const pieces = kept.pieces(signal);
  let count = 0;
  for (let index = 0; index < pieces.count - 1; index += 1) {
    const piece = pieces.piece(index) as Piece;
    const toUs = (pieces.piece(index + 1) as Piece).t - 1;
    const range = levels.rangeOf(signal, piece, piece.t, toUs);
    if (range === undefined) continue;
    const timesUs = kept.steps?.timesUs(piece.t, toUs, 1e6, 'first') ?? [];
    const values = [piece.v, ...timesUs.map((timeUs) => course.along(signal, piece, atMoment(timeUs)).value)];
    expect(range.min.low).toBeCloseTo(Math.min(...values), 12);
    expect(range.max.high).toBeCloseTo(Math.max(...values), 12);
    count += 1;
  }
  return count;
}

describe('over drawn runs', () => {
  test('no reading leaves the bounds of its piece, and level pieces have their range', async () => {
    let [readings, levels] = [0, 0];
    await fc.assert(
      fc.asyncProperty(drawn, async (one) => {
        const numbers = await keptNumbers(scenarioOf(one));
        readings += readAll(numbers);
        levels += compareLevels(numbers);
        for (const signal of numbers.numbers) {
          const [pruned, whole] = [0, Number.POSITIVE_INFINITY].map(
            (pieces) => new IntervalReader(numbers.kept, signal, pieces),
          );
          expect([signal, pruned?.range(0, numbers.endUs)]).toEqual([signal, whole?.range(0, numbers.endUs)]);
        }
      }),
      { numRuns: runCount({ quick: 8, long: 300 }), seed: 11 },
    );
    expect(readings).toBeGreaterThan(300);
    expect(levels).toBeGreaterThan(1);
  });
});
