/**
 * A constant as a time, in whole microseconds, which is all that a clock knows. The one rule for every time that a product's
 * constants give: the nearest microsecond, halves up.
 */
export function wholeUs(amount: number, unitUs: number): number {
  return Math.round(amount * unitUs);
}
