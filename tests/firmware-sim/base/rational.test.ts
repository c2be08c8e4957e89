import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  divideFloor,
  type Rational,
  rational,
  timesCeil,
  timesFloor,
  timesRound,
} from '../../../firmware-sim/base/rational.ts';

const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const aRatio: fc.Arbitrary<Rational> = fc
  .oneof(
    fc.tuple(positive, positive),
    fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 })),
  )
  .map(([a, b]) => rational([a], [b]));

function floorOf(above: bigint, below: bigint): bigint {
  const rest = ((above % below) + below) % below;
  return (above - rest) / below;
}

/** A whole number with a whole result: beyond 53 bits a double holds no step or microsecond. */
function fits(exact: bigint): boolean {
  return exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER);
}

describe('a rational', () => {
  test('is in lowest terms', () => {
    expect(rational([86_400_000_000, 30_000], [500_000, 240])).toEqual({ numerator: 21_600_000, denominator: 1 });
    expect(rational([6], [4])).toEqual({ numerator: 3, denominator: 2 });
  });

  test('accepts factors whose product exceeds a double, as long as the ratio does not', () => {
    const big = 2 ** 52 - 1;
    expect(rational([big, big, 3], [big, big, 7])).toEqual({ numerator: 3, denominator: 7 });
  });

  test('refuses inexact values and all but positive whole numbers', () => {
    expect(() => rational([2 ** 52, 3], [7])).toThrow('needs more than 53 bits');
    for (const bad of [0, -1, 0.5, Number.NaN, 2 ** 53]) expect(() => rational([bad], [1])).toThrow(RangeError);
    expect(() => rational([1], [0])).toThrow(RangeError);
  });

  test('multiplied and divided agrees with big-integer arithmetic, for either sign', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), aRatio, (count, ratio) => {
        const a = BigInt(ratio.numerator);
        const b = BigInt(ratio.denominator);
        const product = BigInt(count) * a;
        if (fits(floorOf(product, b))) expect(BigInt(timesFloor(count, ratio))).toBe(floorOf(product, b));
        if (fits(floorOf(-product, b))) expect(BigInt(timesCeil(count, ratio))).toBe(-floorOf(-product, b));
        const divided = floorOf(BigInt(count) * b, a);
        if (fits(divided)) expect(BigInt(divideFloor(count, ratio))).toBe(divided);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is exact on both sides of the limit where a double begins to round', () => {
    const border = fc.integer({ min: -50, max: 50 }).map((offset) => 2 ** 26 + offset);
    fc.assert(
      fc.property(border, border, fc.integer({ min: 1, max: 1000 }), fc.constantFrom(1, -1), (a, count, b, sign) => {
        const ratio = rational([a], [b]);
        const exact = floorOf(BigInt(sign * count) * BigInt(ratio.numerator), BigInt(ratio.denominator));
        expect(BigInt(timesFloor(sign * count, ratio))).toBe(exact);
      }),
    );
  });

  test('rounds to the nearest whole number, halves up on either side of zero', () => {
    const half = rational([1], [2]);
    expect([-3, -2, -1, 0, 1, 2, 3].map((count) => timesRound(count, half))).toEqual([-1, -1, 0, 0, 1, 1, 2]);
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), aRatio, (count, ratio) => {
        const doubled = BigInt(2 * count) * BigInt(ratio.numerator) + BigInt(ratio.denominator);
        const exact = floorOf(doubled, 2n * BigInt(ratio.denominator));
        if (fits(2n * exact)) expect(BigInt(timesRound(count, ratio))).toBe(exact);
      }),
    );
  });

  test('never returns a negative zero', () => {
    const ratio = rational([3], [2]);
    for (const value of [timesFloor(0, ratio), timesCeil(0, ratio), timesCeil(-0, ratio), divideFloor(-0, ratio)]) {
      expect(Object.is(value, 0)).toBe(true);
    }
  });
});
