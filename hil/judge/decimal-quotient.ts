/** Splits a double into two halves of 26 bits (Dekker 1971, "A floating-point technique for extending the available precision"). */
const SPLITTER = 2 ** 27 + 1;
/** Allowance for the rounding of the correction, as a share of the quotient. It is 2^-31 of the last bit. */
const SLACK_SHARE = 2 ** -84;

/**
 * Returns the double nearest to `(high * scale + low) / power`; NaN where it lies too near the middle of two doubles.
 * All arguments are whole, at least 0 and exact; `scale` and `power` are powers of ten up to 1e6 and 1e22.
 */
export function decimalQuotient(high: number, scale: number, low: number, power: number): number {
  const product = high * scale;
  const sum = product + low;
  const sumError = low - (sum - product) + productError(high, scale, product);
  const quotient = sum / power;
  const back = quotient * power;
  // The remainder is exact but for its own last bit, so the correction is far more exact than the quotient.
  const correction = (sum - back - productError(quotient, power, back) + sumError) / power;
  const slack = quotient * SLACK_SHARE;
  const value = quotient + (correction - slack);
  return value === quotient + (correction + slack) ? value : Number.NaN;
}

/** Returns `a * b - product` exactly, where `product` is the rounded product of both (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const [aScaled, bScaled] = [SPLITTER * a, SPLITTER * b];
  const [aHigh, bHigh] = [aScaled - (aScaled - a), bScaled - (bScaled - b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
