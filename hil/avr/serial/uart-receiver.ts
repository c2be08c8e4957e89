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
  #startTicks = Number.POSITIVE_INFINITY;
  #freeTicks = 0;

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

  /** Returns the tick at which the next byte is complete, for bits of `bitTicks`; Infinity on a quiet line. */
  dueTicks(bitTicks: number): number {
    this.#startTicks = this.#wave.fallAfter(this.#freeTicks);
    return Math.ceil(this.#startTicks + STOP_BITS * bitTicks);
  }

  /** Receives the byte that is due. */
  finish(bitTicks: number): void {
    const start = this.#startTicks;
    const whole =
      Math.abs(this.#wave.bitTicks / bitTicks - 1) < HARMLESS_DRIFT ? this.#wave.byteFrom(start) : undefined;
    this.#freeTicks = Math.ceil(start + STOP_BITS * bitTicks);
    if (whole !== undefined) {
      this.#push(whole, false);
    } else {
      let byte = 0;
      for (let bit = 0; bit < 8; bit += 1) if (this.#wave.levelAt(start + (bit + 1.5) * bitTicks)) byte |= 1 << bit;
      this.#push(byte, !this.#wave.levelAt(start + STOP_BITS * bitTicks));
    }
    this.#wave.forgetUntil(this.#freeTicks);
  }

  /** Drops everything that arrived before this tick, because the receiver was off. */
  ignoreUntil(ticks: number): void {
    this.#freeTicks = Math.max(this.#freeTicks, ticks);
    this.#wave.forgetUntil(ticks);
  }

  #push(byte: number, framingError: boolean): void {
    const isFull = this.#buffer.length === DEPTH;
    if (isFull) this.#buffer.pop();
    this.#buffer.push({ byte, framingError, overrun: isFull });
  }
}
