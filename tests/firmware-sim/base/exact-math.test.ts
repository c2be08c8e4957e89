import { describe, expect, test } from 'vitest';
import {
  asinDeg,
  atan2Deg,
  cosDeg,
  exp,
  ln,
  powerOfTen,
  rootOf,
  sinDeg,
} from '../../../firmware-sim/base/exact-math.ts';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { digestOf } from '../../../firmware-sim/trace/digest.ts';

const DEG = Math.PI / 180;

/** Arguments that are equal on each machine: round, tiny, huge and many drawn ones. */
function argumentsOf(name: string, count: number): number[] {
  const stream = new RandomStream(2026, `exact math of ${name}`);
  const drawn = Array.from({ length: count }, () => stream.between(-1, 1));
  return [0, 1, -1, 0.5, -0.5, 1e-300, 2 ** -52, 1 - 2 ** -53, ...drawn];
}

const angles = argumentsOf('angles', 2_000).flatMap((share) => [share * 360, share * 1e7]);
const ratios = argumentsOf('ratios', 2_000);
const values: Readonly<Record<string, readonly number[]>> = {
  sinDeg: angles.map(sinDeg),
  cosDeg: angles.map(cosDeg),
  asinDeg: ratios.map(asinDeg),
  atan2Deg: ratios.map((ratio, i) => atan2Deg(ratio, ratios[ratios.length - 1 - i] ?? 1)),
  exp: ratios.flatMap((ratio) => [exp(ratio), exp(ratio * 40), exp(ratio * 700)]),
  powerOfTen: ratios.flatMap((ratio) => [powerOfTen(ratio), powerOfTen(ratio * 10)]),
  rootOf: ratios.flatMap((ratio) => [1, 2, 3, 7].map((degree) => rootOf(Math.abs(ratio) * 1e6, degree))),
  ln: ratios.filter((ratio) => ratio !== 0).map((ratio) => ln(Math.abs(ratio) * 1e6)),
};

/** Bits instead of decimals, since engines differ in the last bit. */
function hashOf(numbers: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(8));
  return digestOf(
    numbers
      .map((number) => {
        view.setFloat64(0, number);
        return view.getBigUint64(0).toString(16);
      })
      .join('\n'),
  );
}

const golden: Readonly<Record<string, string>> = {
  sinDeg: 'fadf98ab6ab286e097fd2d8de14259ee6544489895bed21fb8557fc79fc585d2',
  cosDeg: 'bb1954cf807d805929c9b331e1a3695b4e70ec47dc6cc23a033ba0abbeb9633b',
  asinDeg: '7ab9c62ee6f5d6785fbc6b1f1a6a9bb411603cec0d84ce96d9936e383919b6c1',
  atan2Deg: '66a24cbb44529f37bfa1cfa62f491da6baceecfea1c83c3dd9e356753c81156a',
  exp: 'b182e500ded331c648e6d1e726f2fbecd36c763596363cf0136212ffef494f4e',
  powerOfTen: 'eb79160eb02667677631f2530a22549cfa091adf2f4c3581ec0d2fd3cca298d9',
  rootOf: '6abca15cf82a4fad6409ba023cf8d54f6d9f51880819774386242333673479b4',
  ln: '1013fc488abe23e1bf2c746d3d3e3baa10cd84023a79528d5265a3623a963208',
};

describe('exact math', () => {
  test.each(Object.keys(values))('%s has the bits that it has had on every engine', (name) => {
    expect(hashOf(values[name] ?? [])).toBe(golden[name]);
  });

  test('agrees with the built-in functions to 1e-12', () => {
    const wrong: string[] = [];
    const near = (difference: number, limit: number, name: string): void => {
      if (!(Math.abs(difference) <= limit)) wrong.push(`${name}: ${difference}`);
    };
    for (const ratio of ratios.filter((one) => Math.abs(one) > 1e-9)) {
      const cube = rootOf(Math.abs(ratio), 3);
      near(cube * cube * cube - Math.abs(ratio), 1e-12, `cube root of ${ratio}`);
      near(rootOf(ratio * ratio, 2) - Math.abs(ratio), 5e-13, `root of the square of ${ratio}`);
    }
    for (const angle of angles.filter((deg) => Math.abs(deg) <= 360)) {
      near(sinDeg(angle) - Math.sin(angle * DEG), 1e-12, `sine of ${angle}`);
      near(cosDeg(angle) - Math.cos(angle * DEG), 1e-12, `cosine of ${angle}`);
    }
    for (const [i, ratio] of ratios.entries()) {
      near(asinDeg(ratio) * DEG - Math.asin(ratio), 1e-12, `arcsine of ${ratio}`);
      const other = ratios[ratios.length - 1 - i] ?? 1;
      near(atan2Deg(ratio, other) * DEG - Math.atan2(ratio, other), 1e-12, `angle of ${ratio}, ${other}`);
      near(powerOfTen(ratio) / 10 ** ratio - 1, 1e-12, `power of ten of ${ratio}`);
      if (ratio > 0) near(ln(ratio) - Math.log(ratio), 1e-12 * Math.abs(Math.log(ratio)), `logarithm of ${ratio}`);
      for (const x of [ratio, ratio * 40, ratio * 700])
        near(exp(x) / Math.exp(x) - 1, 2.5 * Number.EPSILON, `exp of ${x}`);
    }
    expect(wrong).toEqual([]);
  });

  test('is exact where a model depends on it', () => {
    expect(sinDeg(90)).toBe(1);
    expect(sinDeg(0)).toBe(0);
    expect(cosDeg(0)).toBe(1);
    expect(atan2Deg(0, -1)).toBe(180);
    expect(atan2Deg(0, 1)).toBe(0);
    expect(asinDeg(1)).toBe(90);
    expect(ln(1)).toBe(0);
    expect(exp(0)).toBe(1);
  });

  test('has an exponential function that ends where doubles do', () => {
    expect([Number.NEGATIVE_INFINITY, -709, 710, Number.POSITIVE_INFINITY, Number.NaN].map(exp)).toEqual([
      0,
      0,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
    expect(exp(-707)).toBeGreaterThan(0);
    expect(Number.isFinite(exp(709))).toBe(true);
  });
});
