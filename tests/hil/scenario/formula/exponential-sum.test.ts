import { expect, test } from 'vitest';
import { signParts } from '../../../../hil/scenario/formula/exponential-sum.ts';

test('finds both roots of a sum that is positive at both ends', () => {
  // With x = exp(-s / 1000): 1 - 3 x + 2.2 x^2 is zero at x = 0.783 and x = 0.580.
  const decays = [
    { factor: 1, ratePerUs: 0 },
    { factor: -3, ratePerUs: 1 / 1000 },
    { factor: 2.2, ratePerUs: 1 / 500 },
  ];
  expect(signParts(decays, 0, 100_000)).toEqual([244, 245, 544, 545]);
});

test('finds no root of a single decay, nor of decays that cancel', () => {
  expect(signParts([{ factor: -2, ratePerUs: 0.01 }], 0, 1000)).toEqual([]);
  const twins = [
    { factor: 2, ratePerUs: 0.01 },
    { factor: -2, ratePerUs: 0.01 },
  ];
  expect(signParts(twins, 0, 1000)).toEqual([]);
});
