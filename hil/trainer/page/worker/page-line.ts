import { HilError } from '../../../base/hil-error.ts';
import type { ByteLine, LineCounters } from '../../../ports/byte-line.ts';

const LF = 0x0a;
/** Longest line that passes, LF included: the bound of the bench's own ports. */
const LINE_BYTES_MAX = 256;

/**
 * Line of bytes between the Worker and a rig, for Web Serial and for a WebSocket alike. The page carries the bytes. A run
 * closes it for itself only; the page keeps the port for the next run.
 */
export class PageLine implements ByteLine {
  readonly path: string;
  onBytes: ByteLine['onBytes'];
  onClosed: ByteLine['onClosed'];
  readonly #send: (bytes: Uint8Array) => void;
  readonly #counters = { linesIn: 0, bytesIn: 0, bytesOut: 0, overlong: 0, partialsDropped: 0 };
  readonly #held: number[] = [];
  #isSkipping = false;
  #isClosed = false;

  constructor(path: string, send: (bytes: Uint8Array) => void) {
    this.path = path;
    this.#send = send;
  }

  get counters(): LineCounters {
    return { ...this.#counters };
  }

  send(bytes: Uint8Array): void {
    if (this.#isClosed) throw new HilError('PORT_CLOSED', 'link', `The line to ${this.path} is closed.`);
    this.#counters.bytesOut += bytes.length;
    this.#send(bytes.slice());
  }

  /**
   * Takes bytes that the page has read. Passes only whole lines on, because half a number would be a valid but wrong
   * number.
   */
  take(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    this.#counters.bytesIn += bytes.length;
    for (const byte of bytes) this.#takeByte(byte);
  }

  #takeByte(byte: number): void {
    if (!this.#isSkipping) this.#held.push(byte);
    if (byte === LF) {
      const line = Uint8Array.from(this.#held.splice(0));
      const wasSkipping = this.#isSkipping;
      this.#isSkipping = false;
      if (wasSkipping) return;
      this.#counters.linesIn += 1;
      this.onBytes?.(line);
    } else if (this.#held.length >= LINE_BYTES_MAX) {
      this.#held.length = 0;
      this.#isSkipping = true;
      this.#counters.overlong += 1;
    }
  }

  /** Reports that the port or the server is gone. */
  lose(why: string): void {
    if (this.#isClosed) return;
    this.#end();
    this.onClosed?.(new HilError('PORT_GONE', 'link', why));
  }

  async close(): Promise<void> {
    if (!this.#isClosed) this.#end();
  }

  #end(): void {
    this.#isClosed = true;
    if (this.#held.length > 0 || this.#isSkipping) this.#counters.partialsDropped += 1;
    this.#held.length = 0;
  }
}
