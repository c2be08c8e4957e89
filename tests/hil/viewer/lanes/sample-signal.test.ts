import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pieces, SignalView } from '../../../../hil/viewer/lane-view.ts';
import { POINTS_PER_COLUMN, SignalSampler } from '../../../../hil/viewer/lanes/sample-signal.ts';
import { signalValueAt } from '../../../../hil/viewer/piece-value.ts';
import { piecesOf } from '../sample-run.ts';

function signalOf(pieces: Pieces, min: number | null = null): SignalView {
  return { name: 'true.x', label: 'x', role: 'truth', kind: 'curve', unit: 'mL', pieces, min };
}

/** Pieces of one microsecond and more, each a step, a line or an exponential. */
const drawnPieces = fc
  .array(
    fc.record({
      gapUs: fc.integer({ min: 0, max: 5 }),
      v: fc.integer({ min: -50, max: 50 }),
      r: fc.constantFrom(0, 0, 3e6, -2e6),
      to: fc.constantFrom(Number.NaN, Number.NaN, 40),
    }),
    { minLength: 1, maxLength: 700 },
  )
  .map((rows): Pieces => {
    let atUs = 0;
    const tUs = rows.map(({ gapUs }) => {
      atUs += gapUs;
      return atUs;
    });
    return {
      tUs: Float64Array.from(tUs),
      v: Float64Array.from(rows, ({ v }) => v),
      r: Float64Array.from(rows, ({ r }) => r),
      to: Float64Array.from(rows, ({ to }) => to),
      tauUs: Float64Array.from(rows, () => 4),
    };
  });

describe('samples of a signal', () => {
  test('hold the least and the greatest value of each column, whatever its pieces', () => {
    fc.assert(
      fc.property(drawnPieces, fc.integer({ min: 1, max: 30 }), (pieces, columnCount) => {
        const signal = signalOf(pieces);
        const toUs = (pieces.tUs.at(-1) ?? 0) + 10;
        const sampled = new SignalSampler(signal).sample({ fromUs: 0, toUs }, columnCount);

        expect(sampled).toHaveLength(columnCount * POINTS_PER_COLUMN);
        for (let atUs = 0; atUs < toUs; atUs += 1) {
          const value = signalValueAt(signal, atUs);
          // The last sample stands for the last quarter of the last column.
          if (value === undefined || atUs > toUs * (1 - 0.25 / columnCount)) continue;
          const column = Math.floor((atUs / toUs) * columnCount);
          // A time on the edge of two columns may be in either, so both count.
          const near = sampled
            .slice(Math.max(0, column - 1) * POINTS_PER_COLUMN, (column + 2) * POINTS_PER_COLUMN)
            .filter((one) => one !== null);
          expect(Math.min(...near)).toBeLessThanOrEqual(value + 1e-6);
          expect(Math.max(...near)).toBeGreaterThanOrEqual(value - 1e-6);
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('keep one peak among a million pieces', () => {
    const count = 1_000_000;
    const pieces: Pieces = {
      tUs: Float64Array.from({ length: count }, (_, index) => index),
      v: Float64Array.from({ length: count }, (_, index) => (index === 333_333 ? 7 : 1)),
      r: null,
      to: null,
      tauUs: null,
    };
    const sampled = new SignalSampler(signalOf(pieces)).sample({ fromUs: 0, toUs: count }, 800);

    expect(sampled.filter((value) => value === 7)).toHaveLength(1);
    expect(Math.floor(sampled.indexOf(7) / POINTS_PER_COLUMN)).toBe(Math.floor((333_333 / count) * 800));
  });

  test('are null before the first piece and for a value that is not known', () => {
    const pieces = piecesOf([
      [5, 1],
      [7, Number.NaN],
    ]);

    expect(
      new SignalSampler(signalOf(pieces)).sample({ fromUs: 0, toUs: 10_000_000 }, 10).map((v) => v === null),
    ).toEqual(Array.from({ length: 40 }, (_, index) => index < 20 || index >= 31));
  });

  test('leave out a piece that another replaces at its own time', () => {
    const pieces = piecesOf([
      [0, 1],
      [5, 99],
      [5, 2],
    ]);

    expect(new SignalSampler(signalOf(pieces)).sample({ fromUs: 0, toUs: 10_000_000 }, 3)).not.toContain(99);
  });
});
