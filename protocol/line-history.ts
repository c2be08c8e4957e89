import { printable } from './ascii.ts';

export const LINES_KEPT_MAX = 20;
const HEARD_BYTES_MAX = 200;

/** The last lines both ways and the last raw bytes heard, for error messages; formatted only when somebody looks. */
export class LineHistory {
  #lines: Uint8Array[] = [];
  #next = 0;
  readonly #heard = new Uint8Array(HEARD_BYTES_MAX);
  #heardCount = 0;

  /** Keeps a copy of `line[0, end)`. */
  keep(line: Uint8Array, end: number): void {
    this.#lines[this.#next] = line.slice(0, end);
    this.#next = (this.#next + 1) % LINES_KEPT_MAX;
  }

  hear(byte: number): void {
    this.#heard[this.#heardCount++ % HEARD_BYTES_MAX] = byte;
  }

  /** Oldest first. */
  get lines(): readonly string[] {
    const ordered = [...this.#lines.slice(this.#next), ...this.#lines.slice(0, this.#next)];
    return ordered.map((line) => printable(line));
  }

  /** The last raw bytes, lines or not; the empty text where nothing came at all. */
  get heard(): string {
    const from = Math.max(0, this.#heardCount - HEARD_BYTES_MAX);
    let text = '';
    for (let i = from; i < this.#heardCount; i++)
      text += printable(this.#heard, i % HEARD_BYTES_MAX, (i % HEARD_BYTES_MAX) + 1);
    return text;
  }
}
