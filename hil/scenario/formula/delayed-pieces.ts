import type { ActiveLeaf } from './active-sum.ts';
import type { Piece } from './piece.ts';

/** Pieces that a delayed leaf will follow later, in the order of time. Finished pieces are dropped in large blocks. */
const DROPPED_AT = 1024;

/** Pieces that the delayed leaf does not follow yet. */
export class DelayedPieces {
  readonly leaf: ActiveLeaf;
  readonly #pieces: Piece[] = [];
  #at = 0;

  constructor(leaf: ActiveLeaf) {
    this.leaf = leaf;
  }

  add(piece: Piece): void {
    this.#pieces.push(piece);
  }

  /** Time at which the leaf starts to follow the next piece. Infinity if there is none. */
  get nextUs(): number {
    const next = this.#pieces[this.#at];
    return next === undefined ? Number.POSITIVE_INFINITY : next.atUs + this.leaf.leaf.delayUs;
  }

  /** Returns the next piece, which must exist. */
  take(): Piece {
    const piece = this.#pieces[this.#at] as Piece;
    this.#at += 1;
    if (this.#at >= DROPPED_AT) {
      this.#pieces.splice(0, this.#at);
      this.#at = 0;
    }
    return piece;
  }
}
