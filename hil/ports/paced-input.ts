import type { Clock } from '../../protocol/clock.ts';

const BITS_PER_BYTE = 10;
/** Input is passed on ahead by this line time, so that the line never idles between two turns of the event loop. */
const AHEAD_US = 50_000;

export interface PacedInputOptions {
  readonly clock: Clock;
  readonly baud: number;
  readonly pass: (bytes: Uint8Array) => void;
  /** Blocks the sender, so that at most one of its pieces waits here. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/**
 * Passes bytes from a fast port to a slow line. It blocks the sender, as a USB adapter blocks its host. A burst of any
 * size arrives complete, at the line's rate.
 */
export class PacedInput {
  readonly #options: PacedInputOptions;
  readonly #byteUs: number;
  #waiting: Uint8Array = new Uint8Array(0);
  #freeUs = 0;
  #cancel: (() => void) | undefined;

  constructor(options: PacedInputOptions) {
    this.#options = options;
    this.#byteUs = (BITS_PER_BYTE * 1_000_000) / options.baud;
  }

  feed(bytes: Uint8Array): void {
    const isFirst = this.#waiting.length === 0;
    this.#waiting = isFirst ? bytes : Buffer.concat([this.#waiting, bytes]);
    if (!isFirst) return;
    this.#pass();
    if (this.#waiting.length === 0) return;
    this.#waiting = this.#waiting.slice();
    this.#options.pause();
  }

  close(): void {
    this.#cancel?.();
    this.#waiting = new Uint8Array(0);
  }

  #pass(): void {
    const { clock, pass } = this.#options;
    const nowUs = clock.nowUs();
    const startUs = Math.max(nowUs, this.#freeUs);
    const room = Math.floor((nowUs + AHEAD_US - startUs) / this.#byteUs);
    const piece = this.#waiting.subarray(0, Math.max(0, room));
    this.#freeUs = startUs + piece.length * this.#byteUs;
    this.#waiting = this.#waiting.subarray(piece.length);
    if (piece.length > 0) pass(piece);
    if (this.#waiting.length > 0) this.#cancel = clock.at(Math.ceil(this.#freeUs - AHEAD_US / 2), () => this.#goOn());
  }

  #goOn(): void {
    this.#pass();
    if (this.#waiting.length === 0) this.#options.resume();
  }
}
