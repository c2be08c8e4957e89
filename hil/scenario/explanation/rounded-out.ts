const DIGITS = 4;

/**
 * Rounds a limit to four digits so that it still allows the values it has to allow: up for an upper limit, down for a
 * lower one.
 */
export function roundedOut(value: number, side: 'up' | 'down'): number {
  const near = Number(value.toPrecision(DIGITS));
  if (side === 'up' ? near >= value : near <= value) return near;
  const exponent = Number(value.toExponential().split('e')[1]);
  const lastDigit = Number(`1e${exponent - DIGITS + 1}`);
  return Number((side === 'up' ? near + lastDigit : near - lastDigit).toPrecision(DIGITS));
}
