import { exp } from '../../../firmware-sim/base/exact-math.ts';
import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';

interface Piece {
  readonly t: number;
  readonly v: number;
  readonly r: number;
  readonly to?: number;
  readonly tauUs?: number;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Share of a step by which a slope in double precision may fall short of a whole step. */
const STEP_SLACK = 1e-6;

/** Reads one numeric signal of a trace at any time, and its range over a span. */
export class SignalReader {
  readonly #pieces: Piece[] = [];
  readonly #quantum: number | undefined;
  readonly #min: number;

  /** Collects the records of a signal. `declared` gives its quantum, so that steps are exact, and its minimum. */
  constructor(
    records: readonly TraceRecord[],
    signal: string,
    declared: Pick<SignalDeclaration, 'quantum' | 'min'> = {},
  ) {
    this.#quantum = declared.quantum;
    this.#min = declared.min ?? Number.NEGATIVE_INFINITY;
    for (const record of records) {
      if (isEvent(record) || record.s !== signal || typeof record.v !== 'number') continue;
      const { t, v } = record;
      if ('to' in record) this.#pieces.push({ t, v, r: 0, to: record.to, tauUs: record.tauUs });
      else this.#pieces.push({ t, v, r: 'r' in record ? record.r : 0 });
    }
  }

  /** Returns the value at a time, by the last record at or before it; undefined before the first record. */
  at(timeUs: number): number | undefined {
    const piece = this.#pieces[this.#countUntil(timeUs) - 1];
    return piece === undefined ? undefined : this.#valueAt(piece, timeUs);
  }

  /** Returns the value just before a time, without the changes of that microsecond; undefined before the first record. */
  before(timeUs: number): number | undefined {
    const piece = this.#pieces[this.#countUntil(timeUs - 1) - 1];
    if (piece !== undefined) return this.#valueAt(piece, timeUs);
    const first = this.#pieces[0];
    return first?.t === timeUs ? first.v : undefined;
  }

  /** Returns the smallest and largest value from just before `fromUs` to `toUs`. Both sides of a jump count. */
  range(fromUs: number, toUs: number): Range | undefined {
    return this.#rangeOf(Math.max(0, this.#countUntil(fromUs - 1) - 1), this.before(fromUs), fromUs, toUs);
  }

  /** Returns the range from just after the changes at `fromUs` to `toUs`. */
  settledRange(fromUs: number, toUs: number): Range | undefined {
    return this.#rangeOf(this.#countUntil(fromUs) - 1, this.at(fromUs), fromUs, toUs);
  }

  #rangeOf(firstIndex: number, first: number | undefined, fromUs: number, toUs: number): Range | undefined {
    if (first === undefined) return undefined;
    let min = first;
    let max = first;
    const see = (value: number): void => {
      min = Math.min(min, value);
      max = Math.max(max, value);
    };
    for (let i = firstIndex; i < this.#pieces.length; i += 1) {
      const piece = this.#pieces[i] as Piece;
      if (piece.t > toUs) break;
      if (piece.t >= fromUs) see(piece.v);
      const lastUs = Math.min(toUs, this.#pieces[i + 1]?.t ?? toUs);
      if (lastUs >= fromUs) see(this.#valueAt(piece, lastUs));
    }
    return { min, max };
  }

  #countUntil(timeUs: number): number {
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle] as Piece).t <= timeUs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #valueAt(piece: Piece, timeUs: number): number {
    return Math.max(this.#min, this.#drawnAt(piece, timeUs));
  }

  #drawnAt(piece: Piece, timeUs: number): number {
    if (piece.to !== undefined && piece.tauUs !== undefined) {
      return piece.to + (piece.v - piece.to) * exp((piece.t - timeUs) / piece.tauUs);
    }
    const moved = (piece.r * (timeUs - piece.t)) / 1_000_000;
    if (this.#quantum === undefined) return piece.v + moved;
    const steps = Math.floor(Math.abs(moved) / this.#quantum + STEP_SLACK);
    return piece.v + Math.sign(moved) * steps * this.#quantum;
  }
}
