import { type Bounded, meanAt, PIECES_PER_BLOCK, type Piece, type SignalPieces } from '../readings/signal-pieces.ts';

/** Value of a signal at a time. */
export interface ValueAt {
  readonly atUs: number;
  readonly value: number;
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
  const outermost = boundsOfBlocks(pieces, first, lastIndex, fromUs);
  for (let index = first; index <= lastIndex; index += 1) {
    const block = blockFrom(pieces, index, lastIndex);
    if (block !== undefined && addsNothing(block, { low: min.value, high: max.value }, outermost)) {
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

/** Returns whether a block has neither a new extreme nor the smallest or largest value of all blocks. */
function addsNothing({ low, high }: Bounded, found: Bounded, outermost: Bounded): boolean {
  const isFound = low >= found.low && high <= found.high;
  return isFound || (low > outermost.low && high < outermost.high);
}

/** Returns the common bounds of the whole blocks of a span. They are values of the span. */
function boundsOfBlocks(pieces: SignalPieces, first: number, lastIndex: number, fromUs: number): Bounded {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const start = PIECES_PER_BLOCK * Math.ceil(first / PIECES_PER_BLOCK);
  for (let index = start; index < lastIndex; index += PIECES_PER_BLOCK) {
    const block = blockFrom(pieces, index, lastIndex);
    if (block === undefined || pieces.timeOf(index) < fromUs) continue;
    low = Math.min(low, block.low);
    high = Math.max(high, block.high);
  }
  return { low, high };
}

/** Returns the bounds of the block that begins with a piece and ends by another one; undefined if there is none. */
function blockFrom(pieces: SignalPieces, index: number, lastIndex: number): Bounded | undefined {
  const isBlock = index % PIECES_PER_BLOCK === 0 && index + PIECES_PER_BLOCK <= lastIndex;
  return isBlock ? pieces.blockBounds(index / PIECES_PER_BLOCK) : undefined;
}
