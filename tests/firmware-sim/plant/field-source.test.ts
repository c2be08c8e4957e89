import { describe, expect, test } from 'vitest';
import { boreShare, dipoleMt, discMt } from '../../../firmware-sim/plant/field-source.ts';

const bore = { lengthM: 1.5, radiusM: 0.45 };
const disc = { remanenceMt: 1300, diameterMm: 10, thicknessMm: 5 };

describe('the field on the axis of an unshielded solenoid of 1.5 m and 0.45 m radius', () => {
  test.each([
    [0, 1_500],
    [0.75, 838],
    [1, 422],
    [1.5, 108],
    [2, 40],
    [3, 10.8],
    [4, 4.4],
    [5, 2.2],
    [8, 0.53],
  ])('is at %d m from the centre, with 1.5 T there, %d mT', (distanceM, fieldMt) => {
    const digits = String(fieldMt).replace('.', '').replace(/^0+/, '').length;
    expect(Number((1_500 * boreShare(bore, distanceM)).toPrecision(digits))).toBe(fieldMt);
  });
});

describe('the field on the axis of a disc of N42, 10 x 5 mm', () => {
  test.each([
    [5, 122],
    [10, 35],
    [20, 6.8],
    [30, 2.3],
    [50, 0.56],
    [76, 0.17],
    [152, 0.02],
  ])('is %d mm from its face %d mT', (distanceMm, fieldMt) => {
    const digits = String(fieldMt).replace('.', '').replace(/^0+/, '').length;
    expect(Number(discMt(disc, distanceMm).toPrecision(digits))).toBe(fieldMt);
  });

  test('falls with the distance, and far away with its cube', () => {
    for (let mm = 0; mm < 300; mm += 1) expect(discMt(disc, mm + 1)).toBeLessThan(discMt(disc, mm));
    expect(discMt(disc, 2_000) / discMt(disc, 1_000)).toBeCloseTo(1 / 8, 2);
  });
});

test('the field of a dipole falls with the cube of the distance', () => {
  const source = { fieldMt: 6, atMm: 51 };
  expect(dipoleMt(source, 51)).toBe(6);
  for (const mm of [15, 51, 76, 150]) expect(dipoleMt(source, 2 * mm)).toBe(dipoleMt(source, mm) / 8);
});
