import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { HilError } from '../base/hil-error.ts';
import { quotedPath } from '../base/quoted-text.ts';
import { specialKindOf } from '../files/read-text.ts';

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
  readonly #path: string;
  readonly #descriptor: number;
  /** Buffer with one byte more than the content. That byte is zero and ends the text. */
  #buffer = Buffer.alloc(BUFFER_BYTES + 1);
  #from = 0;
  #lineFrom = 0;
  #filled = 0;
  /** Place up to which no line feed was found. */
  #searchedTo = 0;
  #hasEnded = false;
  #number = 0;
  #isWhole = true;

  /** Opens the file. Throws `HilError` TRACE_UNREADABLE (usage) for a path that is no regular file. */
  constructor(path: string) {
    this.#path = path;
    this.#descriptor = this.#attempt(() => {
      mustBeRegular(statSync(path), path);
      return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    });
    mustBeRegular(fstatSync(this.#descriptor), path);
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
  get bytes(): Buffer {
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
        const line = this.#buffer.toString('utf8', this.#from, end);
        this.take(end + 1);
        return line;
      }
      if (this.#hasEnded) return this.#remainder();
      this.#read();
    }
  }

  close(): void {
    closeSync(this.#descriptor);
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
    const line = this.#buffer.toString('utf8', this.#from, this.#filled);
    this.take(this.#filled);
    this.#isWhole = false;
    return line;
  }

  #read(): void {
    this.#makeRoom();
    const space = this.#buffer.length - 1 - this.#filled;
    const count = this.#attempt(() => readSync(this.#descriptor, this.#buffer, this.#filled, space, null));
    this.#hasEnded = count === 0;
    this.#filled += count;
    this.#buffer[this.#filled] = 0;
    if (this.#end() >= 0 || !this.#isTooLong) return;
    const message = `${this.#path}:${this.#number + 1}: found a line of more than ${LINE_CHARS_MAX} characters; allowed: at most ${LINE_CHARS_MAX} characters.`;
    throw new HilError('TRACE_INVALID', 'usage', message);
  }

  /** Moves the unfinished line to the start of the buffer. Doubles the buffer if the line fills it. */
  #makeRoom(): void {
    const { length } = this.#buffer;
    const isFull = this.#filled - this.#from === length - 1;
    const buffer = isFull ? Buffer.alloc(2 * length) : this.#buffer;
    this.#buffer.copy(buffer, 0, this.#from, this.#filled);
    this.#buffer = buffer;
    this.#searchedTo = Math.max(0, this.#searchedTo - this.#from);
    this.#filled -= this.#from;
    this.#from = 0;
  }

  get #isTooLong(): boolean {
    if (this.#filled - this.#from <= LINE_CHARS_MAX) return false;
    return this.#buffer.toString('utf8', this.#from, this.#filled).length > LINE_CHARS_MAX;
  }

  #attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      if (error instanceof HilError) throw error;
      const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
      const message = `The trace ${quotedPath(this.#path)} cannot be read (${why}).`;
      throw new HilError('TRACE_UNREADABLE', 'usage', message, { cause: error });
    }
  }
}

function mustBeRegular(stats: Stats, path: string): void {
  const kind = specialKindOf(stats);
  if (kind === undefined) return;
  const message = `The trace ${quotedPath(path)} is ${kind}; allowed: a regular file that \`run --trace\` wrote.`;
  throw new HilError('TRACE_UNREADABLE', 'usage', message);
}
