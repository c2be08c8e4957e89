import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { bandOf, lowerEdgeMl, ratioOfBand } from '../../firmware-sim/plant/filling.ts';
import { products } from '../../firmware-sim/products/catalogue.ts';
import { pumpRun, quietAlarms } from './pump-run.ts';

const law = { kneeMl: 4, floorMl: 2 };

describe('the flow below the knee', () => {
  test('falls in ten equal bands, each at its middle ratio, to zero at the floor', () => {
    const ratios = [4.001, 4, 3.9, 3.801, 3.8, 3.5, 2.21, 2.1, 2.0001, 2, 1].map((ml) => ratioOfBand(bandOf(law, ml)));
    expect(ratios.map((ratio) => Number(ratio.toFixed(9)))).toEqual([
      1, 0.95, 0.95, 0.95, 0.85, 0.75, 0.15, 0.05, 0.05, 0, 0,
    ]);
  });

  test('averages to the straight line over each band and over all of them', () => {
    let sum = 0;
    for (let band = 1; band <= 10; band += 1) {
      const [upperMl, lowerMl] = [lowerEdgeMl(law, band - 1) as number, lowerEdgeMl(law, band) as number];
      expect(upperMl - lowerMl).toBeCloseTo(0.2, 12);
      expect(ratioOfBand(band)).toBeCloseTo(((upperMl + lowerMl) / 2 - law.floorMl) / 2, 12);
      sum += ratioOfBand(band);
    }
    expect(sum / 10).toBeCloseTo(0.5, 12);
    expect(lowerEdgeMl(law, 11)).toBeUndefined();
  });

  test('stops at once at a knee that equals the floor', () => {
    const sharp = { kneeMl: 2, floorMl: 2 };
    expect([2.1, 2, 1.9].map((ml) => ratioOfBand(bandOf(sharp, ml)))).toEqual([1, 0, 0]);
  });
});

describe.each(products.map((product) => [product.id, product] as const))('a low reservoir of %s', (_id, product) => {
  test('empties ever slower: ten bands of 0.2 mL at 1 mL/day, none below the floor', () => {
    const run = pumpRun({ product, state: { reservoirMl: 5, filling: law, alarms: quietAlarms } });
    run.pump.programSimpleContinuous(1);
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(4, 2);
    // Each band takes 0.2 / ratio days: 0.2 (1/0.95 + 1/0.85 + ... + 1/0.55) for the upper five.
    const upperDays = [0.95, 0.85, 0.75, 0.65, 0.55].reduce((sum, ratio) => sum + 0.2 / ratio, 0);
    run.wait(Math.round(upperDays * US_PER_DAY));
    expect(run.pump.reservoir.volumeMl).toBeCloseTo(3, 2);
    const lowerDays = [0.45, 0.35, 0.25, 0.15, 0.05].reduce((sum, ratio) => sum + 0.2 / ratio, 0);
    run.wait(Math.round((lowerDays + 0.1) * US_PER_DAY));
    const stoodMl = run.pump.reservoir.volumeMl;
    expect(stoodMl).toBeCloseTo(2, 2);
    run.wait(10 * US_PER_DAY);
    expect(run.pump.reservoir.volumeMl).toBe(stoodMl);
    expect(run.pump.reservoir.isEmpty).toBe(false);
    expect(run.pump.supply.flowRatio.factor('filling')).toBe(0);
    run.pump.refill({ fillMl: 8 });
    expect(run.pump.supply.flowRatio.ratio).toBe(1);
    expect(run.events('true.refill')).toMatchObject([{ withdrawnMl: stoodMl }]);
  });

  test('depends neither on how often it is observed nor on the initial volume', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 6, noNaN: true }),
        fc.integer({ min: 0, max: 100 }),
        fc.array(fc.integer({ min: 1, max: 12 * US_PER_HOUR }), { maxLength: 10 }),
        (reservoirMl, percent, looks) => {
          const filling = { kneeMl: 4, floorMl: percent / 25 };
          const state = { reservoirMl, filling, alarms: quietAlarms };
          const [watched, left] = [pumpRun({ product, state }), pumpRun({ product, state })];
          for (const run of [watched, left]) run.pump.programSimpleContinuous(2.5);
          for (const us of looks) {
            watched.wait(us);
            watched.pump.reservoir.letPass(1);
          }
          left.wait(looks.reduce((sum, us) => sum + us, 0));
          expect(watched.pump.reservoir.volumeMl).toBeCloseTo(left.pump.reservoir.volumeMl, 9);
          const { volumeMl } = left.pump.reservoir;
          expect(left.pump.supply.flowRatio.factor('filling')).toBe(ratioOfBand(bandOf(filling, volumeMl)));
        },
      ),
      { numRuns: 25 },
    );
  });
});

test.each([
  { filling: { kneeMl: 2, floorMl: 3 } },
  { filling: { kneeMl: 21, floorMl: 3 } },
  { filling: { kneeMl: 2, floorMl: -1 } },
])('an impossible law is refused: %o', (state) => {
  expect(() => pumpRun({ state })).toThrow('filling knee');
});
