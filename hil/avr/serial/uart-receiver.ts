import type { SerialWave } from './serial-wave.ts';

/** Byte in the two-level buffer, with its error flags. */
export interface Received {
  readonly byte: number;
  readonly framingError: boolean;
  readonly overrun: boolean;
}

/** Largest number of bytes held: two in the buffer and one in the shift register (data sheet 20.7). */
const DEPTH = 3;
/**
 * Below this relative difference of the two rates a byte arrives unchanged. The last bit then drifts by less than a
 * third.
 */
const HARMLESS_DRIFT = 0.03;
/** Middle of the stop bit. There the byte is complete. */
const STOP_BITS = 9.5;

/** Receiver of the USART. It samples in the middle of its own bits, which do not depend on the sender's rate. */
export class UartReceiver {
  readonly #wave: SerialWave;
  readonly #buffer: Received[] = [];
  #startCycles = Number.POSITIVE_INFINITY;
  #freeCycles = 0;

  constructor(wave: SerialWave) {
    this.#wave = wave;
  }

  get head(): Received | undefined {
    return this.#buffer[0];
  }

  /** Removes a byte from the buffer. An empty buffer returns the last byte again, as in the chip. */
  take(): void {
    this.#buffer.shift();
  }

  clear(): void {
    this.#buffer.length = 0;
  }

  /** Returns the cycle at which the next byte is complete, for bits of `bitCycles`; Infinity on a quiet line. */
  dueCycles(bitCycles: number): number {
    this.#startCycles = this.#wave.fallAfter(this.#freeCycles);
    return Math.ceil(this.#startCycles + STOP_BITS * bitCycles);
  }

  /** Receives the byte that is due. */
  finish(bitCycles: number): void {
    const start = this.#startCycles;
    const whole =
      Math.abs(this.#wave.bitCycles / bitCycles - 1) < HARMLESS_DRIFT ? this.#wave.byteFrom(start) : undefined;
    this.#freeCycles = Math.ceil(start + STOP_BITS * bitCycles);
    if (whole !== undefined) {
      this.#push(whole, false);
    } else {
      let byte = 0;
      for (let bit = 0; bit < 8; bit += 1) if (this.#wave.levelAt(start + (bit + 1.5) * bitCycles)) byte |= 1 << bit;
      this.#push(byte, !this.#wave.levelAt(start + STOP_BITS * bitCycles));
    }
    this.#wave.forgetUntil(this.#freeCycles);
  }

  /** Drops everything that arrived before this cycle, because the receiver was off. */
  ignoreUntil(cycles: number): void {
    this.#freeCycles = Math.max(this.#freeCycles, cycles);
    this.#wave.forgetUntil(cycles);
  }

  #push(byte: number, framingError: boolean): void {
    const isFull = this.#buffer.length === DEPTH;
    if (isFull) this.#buffer.pop();
    this.#buffer.push({ byte, framingError, overrun: isFull });
  }
}
