import type { TimeSpan } from '../check-view.ts';
import type { SignalView } from '../lane-view.ts';
import { pieceIndexAt, valueOfPiece } from '../piece-value.ts';

/** Points of a signal for each pixel column. */
export const POINTS_PER_COLUMN = 4;
/** Pieces whose extremes are kept together. */
const BLOCK = 64;

/** Extremes of a stretch of pieces, and which came first. */
interface Extremes {
  min: number;
  max: number;
  isMinFirst: boolean;
}

/**
 * Samples a signal for a stretch of time and a number of pixel columns. A column holds four values: the first, the least and the
 * greatest in their order, and the last, so that no peak is lost however many pieces lie in it.
 */
export class SignalSampler {
  readonly #signal: SignalView;
  #blocks: { readonly min: Float64Array; readonly max: Float64Array } | undefined;

  constructor(signal: SignalView) {
    this.#signal = signal;
  }

  /** Returns `POINTS_PER_COLUMN` values a column; null where the signal has no value. */
  sample({ fromUs, toUs }: TimeSpan, columnCount: number): readonly (number | null)[] {
    const { pieces } = this.#signal;
    const widthUs = (toUs - fromUs) / columnCount;
    const values: (number | null)[] = [];
    let index = pieceIndexAt(pieces, fromUs);
    for (let column = 0; column < columnCount; column += 1) {
      const startUs = fromUs + column * widthUs;
      const endUs = startUs + widthUs;
      const nextUs = pieces.tUs[index + 1];
      if (nextUs === undefined || nextUs >= endUs) {
        this.#sampleOne(values, index, startUs, widthUs);
        continue;
      }
      const last = this.#lastBefore(index, endUs);
      this.#sampleMany(values, index, last, startUs, endUs);
      index = last;
    }
    return values;
  }

  /** Adds the values of a column that one piece fills. */
  #sampleOne(values: (number | null)[], index: number, startUs: number, widthUs: number): void {
    for (let point = 0; point < POINTS_PER_COLUMN; point += 1)
      values.push(index < 0 ? null : this.#valueOf(index, startUs + (point * widthUs) / POINTS_PER_COLUMN));
  }

  #sampleMany(values: (number | null)[], from: number, last: number, startUs: number, endUs: number): void {
    const { tUs } = this.#signal.pieces;
    const first = from < 0 ? this.#valueOf(0, tUs[0] as number) : this.#valueOf(from, startUs);
    const found: Extremes = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, isMinFirst: true };
    let index = Math.max(0, from);
    while (index <= last) {
      const isWhole = index % BLOCK === 0 && index + BLOCK <= last && index > from;
      if (isWhole) {
        const { min, max } = this.#extremes();
        see(found, min[index / BLOCK] as number);
        see(found, max[index / BLOCK] as number);
        index += BLOCK;
      } else {
        this.#seePiece(found, index, startUs, endUs);
        index += 1;
      }
    }
    const [a, b] = found.isMinFirst ? [found.min, found.max] : [found.max, found.min];
    values.push(first, finite(a), finite(b), this.#valueOf(last, endUs));
  }

  /** Takes the ends of a piece. A piece that another replaces at its own time has no length and does not count. */
  #seePiece(found: Extremes, index: number, startUs: number, endUs: number): void {
    const { pieces } = this.#signal;
    const fromUs = pieces.tUs[index] as number;
    const nextUs = pieces.tUs[index + 1] ?? Number.POSITIVE_INFINITY;
    if (nextUs === fromUs) return;
    see(found, this.#clamped(valueOfPiece(pieces, index, Math.max(startUs, fromUs))));
    see(found, this.#clamped(valueOfPiece(pieces, index, Math.min(endUs, nextUs))));
  }

  #valueOf(index: number, atUs: number): number | null {
    return finite(this.#clamped(valueOfPiece(this.#signal.pieces, index, atUs)));
  }

  #clamped(value: number): number {
    const { min } = this.#signal;
    return min !== null && value < min ? min : value;
  }

  /** Returns the index of the last piece before a time, which is `from` or later. */
  #lastBefore(from: number, endUs: number): number {
    const { tUs } = this.#signal.pieces;
    let [low, high] = [from + 1, tUs.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((tUs[middle] as number) < endUs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Returns the extremes of each whole block, computed once. */
  #extremes(): { readonly min: Float64Array; readonly max: Float64Array } {
    if (this.#blocks !== undefined) return this.#blocks;
    const count = Math.floor(this.#signal.pieces.tUs.length / BLOCK);
    const blocks = { min: new Float64Array(count), max: new Float64Array(count) };
    for (let block = 0; block < count; block += 1) {
      const found: Extremes = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, isMinFirst: true };
      const end = Math.min((block + 1) * BLOCK, this.#signal.pieces.tUs.length - 1);
      for (let index = block * BLOCK; index < end; index += 1)
        this.#seePiece(found, index, 0, Number.POSITIVE_INFINITY);
      blocks.min[block] = found.min;
      blocks.max[block] = found.max;
    }
    this.#blocks = blocks;
    return blocks;
  }
}

function see(found: Extremes, value: number): void {
  if (value < found.min) {
    found.min = value;
    found.isMinFirst = false;
  }
  if (value > found.max) {
    found.max = value;
    found.isMinFirst = true;
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
