import { describe, expect, test } from 'vitest';
import { logTicks, timeTicks, valueTicks } from '../../../../hil/viewer/lanes/ticks.ts';

const S = 1_000_000;

describe('values of an axis', () => {
  test('are round, with as many decimals as they need', () => {
    expect(valueTicks(-0.0008, 0.0158, 4).map(({ text }) => text)).toEqual(['0.000', '0.005', '0.010', '0.015']);
    expect(valueTicks(0, 100, 4).map(({ text }) => text)).toEqual(['0', '50', '100']);
  });

  test('of a stretch without length are one', () => {
    expect(valueTicks(3, 3, 4)).toEqual([{ at: 3, text: '3' }]);
  });

  test('are powers of ten on a scale of powers', () => {
    expect(logTicks(0.03, 2250).map(({ text }) => text)).toEqual(['0.1', '1', '10', '100', '1000']);
  });
});

describe('times of an axis', () => {
  test('show seconds only where they differ', () => {
    expect(timeTicks(0, 900 * S, 3).map(({ text }) => text)).toEqual(['00:00', '00:05', '00:10', '00:15']);
    expect(timeTicks(600 * S, 630 * S, 3).map(({ text }) => text)).toEqual([
      '00:10:00',
      '00:10:10',
      '00:10:20',
      '00:10:30',
    ]);
  });

  test('are whole days over a long run', () => {
    expect(timeTicks(0, 30 * 86_400 * S, 5).map(({ text }) => text)).toEqual(['0 d', '7 d', '14 d', '21 d', '28 d']);
  });

  test('of ten years are no more than asked for and a few', () => {
    expect(timeTicks(0, 3650 * 86_400 * S, 7).length).toBeLessThan(10);
  });
});
