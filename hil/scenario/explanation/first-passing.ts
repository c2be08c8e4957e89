/** A number is searched to this share of the distance between its ends: enough for four digits of a limit nearby. */
const SHARE = 1e-6;

/**
 * Returns the first whole number from `from` towards `to` at which a test holds that holds from some number on; undefined if
 * it does not hold at `to`.
 */
export function firstWhole(from: number, to: number, test: (one: number) => boolean): number | undefined {
  if (!test(to)) return undefined;
  let [fails, holds] = [from, to];
  while (Math.abs(holds - fails) > 1) {
    const middle = fails + Math.trunc((holds - fails) / 2);
    if (test(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}

/** Returns about the first number from `from` towards `to` at which such a test holds. The number itself meets the test. */
export function firstNumber(
  from: number,
  to: number,
  test: (one: number) => boolean,
  share = SHARE,
): number | undefined {
  if (!test(to)) return undefined;
  const near = Math.abs(to - from) * share;
  let [fails, holds] = [from, to];
  while (Math.abs(holds - fails) > near) {
    const middle = (fails + holds) / 2;
    if (middle === fails || middle === holds) break;
    if (test(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}
