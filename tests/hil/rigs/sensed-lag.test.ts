import { expect, test } from 'vitest';
import { expectedLagWords, lagWords, sensedTime } from '../../../hil/rigs/sensed-lag.ts';

const S = 1_000_000;

test('states the lag of pump time behind the magnet on a slow line', () => {
  expect(lagWords(sensedTime(40 * S, 29 * S, 1))).toBe(
    'pump time lags because the line is slow: 40.0 s at the magnet were 29.0 s for the pump instead of 40.0 s',
  );
  expect(lagWords(sensedTime(40 * S, 80 * S, 10))).toContain('instead of 400.0 s');
});

test('reports no lag on a sound line', () => {
  expect(lagWords(sensedTime(40 * S, 38 * S, 1))).toBeUndefined();
  expect(lagWords(sensedTime(0, 0, 1))).toBeUndefined();
  expect(expectedLagWords(10_000)).toBeUndefined();
});

test('predicts the lag of a run by hand from the round trip', () => {
  expect(expectedLagWords(76_000)).toBe(
    'slow line, 76 ms per round trip: in a run by hand, pump time lags wall time by about 28 %',
  );
});
