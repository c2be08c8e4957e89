/**
 * Functions whose last bit differs between JavaScript engines, written in plain arithmetic. All other files call them
 * from here, so a run has the same fingerprint in Node and in a browser. A test holds a golden hash of their results.
 */
import stdlibAsin from '@stdlib/math-base-special-asin';
import stdlibAtan2 from '@stdlib/math-base-special-atan2';
import stdlibCos from '@stdlib/math-base-special-cos';
import stdlibLn from '@stdlib/math-base-special-ln';
import stdlibSin from '@stdlib/math-base-special-sin';

const DEG_PER_RAD = 180 / Math.PI;

export function sinDeg(angleDeg: number): number {
  return stdlibSin(angleDeg / DEG_PER_RAD);
}

export function cosDeg(angleDeg: number): number {
  return stdlibCos(angleDeg / DEG_PER_RAD);
}

/** Returns the angle of the vector (x, y), in degrees, in (-180, 180]. */
export function atan2Deg(y: number, x: number): number {
  return stdlibAtan2(y, x) * DEG_PER_RAD;
}

export function asinDeg(ratio: number): number {
  return stdlibAsin(ratio) * DEG_PER_RAD;
}

/** Returns the natural logarithm. */
export function ln(value: number): number {
  return stdlibLn(value);
}

const ROOT_ROUNDS_MAX = 200;

/** Returns the `degree`-th root of a number from 0 on, by Newton's rule from above. Plain arithmetic gives the same bits on every engine. */
export function rootOf(value: number, degree: number): number {
  if (!(Number.isInteger(degree) && degree >= 1))
    throw new RangeError(`root: degree is ${degree}; allowed: a whole number from 1 on`);
  if (value === 0 || degree === 1) return value;
  let root = Math.max(1, value);
  for (let i = 0; i < ROOT_ROUNDS_MAX; i += 1) {
    let below = 1;
    for (let j = 1; j < degree; j += 1) below *= root;
    const next = root - (root - value / below) / degree;
    if (!(next < root)) return root;
    root = next;
  }
  return root;
}

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LN2_INVERSE = 1 / (LN2_HIGH + LN2_LOW);
const LN10 = stdlibLn(10);
/** Below the first limit the result is 0, above the second it is Infinity. */
const EXP_MIN = -708;
const EXP_MAX = 709;

/**
 * Returns the exponential function in plain arithmetic. x = k ln 2 + r, and exp(r) is fdlibm's rational approximation
 * on |r| <= ln 2 / 2 (Sun Microsystems 1993). The error is below 1 ulp. Results that would be subnormal are 0.
 */
export function exp(x: number): number {
  if (!(x >= EXP_MIN)) return Number.isNaN(x) ? x : 0;
  if (x > EXP_MAX) return Number.POSITIVE_INFINITY;
  const k = Math.round(x * LN2_INVERSE);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const odd =
    0.16666666666666602 +
    t *
      (-0.0027777777777015593 + t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8)));
  const c = r - t * odd;
  return (1 - (low - (r * c) / (2 - c) - high)) * powerOfTwo(k);
}

/** Returns 10^x, by the exponential function. */
export function powerOfTen(x: number): number {
  return exp(x * LN10);
}

/** Returns 2^exponent exactly, by squaring. |exponent| is at most 1022. */
function powerOfTwo(exponent: number): number {
  let result = 1;
  let square = exponent < 0 ? 0.5 : 2;
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
