import type { Pieces, SignalView } from './lane-view.ts';

const US_PER_S = 1_000_000;

/** Returns the index of the piece that holds at a time, the last of several at one time; -1 before the first. */
export function pieceIndexAt({ tUs }: Pieces, atUs: number): number {
  let [low, high] = [0, tUs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tUs[middle] as number) <= atUs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Returns the value of a piece at a time at or after its start. */
export function valueOfPiece({ tUs, v, r, to, tauUs }: Pieces, index: number, atUs: number): number {
  const value = v[index] as number;
  const elapsedUs = atUs - (tUs[index] as number);
  const target = to?.[index] ?? Number.NaN;
  if (!Number.isNaN(target)) {
    const share = 1 - Math.exp(-elapsedUs / (tauUs?.[index] as number));
    return value + (target - value) * share;
  }
  return value + ((r?.[index] ?? 0) * elapsedUs) / US_PER_S;
}

/** Returns the value of a signal at a time; undefined before its first piece. */
export function signalValueAt({ pieces, min }: SignalView, atUs: number): number | undefined {
  const index = pieceIndexAt(pieces, atUs);
  if (index < 0) return undefined;
  const value = valueOfPiece(pieces, index, atUs);
  return min === null ? value : Math.max(min, value);
}
