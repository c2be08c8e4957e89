import { CR, LF } from '../tables/ascii.ts';

export interface LineAssemblerOptions {
  /** Longest line without its LF. A longer line is dropped up to the next LF or start byte, and counted. */
  readonly bytesMax: number;
  /** Bytes that start a new line wherever they appear. A lost LF then costs one line instead of two. */
  readonly startBytes: readonly number[];
  /** Receives the assembler's own buffer. A receiver copies the bytes that it keeps. */
  readonly onLine: (line: Uint8Array, end: number) => void;
  readonly onOverlong: () => void;
}

/** Turns bytes into whole lines in bounded memory. LF ends a line. CR ends one too, for people at a terminal. */
export class LineAssembler {
  readonly #buffer: Uint8Array;
  readonly #starts = new Uint8Array(256);
  readonly #onLine: LineAssemblerOptions['onLine'];
  readonly #onOverlong: () => void;
  #end = 0;
  #discarding = false;

  constructor(options: LineAssemblerOptions) {
    this.#buffer = new Uint8Array(options.bytesMax);
    for (const byte of options.startBytes) this.#starts[byte] = 1;
    this.#onLine = options.onLine;
    this.#onOverlong = options.onOverlong;
  }

  push(byte: number): void {
    if (byte === LF || byte === CR) this.#endLine();
    else if (this.#starts[byte] === 1) this.#startAfresh(byte);
    else if (!this.#discarding) this.#append(byte);
  }

  /** Drops an unfinished line. */
  reset(): void {
    this.#end = 0;
    this.#discarding = false;
  }

  #endLine(): void {
    const end = this.#end;
    const whole = end > 0 && !this.#discarding;
    this.reset();
    if (whole) this.#onLine(this.#buffer, end);
  }

  #startAfresh(byte: number): void {
    this.reset();
    this.#append(byte);
  }

  #append(byte: number): void {
    if (this.#end === this.#buffer.length) {
      this.#discarding = true;
      this.#onOverlong();
    } else {
      this.#buffer[this.#end++] = byte;
    }
  }
}
