/**
 * Converts a constant to a time in whole microseconds, the unit of the clock. Rounds to the nearest, halves up. All
 * times from a product's constants use it.
 */
export function wholeUs(amount: number, unitUs: number): number {
  return Math.round(amount * unitUs);
}
