import { type Bounded, meanAt, PIECES_PER_BLOCK, type Piece, type SignalPieces } from '../readings/signal-pieces.ts';

/** Value of a signal at a time. */
export interface ValueAt {
  readonly atUs: number;
  readonly value: number;
}

/** Returns the value of a signal's mean line at a time; undefined before its first record. */
export function valueAt(pieces: SignalPieces, timeUs: number): number | undefined {
  const piece = pieces.at(timeUs);
  return piece === undefined ? undefined : meanAt(piece, timeUs);
}

/**
 * Returns the smallest and the largest value of a signal in a span of time, each with the time at which it first
 * occurs.
 */
export function extremesOf(
  pieces: SignalPieces,
  fromUs: number,
  toUs: number,
): { readonly min: ValueAt; readonly max: ValueAt } | undefined {
  const lastIndex = pieces.indexAt(toUs);
  const first = Math.max(0, pieces.indexAt(fromUs));
  if (lastIndex < first) return undefined;
  let min: ValueAt = { atUs: fromUs, value: Number.POSITIVE_INFINITY };
  let max: ValueAt = { atUs: fromUs, value: Number.NEGATIVE_INFINITY };
  for (let index = first; index <= lastIndex; index += 1) {
    if (index + PIECES_PER_BLOCK <= lastIndex && isWithin(blockFrom(pieces, index), min.value, max.value)) {
      index += PIECES_PER_BLOCK - 1;
      continue;
    }
    // Within a piece the value moves in one direction, so its extremes lie at the ends.
    const piece = pieces.piece(index) as Piece;
    const endUs = index === lastIndex ? toUs : pieces.timeOf(index + 1);
    for (const atUs of [Math.max(fromUs, piece.t), endUs]) {
      const value = meanAt(piece, atUs);
      if (value < min.value) min = { atUs, value };
      if (value > max.value) max = { atUs, value };
    }
  }
  return { min, max };
}

function isWithin(bounds: Bounded | undefined, min: number, max: number): boolean {
  return bounds !== undefined && bounds.low >= min && bounds.high <= max;
}

/** Returns the bounds of the block that begins with a piece; undefined if no block begins there. */
function blockFrom(pieces: SignalPieces, index: number): Bounded | undefined {
  return index % PIECES_PER_BLOCK === 0 ? pieces.blockBounds(index / PIECES_PER_BLOCK) : undefined;
}
