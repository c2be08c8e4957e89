import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { HilError } from '../base/hil-error.ts';
import { quotedPath } from '../base/quoted-text.ts';
import { specialKindOf } from '../files/read-text.ts';

const CHUNK_BYTES = 262_144;
/** Longest line that is read: a header with a scenario and a pump file of their longest (1 MB each), escaped, and its signals. */
const LINE_CHARS_MAX = 16_000_000;

/** Reads a regular file line by line. Only one line and one chunk of the file are in memory. */
export class LineReader {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #decoder = new StringDecoder('utf8');
  readonly #chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  #text = '';
  #from = 0;
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

  /** Returns the next line without its line feed; undefined at the end of the file. */
  next(): string | undefined {
    for (;;) {
      const end = this.#text.indexOf('\n', this.#from);
      if (end >= 0) {
        const line = this.#text.slice(this.#from, end);
        this.#from = end + 1;
        this.#number += 1;
        return line;
      }
      if (this.#hasEnded) return this.#remainder();
      this.#read();
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Returns the text after the last line feed of the file. */
  #remainder(): string | undefined {
    const line = this.#text.slice(this.#from);
    this.#text = '';
    this.#from = 0;
    if (line === '') return undefined;
    this.#isWhole = false;
    this.#number += 1;
    return line;
  }

  #read(): void {
    const count = this.#attempt(() => readSync(this.#descriptor, this.#chunk, 0, CHUNK_BYTES, null));
    const read = count === 0 ? this.#decoder.end() : this.#decoder.write(this.#chunk.subarray(0, count));
    this.#hasEnded = count === 0;
    this.#text = this.#text.slice(this.#from) + read;
    this.#from = 0;
    if (this.#text.length <= LINE_CHARS_MAX || this.#text.lastIndexOf('\n') >= 0) return;
    const message = `${this.#path}:${this.#number + 1}: a line of more than ${LINE_CHARS_MAX} characters; allowed: a line of a trace, at most ${LINE_CHARS_MAX} characters.`;
    throw new HilError('TRACE_INVALID', 'usage', message);
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
