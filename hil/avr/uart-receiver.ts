import type { SerialWave } from './serial-wave.ts';

/** What is read from the two-level buffer together with a byte. */
export interface Received {
  readonly byte: number;
  readonly framingError: boolean;
  readonly overrun: boolean;
}

/** Two in the buffer, one in the shift register. */
const DEPTH = 3;
/** Between the two rates the last bit drifts by less than a third of itself: the byte arrives as it was sent. */
const HARMLESS_DRIFT = 0.03;
/** Middle of the stop bit, where a receiver has made up its mind. */
const STOP_BITS = 9.5;

/** The receiving half of the USART: samples the middle of each of its own bits, whatever the sender's bits are. */
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

  /** Out of the buffer; what comes with an empty one is the last byte again, as in the chip. */
  take(): void {
    this.#buffer.shift();
  }

  clear(): void {
    this.#buffer.length = 0;
  }

  /** When the next byte is there, for a receiver with bits of `bitCycles`; Infinity on a quiet line. */
  dueCycles(bitCycles: number): number {
    this.#startCycles = this.#wave.fallAfter(this.#freeCycles);
    return Math.ceil(this.#startCycles + STOP_BITS * bitCycles);
  }

  /** The byte that was due. */
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

  /** Nobody listened: what came until now is lost. */
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
