import { describe, expect, test } from 'vitest';
import type { SignalView } from '../../../hil/viewer/lane-view.ts';
import { signalValueAt } from '../../../hil/viewer/piece-value.ts';
import { piecesOf, sampleRun } from './sample-run.ts';

const S = 1_000_000;

describe('the value of a signal', () => {
  const delivered = sampleRun.lanes[0]?.signals[0] as SignalView;

  test('follows the slope of its piece and stands behind the last one', () => {
    expect(signalValueAt(delivered, 605 * S)).toBeCloseTo(0.003 + 5 * 0.000278, 12);
    expect(signalValueAt(delivered, 900 * S)).toBe(0.0072);
  });

  test('is unknown before the first piece', () => {
    expect(signalValueAt({ ...delivered, pieces: piecesOf([[5, 1]]) }, 4 * S)).toBeUndefined();
  });

  test('is the last of several pieces at one time', () => {
    const pieces = piecesOf([
      [0, 1],
      [5, 2],
      [5, 3],
    ]);

    expect(signalValueAt({ ...delivered, pieces }, 5 * S)).toBe(3);
  });

  test('approaches the end of an exponential', () => {
    const pieces = {
      ...piecesOf([[0, 10]]),
      to: Float64Array.of(2),
      tauUs: Float64Array.of(3 * S),
    };

    expect(signalValueAt({ ...delivered, pieces }, 3 * S)).toBeCloseTo(2 + 8 * Math.exp(-1), 12);
    expect(signalValueAt({ ...delivered, pieces }, 300 * S)).toBeCloseTo(2, 12);
  });

  test('stays above its lower bound', () => {
    expect(signalValueAt({ ...delivered, min: 0, pieces: piecesOf([[0, 1, -1]]) }, 9 * S)).toBe(0);
  });
});
