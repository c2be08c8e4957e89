import { ActiveLeaf, type ActiveSum, activated, SumLimits } from './active-sum.ts';
import { DelayedPieces } from './delayed-pieces.ts';
import type { Piece, SignalTraits } from './piece.ts';
import { errorBound } from './sum-error.ts';
import type { TermSum } from './term-sum.ts';

/** Receives the stretches of a sum in the order of time. */
export interface StretchListener {
  stretch(stretch: Stretch): void;
}

/** A stretch in which a sum follows its present pieces. It is valid only during the call. */
export interface Stretch {
  readonly sum: ActiveSum;
  /** First and last microsecond of the stretch. */
  readonly fromUs: number;
  readonly toUs: number;
  /** Limits of the sum. They may be wider than its range. */
  readonly low: number;
  readonly high: number;
  /** Bound of the sum's error, without errors that cancel. */
  readonly errorMax: number;
}

/** Follows the signals of a sum, and reports each stretch between two records. */
export class TermStream {
  readonly sum: ActiveSum;
  readonly #leaves: ActiveLeaf[] = [];
  readonly #listeners: StretchListener[] = [];
  readonly #delayed: DelayedPieces[] = [];
  readonly #stretch: { -readonly [K in keyof Stretch]: Stretch[K] };
  readonly #limits = new SumLimits();
  #missing: number;
  #fromUs = 0;

  constructor(sum: TermSum, traitsOf: (signal: string) => SignalTraits) {
    this.sum = activated(sum, (leaf) => {
      const active = new ActiveLeaf(leaf, traitsOf(leaf.signal));
      this.#leaves.push(active);
      return active;
    });
    this.#missing = this.#leaves.length;
    for (const leaf of this.#leaves) if (leaf.leaf.delayUs > 0) this.#delayed.push(new DelayedPieces(leaf));
    this.#stretch = { sum: this.sum, fromUs: 0, toUs: 0, low: 0, high: 0, errorMax: 0 };
  }

  get signals(): readonly string[] {
    return [...new Set(this.#leaves.map(({ leaf }) => leaf.signal))];
  }

  listen(listener: StretchListener): void {
    this.#listeners.push(listener);
  }

  /** Returns the leaves of a signal. The caller passes them to `hear`. */
  leavesOf(signal: string): readonly ActiveLeaf[] {
    return this.#leaves.filter(({ leaf }) => leaf.signal === signal);
  }

  /** Receives the next piece for the leaves of one signal. Pieces come in the order of time. */
  hear(leaves: readonly ActiveLeaf[], piece: Piece): void {
    if (this.#delayed.length > 0) this.#activateUpTo(piece.atUs);
    for (const leaf of leaves) {
      if (leaf.leaf.delayUs === 0) this.#follow(leaf, piece, piece.atUs);
      else this.#delay(leaf, piece);
    }
  }

  #delay(leaf: ActiveLeaf, piece: Piece): void {
    const isFirst = leaf.piece === undefined || leaf.piece.atUs === piece.atUs;
    if (isFirst) this.#follow(leaf, heldPiece(piece), piece.atUs);
    this.#delayed.find((delayed) => delayed.leaf === leaf)?.add(piece);
  }

  /** Begins a new stretch at a time at which errors change. */
  breakAt(timeUs: number): void {
    this.#activateUpTo(timeUs);
    this.#close(timeUs);
    this.#fromUs = Math.max(this.#fromUs, timeUs);
  }

  /** Ends the last stretch. The run was recorded up to this microsecond. */
  end(endUs: number): void {
    this.#activateUpTo(endUs);
    this.#close(endUs + 1);
    this.#fromUs = Math.max(this.#fromUs, endUs + 1);
  }

  #activateUpTo(timeUs: number): void {
    for (;;) {
      let next: DelayedPieces | undefined;
      for (const delayed of this.#delayed)
        if (delayed.nextUs < (next?.nextUs ?? Number.POSITIVE_INFINITY)) next = delayed;
      if (next === undefined || next.nextUs > timeUs) return;
      const atUs = next.nextUs;
      this.#follow(next.leaf, next.take(), atUs);
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
    const stretch = this.#stretch;
    stretch.fromUs = this.#fromUs;
    stretch.toUs = endUs - 1;
    const { low, high } = this.#limits.take(this.sum, stretch.fromUs, stretch.toUs);
    stretch.low = low;
    stretch.high = high;
    stretch.errorMax = errorBound(this.sum, stretch.toUs);
    for (const listener of this.#listeners) listener.stretch(stretch);
  }
}

/** Before the run is as long as the window, the earlier value is the first value. */
function heldPiece(piece: Piece): Piece {
  return {
    atUs: piece.atUs,
    value: piece.value,
    perSecond: 0,
    errorAtStart: piece.errorAtStart,
    error: piece.errorAtStart,
  };
}
