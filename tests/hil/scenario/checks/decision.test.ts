import { describe, expect, test } from 'vitest';
import { decided } from '../../../../hil/scenario/checks/decision.ts';
import { about, exactly, type Reading } from '../../../../hil/scenario/readings/reading.ts';
import type { Bounds } from '../../../../hil/scenario/scenario.ts';

const found = (one: Reading, bounds: Bounds, marginalFrom?: number, unit = 'deg') =>
  decided({ name: 'x', unit, bounds, marginalFrom }, { low: one, high: one }, ['resolution of the rig 0.8 deg']);
const verdictOf = (value: number, bounds: Bounds, error = 0): string => found(about(value, error), bounds).verdict;

describe('a number against its limits', () => {
  test.each([
    [117, 'pass'],
    [123, 'pass'],
    [116.999, 'fail'],
    [123.001, 'fail'],
  ])('%d within 117 to 123 is a %s', (value, verdict) => {
    expect(verdictOf(value, { atLeast: 117, atMost: 123 })).toBe(verdict);
  });

  test('has the distance to the nearest limit as its margin, negative beyond it', () => {
    expect(found(exactly(118), { atLeast: 117, atMost: 123 })).toMatchObject({
      margin: 1,
      limits: '117 deg to 123 deg',
    });
    expect(found(exactly(5), { atMost: 2 })).toMatchObject({ margin: -3, limits: 'at most 2 deg' });
    expect(found(exactly(5), { atLeast: 2 }, undefined, '')).toMatchObject({ margin: 3, limits: 'at least 2' });
    expect(found(exactly(5), { atLeast: 5, atMost: 5 })).toMatchObject({ margin: 0, limits: 'exactly 5 deg' });
  });

  test('passes or fails if all values inside the errors agree, however fine the limit', () => {
    expect(verdictOf(50, { atMost: 0.7 }, 0.8)).toBe('fail');
    expect(verdictOf(0, { atMost: 0.8 }, 0.8)).toBe('pass');
    expect(verdictOf(-5, { atMost: 0.1 }, 0.8)).toBe('pass');
    expect(verdictOf(0.5, { atLeast: -0.4 }, 0.8)).toBe('pass');
    expect(verdictOf(0.5, { atLeast: 1.4 }, 0.8)).toBe('fail');
    expect(verdictOf(120, { atLeast: 119.9, atMost: 120.1 }, 0.05)).toBe('pass');
    expect(verdictOf(0, { atMost: 0 })).toBe('pass');
    expect(verdictOf(7, { atLeast: 5, atMost: 5 }, 0.8)).toBe('fail');
  });

  test('is not decided if values inside the errors give both answers', () => {
    expect(verdictOf(0, { atMost: 0.7 }, 0.8)).toBe('not decided');
    expect(verdictOf(1.4, { atMost: 0.7 }, 0.8)).toBe('not decided');
    expect(verdictOf(0, { atMost: 0 }, 0.8)).toBe('not decided');
    expect(verdictOf(5, { atLeast: 5, atMost: 5 }, 0.8)).toBe('not decided');
    expect(found(about(120, 0.8), { atLeast: 119.9, atMost: 120.1 })).toMatchObject({
      reason: 'cannot tell',
      note: 'it read 120 deg, and inside the errors it lies between 119.2 and 120.8 deg (resolution of the rig 0.8 deg)',
    });
  });

  test('fails as soon as one of two limits is surely missed', () => {
    const bounds = { atLeast: 1, atMost: 3 };
    expect(decided({ name: 'x', unit: '', bounds }, { low: about(1, 0.5), high: exactly(4) }, []).verdict).toBe('fail');
    expect(decided({ name: 'x', unit: '', bounds }, { low: about(1, 0.5), high: exactly(3) }, []).verdict).toBe(
      'not decided',
    );
  });

  test('is marginal if any value inside the errors lies in the band, and only for a pass', () => {
    const isMarginal = (value: number, bounds: Bounds, from: number, error = 0): boolean | undefined =>
      found(about(value, error), bounds, from).isMarginal;
    expect([1.9, 2, 3].map((value) => isMarginal(value, { atMost: 3 }, 2))).toEqual([false, true, true]);
    expect(isMarginal(1.5, { atMost: 3 }, 2, 0.5)).toBe(true);
    expect([12, 9, 8.9].map((value) => isMarginal(value, { atLeast: 5 }, 9))).toEqual([false, true, true]);
    expect(isMarginal(4, { atMost: 3 }, 2)).toBeUndefined();
  });
});
