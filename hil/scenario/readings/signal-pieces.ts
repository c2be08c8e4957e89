import { exp } from '../../../firmware-sim/base/exact-math.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { EventRecord, TraceRecord } from '../../../firmware-sim/trace/record.ts';

/** Course of a signal from one record to the next: a line, or an exponential approach to `to`. */
export interface Piece {
  readonly t: number;
  readonly v: number;
  /** Slope per second. */
  readonly r: number;
  readonly to?: number;
  readonly tauUs?: number;
}

/** Returns the value of a piece's mean line or curve at a time. */
export function meanAt({ t, v, r, to, tauUs }: Piece, timeUs: number): number {
  if (to !== undefined && tauUs !== undefined) return to + (v - to) * exp((t - timeUs) / tauUs);
  return v + (r * (timeUs - t)) / US_PER_SECOND;
}

/** Returns whether a piece keeps its value. */
export function isStanding({ v, r, to }: Piece): boolean {
  return r === 0 && (to === undefined || to === v);
}

/** Lower and upper bound of values. */
export interface Bounded {
  readonly low: number;
  readonly high: number;
}

/** Number of pieces whose bounds are kept as one block. */
export const PIECES_PER_BLOCK = 128;

/** Numbers of one piece: t, v, r. */
const COLUMNS = 3;
/** More numbers of a piece that approaches a value: to, tauUs. NaN for another piece. */
const CURVE_COLUMNS = 2;
const ROWS_AT_FIRST = 64;

/**
 * The pieces of one signal in the order of time. A piece takes 24 bytes, and 40 for a signal with curves. An object
 * would take three times as much.
 */
export class SignalPieces {
  #numbers = new Float64Array(COLUMNS * ROWS_AT_FIRST);
  /** Numbers of curves. Undefined while no piece is a curve. */
  #curves: Float64Array | undefined;
  #count = 0;
  /** Piece that was read last. Readings along a piece need it repeatedly. */
  #lastIndex = -1;
  #last: Piece | undefined;
  readonly #blocks: Bounded[] = [];

  /** Adds the piece that the next record begins. A text begins no piece. */
  add(record: Exclude<TraceRecord, EventRecord>): void {
    const { t, v } = record;
    if (typeof v !== 'number') return;
    this.addLine(t, v, 'r' in record ? record.r : 0);
    if ('to' in record) this.#addCurve(record.to, record.tauUs);
  }

  /** Adds a piece that begins at `t` with the value `v` and has the slope `r` per second. */
  addLine(t: number, v: number, r: number): void {
    if (COLUMNS * this.#count === this.#numbers.length) this.#grow();
    const numbers = this.#numbers;
    const at = COLUMNS * this.#count;
    numbers[at] = t;
    numbers[at + 1] = v;
    numbers[at + 2] = r;
    this.#count += 1;
  }

  /** Makes the last piece a curve. */
  #addCurve(to: number, tauUs: number): void {
    this.#curves ??= new Float64Array((this.#numbers.length / COLUMNS) * CURVE_COLUMNS).fill(Number.NaN);
    const at = CURVE_COLUMNS * (this.#count - 1);
    this.#curves[at] = to;
    this.#curves[at + 1] = tauUs;
  }

  get count(): number {
    return this.#count;
  }

  piece(index: number): Piece | undefined {
    if (index < 0 || index >= this.#count) return undefined;
    if (index !== this.#lastIndex) {
      this.#last = this.#pieceAt(index);
      this.#lastIndex = index;
    }
    return this.#last;
  }

  #pieceAt(index: number): Piece {
    const at = COLUMNS * index;
    const line = {
      t: this.#numbers[at] as number,
      v: this.#numbers[at + 1] as number,
      r: this.#numbers[at + 2] as number,
    };
    if (this.#curves === undefined) return line;
    const to = this.#curves[CURVE_COLUMNS * index] as number;
    return Number.isNaN(to) ? line : { ...line, to, tauUs: this.#curves[CURVE_COLUMNS * index + 1] as number };
  }

  /** Returns the index of the last piece that begins at or before a time; -1 before the first. */
  indexAt(timeUs: number): number {
    const known = this.#lastIndex;
    if (known >= 0 && this.timeOf(known) <= timeUs && this.timeOf(known + 1) > timeUs) return known;
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#numbers[COLUMNS * middle] as number) <= timeUs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Returns the piece that applies at a time, including the changes of that microsecond. */
  at(timeUs: number): Piece | undefined {
    return this.piece(this.indexAt(timeUs));
  }

  /**
   * Returns bounds of the mean lines of a block, including the jumps to the next pieces. Block `k` begins with piece `k
   * * PIECES_PER_BLOCK`. Undefined while the piece after the block is missing.
   */
  blockBounds(block: number): Bounded | undefined {
    while (this.#blocks.length <= block) {
      const first = this.#blocks.length * PIECES_PER_BLOCK;
      if (first + PIECES_PER_BLOCK >= this.#count) return undefined;
      this.#blocks.push(this.#boundsFrom(first));
    }
    return this.#blocks[block];
  }

  #boundsFrom(first: number): Bounded {
    let piece = this.#pieceAt(first);
    let [low, high] = [piece.v, piece.v];
    for (let index = first + 1; index <= first + PIECES_PER_BLOCK; index += 1) {
      const next = this.#pieceAt(index);
      const end = meanAt(piece, next.t);
      low = Math.min(low, end, next.v);
      high = Math.max(high, end, next.v);
      piece = next;
    }
    return { low, high };
  }

  /** Time at which a piece begins. Infinity after the last piece. */
  timeOf(index: number): number {
    return index < this.#count ? (this.#numbers[COLUMNS * index] as number) : Number.POSITIVE_INFINITY;
  }

  /** Returns whether the next piece begins at the same microsecond, so that the piece lasts for no time. */
  isMoment(index: number): boolean {
    return this.timeOf(index) === this.timeOf(index + 1);
  }

  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
    if (this.#curves === undefined) return;
    const curves = new Float64Array(2 * this.#curves.length).fill(Number.NaN, this.#curves.length);
    curves.set(this.#curves);
    this.#curves = curves;
  }
}
