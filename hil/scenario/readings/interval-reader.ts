import { LevelPulses } from './level-pulses.ts';
import { PieceBounds } from './piece-bounds.ts';
import { differenceOf, type Reading, type ReadingRange } from './reading.ts';
import type { RunSignals } from './run-signals.ts';
import { type Bounded, PIECES_PER_BLOCK, type Piece, type SignalPieces } from './signal-pieces.ts';
import { atMoment, type Moment, TrueCourse } from './true-course.ts';

/** Up to this number of pieces, reading all pieces of a span costs less than choosing among them. */
const PIECES_READ_WHOLE = 8;

/**
 * Reads one numeric signal of a run at any pump time, with its error. The error is that of the records only.
 * `rig-error.ts` has the error of a rig.
 */
export class IntervalReader {
  readonly #signal: string;
  readonly #signals: RunSignals;
  readonly #pieces: SignalPieces;
  readonly #course: TrueCourse;
  readonly #levels: LevelPulses;
  readonly #whole: Map<number, ReadingRange>;
  readonly #piecesReadWhole: number;

  /**
   * A span of up to `piecesReadWhole` pieces is read whole. In a longer span, pieces that cannot contain an extreme are
   * skipped.
   */
  constructor(signals: RunSignals, signal: string, piecesReadWhole = PIECES_READ_WHOLE) {
    this.#piecesReadWhole = piecesReadWhole;
    this.#signal = signal;
    this.#signals = signals;
    this.#pieces = signals.pieces(signal);
    this.#course = new TrueCourse(signals);
    this.#levels = new LevelPulses(signals, this.#course, signal);
    this.#whole = signals.rangesOf(signal);
  }

  /** Returns the value at a time, including the changes of that microsecond. Undefined before the first record. */
  at(timeUs: number): Reading | undefined {
    const piece = this.#pieces.at(timeUs);
    return piece === undefined ? undefined : this.#orLater(this.#along(piece, atMoment(timeUs)), timeUs);
  }

