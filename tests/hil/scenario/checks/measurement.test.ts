import { describe, expect, test } from 'vitest';
import { measured } from '../../../../hil/scenario/checks/measurement.ts';

const verdictOf = (value: number, bounds: { atLeast?: number; atMost?: number }, resolution = 0): string =>
  measured('x', value, 'deg', bounds, resolution).verdict;

describe('a number against its limits', () => {
  test.each([
    [117, 'pass'],
    [123, 'pass'],
    [116.999, 'fail'],
    [123.001, 'fail'],
    [Number.NaN, 'fail'],
  ])('%d within 117 to 123 is a %s', (value, verdict) => {
    expect(verdictOf(value, { atLeast: 117, atMost: 123 })).toBe(verdict);
  });

  test('has the distance to the nearest limit as its margin, negative beyond it', () => {
    expect(measured('x', 118, 'deg', { atLeast: 117, atMost: 123 }, 0)).toMatchObject({
      margin: 1,
      limits: '117 deg to 123 deg',
    });
    expect(measured('x', 5, 'deg', { atMost: 2 }, 0)).toMatchObject({ margin: -3, limits: 'at most 2 deg' });
    expect(measured('x', 5, '', { atLeast: 2 }, 0)).toMatchObject({ margin: 3, limits: 'at least 2' });
    expect(measured('x', 5, 'deg', { atLeast: 5, atMost: 5 }, 0)).toMatchObject({ margin: 0, limits: 'exactly 5 deg' });
  });

  test('is not decided where a limit is finer than the resolution, at any value', () => {
    expect(verdictOf(0, { atMost: 0.7 }, 0.8)).toBe('not decided');
    expect(verdictOf(50, { atMost: 0.7 }, 0.8)).toBe('not decided');
    expect(verdictOf(0.5, { atLeast: 0.1 }, 0.8)).toBe('not decided');
    expect(verdictOf(0, { atMost: 0 }, 0.8)).toBe('not decided');
    expect(verdictOf(120, { atLeast: 119.9, atMost: 120.1 }, 0.8)).toBe('not decided');
    expect(measured('x', 0, 'deg', { atMost: 0.7 }, 0.803).note).toContain('0.803 deg');
  });

  test('is decided at the resolution, at zero as lower limit, and on an exact rig', () => {
    expect(verdictOf(0, { atMost: 0.8 }, 0.8)).toBe('pass');
    expect(verdictOf(0.1, { atLeast: 0 }, 0.8)).toBe('pass');
    expect(verdictOf(0, { atMost: 0 })).toBe('pass');
    expect(verdictOf(120, { atLeast: 117, atMost: 123 }, 0.8)).toBe('pass');
  });

  test('is not decided without a limit', () => {
    expect(measured('x', 1, 'deg', {}, 0)).toMatchObject({ verdict: 'not decided', margin: null, limits: 'no limit' });
  });
});
