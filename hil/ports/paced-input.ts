import type { Clock } from '../../protocol/clock.ts';

const BITS_PER_BYTE = 10;
/** What is handed on at once, so that a line at work never runs dry between two looks of the event loop. */
const AHEAD_US = 50_000;

export interface PacedInputOptions {
  readonly clock: Clock;
  readonly baud: number;
  readonly pass: (bytes: Uint8Array) => void;
  /** Stop and go for the sender: with these, no more than one of its pieces waits here. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/**
 * Bytes of a fast port on their way to a slow line: the sender is held up, as a USB adapter holds up its host, so a burst of
 * any size reaches the line whole and in time.
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