  /** Widens a reading by the records that follow so soon that they may have been true at the time already. */
  #orLater(read: Reading, timeUs: number): Reading {
    const { lateUsMax = 0 } = this.#signals.declared(this.#signal) ?? {};
    if (lateUsMax === 0) return read;
    let { low, high } = read;
    for (let index = this.#pieces.indexAt(timeUs) + 1; ; index += 1) {
      const piece = this.#pieces.piece(index);
      if (piece === undefined || piece.t > timeUs + lateUsMax) return { value: read.value, low, high };
      low = Math.min(low, piece.v);
      high = Math.max(high, piece.v);
    }
  }

  /**
   * Returns the value just before the records of a time. Motor steps due at that microsecond count, because they come
   * first. Before the first record its own value holds.
   */
  before(timeUs: number): Reading | undefined {
    const piece = this.#pieces.at(timeUs - 1);
    if (piece !== undefined) return this.#along(piece, { timeUs, isBefore: true, stepsUs: timeUs });
    const first = this.#pieces.piece(0);
    return first?.t === timeUs ? this.#along(first, atMoment(timeUs)) : undefined;
  }

  /** Returns the change from just before `fromUs` to `toUs`. */
  change(fromUs: number, toUs: number): Reading | undefined {
    const [from, to] = [this.before(fromUs), this.at(toUs)];
    return from === undefined || to === undefined ? undefined : differenceOf(to, from);
  }

  /** Returns the range from just before `fromUs` to `toUs`. Both sides of a jump count. */
  range(fromUs: number, toUs: number): ReadingRange | undefined {
    const first = this.before(fromUs);
    return first === undefined ? undefined : this.#rangeFrom(this.#pieces.indexAt(fromUs - 1), first, fromUs, toUs);
  }

  /**
   * Returns the range of the values that last from just after the changes at `fromUs` to `toUs`. A value between two records of
   * one microsecond lasts for no time.
   */
  settledRange(fromUs: number, toUs: number): ReadingRange | undefined {
    const first = this.at(fromUs);
    if (first === undefined) return undefined;
    return this.#rangeFrom(this.#pieces.indexAt(fromUs), first, fromUs, toUs, true);
  }

  #rangeFrom(fromIndex: number, first: Reading, fromUs: number, toUs: number, lasts = false): ReadingRange {
    const extremes = new Extremes(first);
    const firstIndex = Math.max(0, fromIndex);
    const lastIndex = this.#pieces.indexAt(toUs);
    const bounds = new PieceBounds(this.#signals.declared(this.#signal), { fromUs, toUs });
    const prunes = lastIndex - firstIndex >= this.#piecesReadWhole && Number.isFinite(bounds.error);
    const see = (index: number): void => {
      if (!lasts || !this.#pieces.isMoment(index)) this.#seePiece(extremes, index, fromUs, toUs);
    };
    if (prunes) for (const index of this.#outermost(bounds, firstIndex, lastIndex)) see(index);
    for (let index = firstIndex; index <= lastIndex; index += 1) {
      if (prunes && isBlock(index, lastIndex)) {
        const block = bounds.ofBlock(this.#pieces, index / PIECES_PER_BLOCK);
        if (block !== undefined && extremes.contain(block)) {
          index += PIECES_PER_BLOCK - 1;
          continue;
        }
      }
      if (!prunes || !extremes.contain(bounds.of(this.#pieces, index))) see(index);
    }
    return extremes.range;
  }

  /**
   * Returns the indexes of the pieces whose bounds reach furthest down and up, according to the bounds of their blocks.
   */
  #outermost(bounds: PieceBounds, firstIndex: number, lastIndex: number): readonly number[] {
    const lowest = new Outermost(-1);
    const highest = new Outermost(1);
    for (let index = firstIndex; index <= lastIndex; index += 1) {
      const block = isBlock(index, lastIndex) ? bounds.ofBlock(this.#pieces, index / PIECES_PER_BLOCK) : undefined;
      for (const one of [lowest, highest]) one.see(block ?? bounds.of(this.#pieces, index), index);
      if (block !== undefined) index += PIECES_PER_BLOCK - 1;
    }
    return [lowest, highest].map(({ index, side }) => this.#outermostOf(bounds, index, lastIndex, side));
  }

  /** Returns the piece of a block that reaches furthest. A single piece returns itself. */
  #outermostOf(bounds: PieceBounds, firstIndex: number, lastIndex: number, side: 1 | -1): number {
    if (!isBlock(firstIndex, lastIndex)) return firstIndex;
    const outermost = new Outermost(side);
    for (let index = firstIndex; index < firstIndex + PIECES_PER_BLOCK; index += 1)
      outermost.see(bounds.of(this.#pieces, index), index);
    return outermost.index;
  }

  #seePiece(extremes: Extremes, index: number, fromUs: number, toUs: number): void {
    const piece = this.#pieces.piece(index) as Piece;
    const next = this.#pieces.piece(index + 1);
    if (piece.t >= fromUs && next !== undefined && next.t <= toUs) extremes.cover(this.#wholeRange(index, piece, next));
    else this.#see(extremes, piece, next, fromUs, toUs);
  }

  /** Returns the range of a whole piece. The range is kept, because many checks read the same pieces. */
  #wholeRange(index: number, piece: Piece, next: Piece): ReadingRange {
    const known = this.#whole.get(index);
    if (known !== undefined) return known;
    const extremes = new Extremes(this.#along(piece, atMoment(piece.t)));
    this.#see(extremes, piece, next, piece.t, next.t);
    this.#whole.set(index, extremes.range);
    return extremes.range;
  }

  /** Processes the part of a piece from `fromUs` to `toUs`. */
  #see(extremes: Extremes, piece: Piece, next: Piece | undefined, fromUs: number, toUs: number): void {
    if (piece.t >= fromUs) extremes.see(this.#along(piece, atMoment(piece.t)));
    const isCut = next !== undefined && next.t <= toUs;
    const endUs = isCut ? next.t : toUs;
    if (endUs <= fromUs || endUs === piece.t) return;
    const beginUs = Math.max(fromUs, piece.t);
    const level = this.#levels.rangeOf(this.#signal, piece, beginUs, endUs);
    if (level !== undefined) extremes.cover(level);
    else for (const moment of this.#momentsOf(piece, beginUs, endUs)) extremes.see(this.#along(piece, moment));
    extremes.see(this.#along(piece, isCut ? beforeMoment(endUs) : atMoment(endUs)));
  }

  /**
   * Returns the moments, between the ends of a piece, at which an extreme may lie: both sides of the steps of one pulse
   * at each end.
   */
  #momentsOf(piece: Piece, fromUs: number, toUs: number): readonly Moment[] {
    // One microsecond later, the error that the record itself does not have applies.
    const inside = [beforeMoment(Math.min(fromUs + 1, toUs))];
    const { steps } = this.#signals;
    const ripple = this.#course.rippleOf(this.#signal, piece);
    if (ripple === undefined) return inside;
    if (steps === undefined) return [...inside, ...this.#course.ownStepMoments(this.#signal, piece, fromUs, toUs)];
    const { stepsPerPulse } = this.#course;
    const first = steps.timesUs(fromUs, toUs, stepsPerPulse, 'first');
    const last = first.length < stepsPerPulse ? [] : steps.timesUs(fromUs, toUs, stepsPerPulse, 'last');
    const timesUs = [...first, ...last];
    // Without a drift, a value that only steps move stands from one step to the next.
    const after = timesUs.map(atMoment);
    return ripple.isDrifting || !this.#course.isStepped(this.#signal, piece)
      ? [...inside, ...after, ...timesUs.map(beforeMoment)]
      : [...inside, ...after];
  }

  #along(piece: Piece, moment: Moment): Reading {
    return this.#course.along(this.#signal, piece, moment);
  }
}

/** Returns the moment before all changes of a microsecond. */
function beforeMoment(timeUs: number): Moment {
  return { timeUs, isBefore: true, stepsUs: timeUs - 1 };
}

/** Returns whether a block of pieces begins with a piece and ends before the last piece of the span. */
function isBlock(index: number, lastIndex: number): boolean {
  return index % PIECES_PER_BLOCK === 0 && index + PIECES_PER_BLOCK <= lastIndex;
}

/** Returns the first of the bounds that reach furthest to one side. */
class Outermost {
  readonly side: 1 | -1;
  #reach = Number.NEGATIVE_INFINITY;
  #index = 0;

  constructor(side: 1 | -1) {
    this.side = side;
  }

  get index(): number {
    return this.#index;
  }

  see({ low, high }: Bounded, index: number): void {
    const reach = this.side > 0 ? high : -low;
    if (!(reach > this.#reach)) return;
    this.#reach = reach;
    this.#index = index;
  }
}

/** Extremes of readings, each with its error. */
class Extremes {
  #min: Reading;
  #max: Reading;

  constructor(first: Reading) {
    this.#min = first;
    this.#max = first;
  }

  see({ value, low, high }: Reading): void {
    const [min, max] = [this.#min, this.#max];
    this.#min = {
      value: Math.min(min.value, value),
      low: Math.min(min.low, low),
      high: Math.min(min.high, high),
    };
    this.#max = {
      value: Math.max(max.value, value),
      low: Math.max(max.low, low),
      high: Math.max(max.high, high),
    };
  }

  cover({ min, max }: ReadingRange): void {
    this.see(min);
    this.see(max);
  }

  /** Returns whether no reading between two bounds can change an extreme. */
  contain({ low, high }: Bounded): boolean {
    const [min, max] = [this.#min, this.#max];
    return low >= Math.max(min.value, min.high) && high <= Math.min(max.value, max.low);
  }

  get range(): ReadingRange {
    return { min: this.#min, max: this.#max };
  }
}
