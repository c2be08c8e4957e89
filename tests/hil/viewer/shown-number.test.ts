import { describe, expect, test } from 'vitest';
import { shownNumber, withSmallVolumes } from '../../../hil/viewer/shown-number.ts';

describe('a number for people', () => {
  test.each([
    [0.000691952, 'mL', null, '0.692 uL'],
    [-0.000471113, 'mL', null, '-0.4711 uL'],
    [0.010308, 'mL', null, '10.31 uL'],
    [17.98, 'mL', null, '17.98 mL'],
    [0, 'mL', null, '0 mL'],
    [9558.6, 's', null, '2 h 39 min 18.6 s'],
    [1022.4, 's', null, '17 min 2.4 s'],
    [-86.4, 's', null, '-1 min 26.4 s'],
    [86_400, 's', null, '1 d'],
    [59.99, 's', null, '59.99 s'],
    [3599.99, 's', null, '1 h'],
    [0.5, 'mL/day', null, '0.5 mL/day'],
    [249.333333, 'deg', null, '249.3 deg'],
    [3, '', null, '3'],
    [Number.NaN, 's', null, 'NaN s'],
    [Number.NEGATIVE_INFINITY, 's', null, '-Infinity s'],
  ])('%d %s beside a margin of %s is "%s"', (value, unit, margin, text) => {
    expect(shownNumber(value, unit, margin)).toBe(text);
  });

  test('has the digits that show on which side of its limit it lies', () => {
    expect(shownNumber(3.000012, 'deg', -0.000012)).toBe('3.000012 deg');
    expect(shownNumber(2.999988, 'deg', 0.000012)).toBe('2.999988 deg');
    expect(shownNumber(0.011400003, 'mL', -3e-9)).toBe('11.400003 uL');
    expect(shownNumber(21, 'deg', 6)).toBe('21 deg');
  });
});

describe('a sentence', () => {
  test.each([
    ['at least 0.0005 mL', 'at least 0.5 uL'],
    ['0.0094 mL to 0.0114 mL', '9.4 uL to 11.4 uL'],
    ['at least 0.00002888 mL', 'at least 0.02888 uL'],
    ['at most 2e-7 mL', 'at most 0.0002 uL'],
    ['rate 0.5 mL/day, 10.5 mL, 1.0.5 mL', 'rate 0.5 mL/day, 10.5 mL, 1.0.5 mL'],
  ])('"%s" reads "%s"', (text, shown) => expect(withSmallVolumes(text)).toBe(shown));
});
