import { printable } from '../tables/ascii.ts';

export const LINES_KEPT_MAX = 20;
/** Number of raw bytes kept: more than the longest line of any table. */
const LINE_BYTES_MAX = 512;
const HEARD_BYTES_MAX = 200;

/** Keeps the last lines of both directions, and the last raw bytes, for error messages. Formats them only on demand. */
export class LineHistory {
  readonly #lines: Uint8Array[] = [];
  readonly #ends: number[] = [];
  #next = 0;
  readonly #heard = new Uint8Array(HEARD_BYTES_MAX);
  #heardCount = 0;

  /** Copies `line[0, end)` into reused memory, because every line of the wire passes through here. */
  keep(line: Uint8Array, end: number): void {
    this.#lines[this.#next] ??= new Uint8Array(LINE_BYTES_MAX);
    const kept = this.#lines[this.#next] as Uint8Array;
    for (let i = 0; i < end; i++) kept[i] = line[i] as number;
    this.#ends[this.#next] = end;
    this.#next = (this.#next + 1) % LINES_KEPT_MAX;
  }

  hear(byte: number): void {
    this.#heard[this.#heardCount++ % HEARD_BYTES_MAX] = byte;
  }

  /** The kept lines, the oldest first. */
  get lines(): readonly string[] {
    const texts = this.#lines.map((line, at) => printable(line, 0, this.#ends[at]));
    return [...texts.slice(this.#next), ...texts.slice(0, this.#next)];
  }

  /** The last raw bytes, whether they form lines or not. Empty if no byte arrived. */
  get heard(): string {
    const from = Math.max(0, this.#heardCount - HEARD_BYTES_MAX);
    let text = '';
    for (let i = from; i < this.#heardCount; i++)
      text += printable(this.#heard, i % HEARD_BYTES_MAX, (i % HEARD_BYTES_MAX) + 1);
    return text;
  }
}
