import { LF, REQUEST } from '../tables/ascii.ts';

/** Two of these in a row stop everything; one alone is a single flipped bit away from the digit 8. */
export const STOP_BYTE = 0x18;
/** What a host sends: the LF ends the board's deafness and whatever line the stop fell into. */
export const STOP_SEQUENCE: readonly number[] = [STOP_BYTE, STOP_BYTE, LF];

/** Watches the raw bytes, before any line is made of them, so that a stop works inside a line, a flood or garbage. */
export class StopDetector {
  #previous = false;
  #deaf = false;

  /** What to do with this byte: hand it on, stop at once, or drop it. */
  feed(byte: number): 'pass' | 'stop' | 'drop' {
    if (this.#deaf) return this.#feedDeaf(byte);
    const stopByte = byte === STOP_BYTE;
    if (stopByte && this.#previous) {
      this.#previous = false;
      this.#deaf = true;
      return 'stop';
    }
    this.#previous = stopByte;
    return 'pass';
  }

  /** The rest of the line that the stop cut must not run, so all is dropped up to the next LF or request. */
  #feedDeaf(byte: number): 'pass' | 'drop' {
    if (byte !== LF && byte !== REQUEST) return 'drop';
    this.#deaf = false;
    return byte === LF ? 'drop' : 'pass';
  }
}
