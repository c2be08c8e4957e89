const DIGITS = 6;

/** Returns a number with at most six digits, and its unit. */
export function shownNumber(value: number, unit = ''): string {
  const text = String(Number(value.toPrecision(DIGITS)));
  return unit === '' ? text : `${text} ${unit}`;
}
