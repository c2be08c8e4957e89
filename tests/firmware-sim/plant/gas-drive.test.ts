import { describe, expect, test } from 'vitest';
import { gasDriveLawsOf } from '../../../firmware-sim/build/ambient.ts';
import {
  gasGaugeKpa,
  thinning,
  throttleRatio,
  usualSurroundings,
  vapourKpa,
} from '../../../firmware-sim/plant/gas-drive.ts';
import { siromedes } from '../../../firmware-sim/products/siromedes.ts';

const CSF_KPA = 1.3;

function laws() {
  if (siromedes.drive.kind !== 'throttle') throw new Error('no throttle');
  return gasDriveLawsOf(siromedes.drive);
}

describe('n-butane behind a throttle', () => {
  test('boils at -0.5 degC, has 18.7 psi at 6 degC and 72.0 psi at 50 degC, within 1.5 %', () => {
    for (const [atC, psi] of [
      [-0.5, 14.696],
      [6, 18.727],
      [50, 71.976],
    ] as const)
      expect(Math.abs(vapourKpa(laws(), atC) / (psi * 6.894757) - 1)).toBeLessThan(0.015);
  });

  test('presses with 245.4 kPa above the air at body temperature', () => {
    expect(gasGaugeKpa(laws(), usualSurroundings)).toBeCloseTo(245.4, 1);
  });

  test('thins the drug as water thins from 20 to 37 degC: 1.00 to 0.69 mPa s', () => {
    expect(1 / thinning(laws(), 20)).toBeCloseTo(1.002 / 0.6913, 1);
  });

  test.each([
    [37, 75, 1.108],
    [37, 202.6, 0.585],
    [39, 101.3, 1.126],
    [37, 346.7, 0],
    [20, 300, 0],
  ])('at %d degC and %d kPa flows %d times as fast', (temperatureC, pressureKpa, ratio) => {
    expect(throttleRatio(laws(), { temperatureC, pressureKpa }, CSF_KPA)).toBeCloseTo(ratio, 3);
  });

  test('flows exactly as set in the usual surroundings', () => {
    expect(throttleRatio(laws(), usualSurroundings, CSF_KPA)).toBe(1);
  });
});
