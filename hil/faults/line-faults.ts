import type { Clock } from '../../protocol/clock.ts';
import { FAULT_KINDS, type LineFaultKind, type LineFaultRates } from './fault-rates.ts';

export { type LineFaultRates, parseFaultRates } from './fault-rates.ts';

const LF = 0x0a;
/** Size of the pieces in which an overlong line is passed on. */
const PIECE_BYTES_MAX = 512;
const BURST_BYTES_MIN = 2;
const BURST_BYTES_MAX = 8;
/** Largest number of lines that wait behind a delayed line. */
const HELD_LINES_MAX = 1000;

export interface LineFaultOptions {
  readonly rates: LineFaultRates;
  /** Draws a uniform number in [0, 1). The caller seeds it; each direction has its own stream. */
  readonly random: () => number;
  readonly clock: Clock;
  readonly delayUsMax: number;
  /** Called before the fault acts, with the line that was sent. */
  readonly onFault?: (kind: LineFaultKind, line: Uint8Array) => void;
}

/**
 * One direction of a bad cable. A line gets at most one fault. `flip` inverts one bit, `burst` replaces a few
 * neighbouring bytes, `drop` loses the line, `double` sends it twice. `truncate` loses its tail with the LF, `delay`
 * holds it back (the order stays), `cut` ends the connection. Without rates it passes on the same array.
 */
export class LineFaults {
  readonly #options: LineFaultOptions;
  readonly #sink: (bytes: Uint8Array) => void;
  #rates: LineFaultRates = {};
  #isClean = true;
  #partial: Uint8Array = new Uint8Array(0);
  #heldLines = 0;
  #lastDueUs = 0;
  #isCut = false;

  constructor(options: LineFaultOptions, sink: (bytes: Uint8Array) => void) {
    this.#options = options;
    this.#sink = sink;
    this.setRates(options.rates);
  }

  /** Sets the rates. They apply from the next line. */
  setRates(rates: LineFaultRates): void {
    const { delayUsMax } = this.#options;
    if ((rates.delay ?? 0) > 0 && !(Number.isSafeInteger(delayUsMax) && delayUsMax > 0)) {
      throw new RangeError(`delayUsMax is ${delayUsMax}, not a whole number of microseconds above 0`);
    }
    this.#rates = rates;
    this.#isClean = FAULT_KINDS.every((kind) => (rates[kind] ?? 0) === 0);
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  send(bytes: Uint8Array): void {
    if (this.#isClean && this.#partial.length === 0 && this.#heldLines === 0 && !this.#isCut) {
      this.#sink(bytes);
      return;
    }
    let rest = this.#partial.length === 0 ? bytes : joined(this.#partial, bytes);
    for (let end = pieceEnd(rest); end > 0; end = pieceEnd(rest)) {
      this.#pass(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
    this.#partial = rest.slice();
  }

  #pass(line: Uint8Array): void {
    if (this.#isCut) return;
    const kind = this.#draw();
    if (kind === undefined) {
      this.#emit(line);
      return;
    }
    this.#options.onFault?.(kind, line);
    if (kind === 'cut') this.#isCut = true;
    if (kind === 'delay') this.#hold(line, this.#options.clock.nowUs() + 1 + this.#pick(this.#options.delayUsMax));
    else for (const piece of this.#damaged(kind, line)) this.#emit(piece);
  }

  #damaged(kind: Exclude<LineFaultKind, 'delay'>, line: Uint8Array): readonly Uint8Array[] {
    switch (kind) {
      case 'flip':
        return [this.#flipped(line)];
      case 'burst':
        return [this.#burst(line)];
      case 'double':
        return [line, line];
      case 'truncate':
        return [line.subarray(0, this.#pick(line.length))];
      case 'drop':
      case 'cut':
        return [];
    }
  }

  /** Selects the fault of a line by one draw. Thus rates are per line, and they add up. */
  #draw(): LineFaultKind | undefined {
    let rest = this.#options.random();
    for (const kind of FAULT_KINDS) {
      rest -= this.#rates[kind] ?? 0;
      if (rest < 0) return kind;
    }
    return undefined;
  }

  /** Draws an integer from 0 to `count - 1`. */
  #pick(count: number): number {
    return Math.floor(this.#options.random() * count);
  }

  #flipped(line: Uint8Array): Uint8Array {
    const copy = line.slice();
    const at = this.#pick(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << this.#pick(8));
    return copy;
  }

  /** Replaces neighbouring bytes, each by a different value, so that a burst always changes the line. */
  #burst(line: Uint8Array): Uint8Array {
    const copy = line.slice();
    const wanted = BURST_BYTES_MIN + this.#pick(BURST_BYTES_MAX - BURST_BYTES_MIN + 1);
    const count = Math.min(wanted, copy.length);
    const start = this.#pick(copy.length - count + 1);
    for (let at = start; at < start + count; at += 1) copy[at] = (copy[at] ?? 0) ^ (1 + this.#pick(255));
    return copy;
  }

  #emit(line: Uint8Array): void {
    if (this.#heldLines > 0) this.#hold(line, this.#lastDueUs);
    else if (line.length > 0) this.#sink(line);
  }

  #hold(line: Uint8Array, dueUs: number): void {
    if (this.#heldLines >= HELD_LINES_MAX)
      throw new Error(`more than ${HELD_LINES_MAX} lines wait behind a delayed one`);
    // Copies the line, because the sender may reuse its array before the line is passed on.
    const copy = line.slice();
    this.#heldLines += 1;
    this.#lastDueUs = Math.max(this.#lastDueUs, dueUs);
    this.#options.clock.at(this.#lastDueUs, () => {
      this.#heldLines -= 1;
      if (copy.length > 0) this.#sink(copy);
    });
  }
}

/** Returns the length of the first line, LF included; 0 if the line has no end yet. */
function pieceEnd(bytes: Uint8Array): number {
  const end = bytes.subarray(0, PIECE_BYTES_MAX).indexOf(LF) + 1;
  return end === 0 && bytes.length >= PIECE_BYTES_MAX ? PIECE_BYTES_MAX : end;
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
