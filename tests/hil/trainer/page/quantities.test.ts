import { describe, expect, test } from 'vitest';
import {
  massText,
  shownDifferenceUl,
  speedText,
  timeText,
  volumeText,
} from '../../../../hil/trainer/page/panels/quantities.ts';
import { texts } from '../../../../hil/trainer/page/texts/texts.ts';

describe('numbers on the page', () => {
  test.each([
    [0, '0:00:00'],
    [21.6e6, '0:00:21'],
    [3_661e6, '1:01:01'],
    [3_018_405.6e6, '34 d 22:26:45'],
  ])('%s us are %s', (us, text) => expect(timeText(us)).toBe(text));

  test.each([
    [1, '1 s = 1 s'],
    [60, '1 s = 1 min'],
    [100, '1 s = 1.7 min'],
    [1000, '1 s = 17 min'],
    [10_000, '1 s = 2.8 h'],
    [300_000, '1 s = 3.5 d'],
  ])('a pace of %s is shown as %s', (speed, text) => expect(speedText(speed)).toBe(text));

  test.each([
    [0, '0.00', 'uL'],
    [-0.001, '0.00', 'uL'],
    [6.944, '6.94', 'uL'],
    [62.5, '62.5', 'uL'],
    [2533, '2.533', 'mL'],
    [18_000, '18.00', 'mL'],
  ])('%s uL are %s %s', (ul, value, unit) => expect(volumeText(ul)).toEqual({ value, unit }));

  test.each([
    [5.634, 1.316, 4.31],
    [12.34, 1.316, 10.98],
    [2533.4, 1200.4, 1333],
    [1200.4, 500, 700.4],
  ])('%s uL less %s uL leave %s uL, as the shown numbers do', (a, b, rest) => {
    expect(shownDifferenceUl(a, b)).toBeCloseTo(rest, 9);
  });

  test('has a decimal comma in German and a point in English', () => {
    const { value } = volumeText(6.944);
    expect([texts.de.decimal(value), texts.en.decimal(value)]).toEqual(['6,94', '6.94']);
    expect(texts.de.decimal(speedText(100))).toBe('1 s = 1,7 min');
  });
});

test('a mass of drug has a unit and at most four digits', () => {
  expect([0, 12.34, 1234.5, 20_000].map((ug) => Object.values(massText(ug)).join(' '))).toEqual([
    '0.0 ug',
    '12.3 ug',
    '1235 ug',
    '20.0 mg',
  ]);
});
