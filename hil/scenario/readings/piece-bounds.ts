import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { type Bounded, meanAt, type Piece, type SignalPieces } from './signal-pieces.ts';

/**
 * Largest distance of a reading from the mean line, in declared errors. The true value is within one of them. The
 * uncertainty of the reading itself, such as the step in progress, is less than another one; the rest is reserve.
 * Random runs in the tests stay within one.
 */
const ERRORS_WIDE = 4;

/**
 * Bounds of pieces that no reading of them exceeds. They depend only on the mean lines. A span with a million pieces is
 * then read only where an extreme may lie.
 */
export class PieceBounds {
  /** Largest distance of a reading from the mean line. Infinity if no error is declared. */
  readonly error: number;
  readonly #min: number;
  readonly #fromUs: number;
  readonly #toUs: number;

  constructor(
    declared: SignalDeclaration | undefined,
    { fromUs, toUs }: { readonly fromUs: number; readonly toUs: number },
  ) {
    this.error = errorOf(declared);
    this.#min = declared?.min ?? Number.NEGATIVE_INFINITY;
    this.#fromUs = fromUs;
    this.#toUs = toUs;
  }

  /** Returns the bounds of the part of a piece in the span. */
  of(pieces: SignalPieces, index: number): Bounded {
    const piece = pieces.piece(index) as Piece;
    const next = pieces.piece(index + 1);
    const from = meanAt(piece, Math.max(piece.t, this.#fromUs));
    const to = meanAt(piece, next === undefined ? this.#toUs : Math.min(next.t, this.#toUs));
    return this.#widened(Math.min(from, to), Math.max(from, to));
  }

  /** Returns the bounds of a block of whole pieces. Undefined if the block is not complete. */
  ofBlock(pieces: SignalPieces, block: number): Bounded | undefined {
    const mean = pieces.blockBounds(block);
    return mean === undefined ? undefined : this.#widened(mean.low, mean.high);
  }

  #widened(low: number, high: number): Bounded {
    return { low: Math.max(this.#min, low - this.error), high: Math.max(this.#min, high + this.error) };
  }
}

function errorOf(declared: SignalDeclaration | undefined): number {
  if (declared === undefined) return 0;
  const { errorMax, restErrorMax = 0, computedErrorMax = 0, quantum, pulse, errorSources } = declared;
  const isComputed = quantum !== undefined || pulse !== undefined || errorSources !== undefined;
  if (errorMax === undefined) return isComputed ? Number.POSITIVE_INFINITY : restErrorMax;
  return ERRORS_WIDE * Math.max(errorMax, restErrorMax, computedErrorMax);
}
