import { describe, expect, test } from 'vitest';
import { catheterShapeOf } from '../../../../firmware-sim/build/catheter-build.ts';
import {
  complianceOf,
  kinkResistance,
  pathResistance,
  volumeMl,
} from '../../../../firmware-sim/plant/catheter/catheter-shape.ts';
import { mustHaveCatheter } from '../../../../firmware-sim/products/product.ts';
import { prometraII } from '../../../../firmware-sim/products/prometra.ts';
import { metreOfCatheter } from '../metre-of-catheter.ts';

describe('a catheter as supplied and trimmed', () => {
  const prometra = mustHaveCatheter(prometraII);

  // Prometra II instructions for use, p. 33.
  test.each([
    [0, 110, 0.286],
    [20, 90, 0.234],
  ])('Prometra trimmed by %d cm: %d cm hold %d mL', (trimmedByCm, lengthCm, ml) => {
    const shape = catheterShapeOf(prometra, { trimmedByCm });
    expect(shape.lengthCm).toBe(lengthCm);
    expect(volumeMl(shape)).toBeCloseTo(ml, 12);
  });

  test.each([
    ['nothing left of it', { trimmedByCm: 110 }],
    ['more than nothing trimmed away', { trimmedByCm: 111 }],
    ['a bore as wide as its wall', { outerMm: 0.5 }],
    ['a pressure at the tip that the pump cannot reach', { csfKpa: 20, outletKpaMax: 15 }],
    ['no stiffness', { youngMpa: 0 }],
    ['a length that is none', { lengthCm: Number.NaN }],
    ['an endless length', { lengthCm: Number.POSITIVE_INFINITY }],
  ])('with an impossible shape is refused: %s', (_what, setup) => {
    expect(() => catheterShapeOf(prometra, setup)).toThrow(RangeError);
  });
});

describe('a metre of 0.53 mm bore, 1.3 mm outside, E = 3 MPa, 0.7 mPa s', () => {
  test('holds 221 uL', () => {
    expect(1000 * volumeMl(metreOfCatheter)).toBeCloseTo(220.6, 1);
  });

  test('resists by R = 128 mu L / (pi d^4) = 3.6e11 Pa s/m3: 4.2 Pa at 1 mL/day', () => {
    const resistance = pathResistance(metreOfCatheter);
    expect(resistance).toBeCloseTo((128 * 0.7e-3 * 1) / (Math.PI * 0.53e-3 ** 4) / 1e9, 6);
    expect(resistance).toBeCloseTo(361, 0);
    expect((1000 * resistance) / 86_400).toBeCloseTo(4.2, 1);
    expect((24_000 * resistance) / 86_400).toBeCloseTo(100, 0);
  });

  test('stores C = 3 b^2 V / (E (b^2 - a^2)) = 0.265 uL/kPa, empties in R C = 0.096 s', () => {
    expect(1000 * complianceOf(metreOfCatheter)).toBeCloseTo(0.265, 3);
    expect(complianceOf(metreOfCatheter) * pathResistance(metreOfCatheter)).toBeCloseTo(0.096, 3);
  });

  test('narrowed to half its bore over 5 mm resists by 16 times those 5 mm', () => {
    expect(kinkResistance(metreOfCatheter, 0.5)).toBeCloseTo((pathResistance(metreOfCatheter) * 16 * 5) / 1000, 9);
  });
});
