import { keyShown, type Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { Bounds } from '../scenario.ts';

const KEY = 'tolerance';
/** Rounds away what a product of doubles adds: 0.5 mL less 5 % is 0.475 mL. */
const DIGITS = 12;

/**
 * Returns the bounds of a limit key. `equals` is a value plus or minus a share of itself, by `tolerance`. Refuses one of the two
 * without the other.
 */
export function toleranceBounds(
  key: string,
  bounds: Bounds,
  tolerance: number | undefined,
  tree: MapTree,
  refuse: Refuse,
): Bounds | undefined {
  if (!key.endsWith('equals')) {
    if (tolerance === undefined) return bounds;
    const place = tree.entries.get(KEY)?.keyPlace ?? tree.place;
    refuse(place, `${keyShown(KEY)} with ${keyShown(key)}`, `${keyShown(KEY)} together with ${keyShown('equals')}`);
    return undefined;
  }
  if (tolerance === undefined) {
    refuse(tree.place, `${keyShown(key)}: no tolerance`, `${keyShown('tolerance: SHARE')}, as in 5 %`, undefined, true);
    return undefined;
  }
  const { atMost: value = 0 } = bounds;
  const width = Math.abs(value) * tolerance;
  return { atLeast: rounded(value - width), atMost: rounded(value + width) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
