import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuantity, quantityPattern, timeText, unitSymbols } from '../../../hil/yaml/units.ts';

test.each([
  ['1 s', 'time', 1_000_000],
  ['0.000001 s', 'time', 1],
  ['30 min', 'time', 1_800_000_000],
  ['6 h', 'time', 21_600_000_000],
  ['45 d', 'time', 3_888_000_000_000],
  ['7 y', 'time', 7 * 365.25 * 86_400_000_000],
  ['2 mL', 'volume', 2],
  ['10 uL', 'volume', 0.01],
  ['0.5 mL/day', 'rate', 0.5],
  ['1 mL/h', 'rate', 24],
  ['48 uL/day', 'rate', 0.048],
  ['250 uL/h', 'rate', 6],
  ['1.5 T', 'field', 1500],
  ['500 mT', 'field', 500],
  ['15 G', 'field', 1.5],
  ['120 deg', 'angle', 120],
  ['-40 deg', 'angle', -40],
  ['5 %', 'share', 0.05],
  ['69 kPa', 'pressure', 69],
  ['10 psi', 'pressure', 68.94757],
  ['2.5 mg', 'mass', 2500],
  ['40 ug', 'mass', 40],
  ['25 mg/mL', 'concentration', 25_000],
  ['500 ug/mL', 'concentration', 500],
  ['110 cm', 'length', 1100],
  ['5 mm', 'length', 5],
  ['0.0026 mL/cm', 'volume per length', 2.6],
  ['3 MPa', 'stiffness', 3],
  ['0.7 mPa s', 'viscosity', 0.7],
] as const)('%s is a %s', (text, dimension, value) => {
  expect(parseQuantity(text, dimension)).toEqual({ ok: true, value });
});

test.each([
  ['30 m', 'time', '30 min'],
  ['2 hours', 'time', '2 h'],
  ['2 Days', 'time', '2 d'],
  ['2mL', 'volume', '2 mL'],
  ['2  mL', 'volume', '2 mL'],
  ['2 ml', 'volume', '2 mL'],
  ['10 \u00b5L', 'volume', '10 uL'],
  ['0.5 ml/d', 'rate', '0.5 mL/day'],
  ['5%', 'share', '5 %'],
  ['90\u00b0', 'angle', '90 deg'],
  ['1.5 tesla', 'field', '1.5 T'],
] as const)('%s is not read, but %s is understood', (text, dimension, nearest) => {
  expect(parseQuantity(text, dimension)).toEqual({ ok: false, nearest });
});

test.each([
  '',
  '5',
  'mL',
  '5 5 mL',
  '+5 mL',
  '5. mL',
  '.5 mL',
  '0x5 mL',
  '5e3 mL',
  '1_000 mL',
  'NaN mL',
  'Infinity mL',
  '--5 mL',
  '5 mL ',
  ' 5 mL',
  '5 mL/day',
  '5 constructor',
  '1234567890 mL',
  '0.1234567 mL',
  '\u0665 mL',
])('%j is not a volume, and nothing is guessed', (text) => {
  expect(parseQuantity(text, 'volume')).toEqual({ ok: false });
});

test('the reader accepts exactly what an editor accepts as a quantity, for any text', () => {
  const dimensions = ['time', 'volume', 'rate', 'field', 'angle', 'share'] as const;
  const number = fc.oneof(
    fc.nat().map(String),
    fc.double({ noNaN: true }).map((value) => value.toFixed(3)),
    fc.stringMatching(/^[-+.\d]{0,12}$/),
  );
  const units = dimensions.flatMap((dimension) => [...unitSymbols(dimension)]);
  const parts = fc.tuple(number, fc.constantFrom('', ' ', '  '), fc.constantFrom(...units, 'ml', 'x'));
  fc.assert(
    fc.property(fc.constantFrom(...dimensions), parts, (dimension, [digits, space, unit]) => {
      const text = `${digits}${space}${unit}`;
      const result = parseQuantity(text, dimension);
      expect(result.ok).toBe(new RegExp(`^${quantityPattern(dimension)}$`).test(text));
      if (result.ok) expect(Number.isFinite(result.value)).toBe(true);
      if (result.ok && dimension === 'time') expect(Number.isInteger(result.value)).toBe(true);
    }),
    { seed: 20260103, numRuns: 2000 },
  );
});

test.each([
  [0, '0 s'],
  [90_000_000, '1.5 min'],
  [1_800_000_000, '30 min'],
  [3_888_000_000_000, '45 d'],
  [1, '0.000001 s'],
])('%i us is written %s', (timeUs, text) => {
  expect(timeText(timeUs)).toBe(text);
});

test.each([
  ['0,5 mL', '0.5 mL, with a decimal point'],
  ['-0,5mL', '-0.5 mL, with a decimal point'],
  ['0,5 cc', '0.5 mL, with a decimal point'],
])('%j gets a hint at the decimal point', (text, nearest) => {
  expect(parseQuantity(text, 'volume')).toEqual({ ok: false, nearest });
});

test('a decimal comma outside a quantity gets no hint', () => {
  expect(parseQuantity('0,5 apples', 'volume')).toEqual({ ok: false });
});
