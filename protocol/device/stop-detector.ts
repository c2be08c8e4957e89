import { LF, REQUEST } from '../tables/ascii.ts';

/** Two of these in succession stop the device. One alone does not: a single flipped bit turns the digit 8 into it. */
export const STOP_BYTE = 0x18;
/** Bytes that a host sends for a stop. The LF ends the line that the stop interrupts. */
export const STOP_SEQUENCE: readonly number[] = [STOP_BYTE, STOP_BYTE, LF];

/** Watches the raw bytes before they form lines, so that a stop works inside a line, a flood or garbage. */
export class StopDetector {
  #previous = false;
  #deaf = false;

  /** Returns how to treat this byte: pass it on, stop at once, or drop it. */
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

  /** Drops bytes up to the next LF or request. The rest of an interrupted line then cannot be executed. */
  #feedDeaf(byte: number): 'pass' | 'drop' {
    if (byte !== LF && byte !== REQUEST) return 'drop';
    this.#deaf = false;
    return byte === LF ? 'drop' : 'pass';
  }
}
