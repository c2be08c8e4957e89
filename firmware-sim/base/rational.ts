/** A positive ratio of two whole numbers in lowest terms. Rates in this form never drift. */
export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function product(factors: readonly number[]): bigint {
  let result = 1n;
  for (const factor of factors) {
    if (!Number.isSafeInteger(factor) || factor <= 0) {
      throw new RangeError(`rational: ${factor} is not a positive whole number`);
    }
    result *= BigInt(factor);
  }
  return result;
}

/**
 * Returns the product of `numerators` over the product of `denominators`. Throws a RangeError unless the reduced ratio
 * fits doubles exactly.
 */
export function rational(numerators: readonly number[], denominators: readonly number[]): Rational {
  const above = product(numerators);
  const below = product(denominators);
  const divisor = gcd(above, below);
  const ratio = { numerator: Number(above / divisor), denominator: Number(below / divisor) };
  if (!Number.isSafeInteger(ratio.numerator) || !Number.isSafeInteger(ratio.denominator)) {
    throw new RangeError(`rational: ${numerators.join('*')} / ${denominators.join('*')} needs more than 53 bits`);
  }
  return ratio;
}

/** Above this limit a double could round a product, or a difference from it. */
const EXACT_PRODUCT_MAX = 2 ** 52;

/**
 * Returns floor(count x a / b), exact for either sign of count. The whole part of a / b is multiplied separately, which
 * keeps products small. BigInt computes the rest if a double would still round.
 */
function mulDivFloor(count: number, a: number, b: number): number {
  const rest = a % b;
  const whole = count * ((a - rest) / b);
  const multiplied = count * rest;
  if (Math.abs(multiplied) < EXACT_PRODUCT_MAX && Math.abs(whole) < EXACT_PRODUCT_MAX) {
    const over = multiplied % b;
    return whole + (multiplied - (over < 0 ? over + b : over)) / b;
  }
  const exact = BigInt(count) * BigInt(a);
  const divisor = BigInt(b);
  const quotient = exact / divisor;
  return Number(exact < 0n && quotient * divisor !== exact ? quotient - 1n : quotient);
}

export function timesFloor(count: number, ratio: Rational): number {
  return mulDivFloor(count, ratio.numerator, ratio.denominator);
}

export function timesCeil(count: number, ratio: Rational): number {
  return 0 - mulDivFloor(0 - count, ratio.numerator, ratio.denominator);
}

/** Returns the nearest whole number. Halves are rounded up, on either side of zero. */
export function timesRound(count: number, ratio: Rational): number {
  return Math.floor((mulDivFloor(2 * count, ratio.numerator, ratio.denominator) + 1) / 2);
}

export function divideFloor(count: number, ratio: Rational): number {
  return mulDivFloor(count, ratio.denominator, ratio.numerator);
}
