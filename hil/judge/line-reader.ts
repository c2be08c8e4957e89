import { HilError } from '../base/hil-error.ts';
import type { TraceSource } from './trace-source.ts';

const BUFFER_BYTES = 262_144;
const LINE_FEED = 10;
/**
 * Longest line that is read. A header of the largest scenario and pump file (1 MB each), escaped, and its signals stays
 * below it.
 */
const LINE_CHARS_MAX = 16_000_000;

/**
 * Reads a regular file line by line, as bytes. Only a buffer is in memory, and it grows to the longest line. A caller
 * may also read a line directly in the buffer, and then calls `take`.
 */
export class LineReader {
  readonly #source: TraceSource;
  /** Buffer with one byte more than the content. That byte is zero and ends the text. */
  #buffer: Uint8Array;
  #from = 0;
  #lineFrom = 0;
  #filled = 0;
  /** Place up to which no line feed was found. */
  #searchedTo = 0;
  #hasEnded = false;
  #number = 0;
  #isWhole = true;

  constructor(source: TraceSource) {
    this.#source = source;
    this.#buffer = source.newBytes(BUFFER_BYTES + 1);
  }

  /** Number of the last line returned; the first line has the number 1. */
  get number(): number {
    return this.#number;
  }

  /** False if the last line returned ended without a line feed, at the end of the file. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Bytes of the file from `from` on, ended by a zero. Valid until `next` has to read more of the file. */
  get bytes(): Uint8Array {
    return this.#buffer;
  }

  /** Start of the next line in `bytes`. */
  get from(): number {
    return this.#from;
  }

  /** Start of the last line taken, in `bytes`. */
  get lineFrom(): number {
    return this.#lineFrom;
  }

  /** Returns whether the whole next line is in the buffer. Then `next` does not move the bytes. */
  get isBuffered(): boolean {
    return this.#end() >= 0;
  }

  /** Takes the next line, which the caller has read from `bytes`. `to` is the place after its line feed. */
  take(to: number): void {
    this.#lineFrom = this.#from;
    this.#from = to;
    this.#number += 1;
  }

  /** Returns the next line without its line feed; undefined at the end of the file. */
  next(): string | undefined {
    for (;;) {
      const end = this.#end();
      if (end >= 0) {
        const line = this.#source.utf8(this.#buffer, this.#from, end);
        this.take(end + 1);
        return line;
      }
      if (this.#hasEnded) return this.#remainder();
      this.#read();
    }
  }

  close(): void {
    this.#source.close();
  }

  /** Returns the place of the next line feed in the buffer; -1 if there is none. */
  #end(): number {
    if (this.#searchedTo < this.#from) this.#searchedTo = this.#from;
    const end = this.#buffer.subarray(0, this.#filled).indexOf(LINE_FEED, this.#searchedTo);
    this.#searchedTo = end < 0 ? this.#filled : end;
    return end;
  }

  /** Returns the text after the last line feed of the file. */
  #remainder(): string | undefined {
    if (this.#from === this.#filled) return undefined;
    const line = this.#source.utf8(this.#buffer, this.#from, this.#filled);
    this.take(this.#filled);
    this.#isWhole = false;
    return line;
  }

  #read(): void {
    this.#makeRoom();
    const space = this.#buffer.length - 1 - this.#filled;
    const count = this.#source.read(this.#buffer, this.#filled, space);
    this.#hasEnded = count === 0;
    this.#filled += count;
    this.#buffer[this.#filled] = 0;
    if (this.#end() >= 0 || !this.#isTooLong) return;
    const message = `${this.#source.path}:${this.#number + 1}: found a line of more than ${LINE_CHARS_MAX} characters; allowed: at most ${LINE_CHARS_MAX} characters.`;
    throw new HilError('TRACE_INVALID', 'usage', message);
  }

  /** Moves the unfinished line to the start of the buffer. Doubles the buffer if the line fills it. */
  #makeRoom(): void {
    const { length } = this.#buffer;
    const isFull = this.#filled - this.#from === length - 1;
    const buffer = isFull ? this.#source.newBytes(2 * length) : this.#buffer;
    buffer.set(this.#buffer.subarray(this.#from, this.#filled));
    this.#buffer = buffer;
    this.#searchedTo = Math.max(0, this.#searchedTo - this.#from);
    this.#filled -= this.#from;
    this.#from = 0;
  }

  get #isTooLong(): boolean {
    if (this.#filled - this.#from <= LINE_CHARS_MAX) return false;
    return this.#source.utf8(this.#buffer, this.#from, this.#filled).length > LINE_CHARS_MAX;
  }
}
