import { ActiveLeaf, type ActiveSum, activated } from './active-sum.ts';
import type { Piece, SignalTraits } from './piece.ts';
import type { TermSum } from './term-sum.ts';

/** Takes the stretches of a sum in the order of time. */
export interface StretchListener {
  /** The sum follows its present pieces from `fromUs` to `toUs`, both within. Errors are those at `fromUs`, and those behind it. */
  stretch(sum: ActiveSum, fromUs: number, toUs: number, errorAtStart: number, error: number): void;
}

/** A piece that a delayed leaf follows from `fromUs` on. */
interface Pending {
  readonly leaf: ActiveLeaf;
  readonly piece: Piece;
  readonly fromUs: number;
}

/** Follows the signals of a sum, and tells each stretch between two records. */
export class TermStream {
  readonly sum: ActiveSum;
  readonly #leaves: ActiveLeaf[] = [];
  readonly #listener: StretchListener;
  readonly #pending: Pending[] = [];
  #pendingFrom = 0;
  #missing: number;
  #fromUs = 0;

  constructor(sum: TermSum, traitsOf: (signal: string) => SignalTraits, listener: StretchListener) {
    this.sum = activated(sum, (leaf) => {
      const active = new ActiveLeaf(leaf, traitsOf(leaf.signal));
      this.#leaves.push(active);
      return active;
    });
    this.#listener = listener;
    this.#missing = this.#leaves.length;
  }

  get signals(): readonly string[] {
    return [...new Set(this.#leaves.map(({ leaf }) => leaf.signal))];
  }

  /** Takes in the next piece of a signal. Pieces come in the order of time. */
  hear(signal: string, piece: Piece): void {
    this.#activateUpTo(piece.atUs);
    for (const leaf of this.#leaves) {
      if (leaf.leaf.signal !== signal) continue;
      if (leaf.leaf.delayUs === 0) this.#follow(leaf, piece, piece.atUs);
      else {
        if (leaf.piece === undefined) this.#follow(leaf, heldPiece(piece), piece.atUs);
        this.#postpone(leaf, piece);
      }
    }
  }

  /** Ends the last stretch: the run was recorded up to this microsecond. */
  end(endUs: number): void {
    this.#activateUpTo(endUs);
    this.#close(endUs + 1);
    this.#fromUs = Math.max(this.#fromUs, endUs + 1);
  }

  #postpone(leaf: ActiveLeaf, piece: Piece): void {
    const pending = { leaf, piece, fromUs: piece.atUs + leaf.leaf.delayUs };
    let i = this.#pending.length;
    while (i > this.#pendingFrom && (this.#pending[i - 1] as Pending).fromUs > pending.fromUs) i -= 1;
    this.#pending.splice(i, 0, pending);
  }

  #activateUpTo(timeUs: number): void {
    for (;;) {
      const next = this.#pending[this.#pendingFrom];
      if (next === undefined || next.fromUs > timeUs) break;
      this.#pendingFrom += 1;
      this.#follow(next.leaf, next.piece, next.fromUs);
    }
    if (this.#pendingFrom > 1024 && 2 * this.#pendingFrom > this.#pending.length) {
      this.#pending.splice(0, this.#pendingFrom);
      this.#pendingFrom = 0;
    }
  }

  #follow(leaf: ActiveLeaf, piece: Piece, fromUs: number): void {
    this.#close(fromUs);
    if (leaf.piece === undefined) this.#missing -= 1;
    leaf.piece = piece;
    this.#fromUs = fromUs;
  }

  #close(endUs: number): void {
    if (this.#missing > 0 || endUs <= this.#fromUs) return;
    this.#listener.stretch(
      this.sum,
      this.#fromUs,
      endUs - 1,
      errorAtStart(this.sum, this.#fromUs),
      errorBehind(this.sum),
    );
  }
}

function errorAtStart(sum: ActiveSum, startUs: number): number {
  return errorOf(sum, ({ piece, leaf }) => {
    if (piece === undefined) return 0;
    return piece.atUs + leaf.delayUs === startUs ? piece.errorAtStart : piece.error;
  });
}

function errorBehind(sum: ActiveSum): number {
  return errorOf(sum, ({ piece }) => piece?.error ?? 0);
}

/** Returns the error of a sum. Errors of one source are added with their signs; a slope is that of the mean line, without error. */
function errorOf({ leaves, absolutes }: ActiveSum, ofLeaf: (leaf: ActiveLeaf) => number): number {
  let sum = 0;
  let shared: Map<string, number> | undefined;
  for (const active of leaves) {
    const error = active.leaf.slopePerUs === undefined ? active.leaf.factor * ofLeaf(active) : 0;
    const { errorSource } = active.traits;
    if (error === 0) continue;
    if (errorSource === undefined) sum += Math.abs(error);
    else {
      shared ??= new Map();
      shared.set(errorSource, (shared.get(errorSource) ?? 0) + error);
    }
  }
  if (shared !== undefined) for (const error of shared.values()) sum += Math.abs(error);
  for (const { factor, of } of absolutes) sum += Math.abs(factor) * errorOf(of, ofLeaf);
  return sum;
}

/** Before a window is full, it begins with the first value. */
function heldPiece(piece: Piece): Piece {
  return {
    atUs: piece.atUs,
    value: piece.value,
    perSecond: 0,
    errorAtStart: piece.errorAtStart,
    error: piece.errorAtStart,
  };
}
