import type { Clock } from '../../protocol/clock.ts';

const LF = 0x0a;
const STOP_BYTE = 0x18;
const BITS_PER_BYTE = 10;

/**
 * One direction of a wire on a clock. Byte k of a burst arrives k + 1 byte times after the burst began (8N1, ten bits a
 * byte). Bytes before a line end or stop byte have no effect of their own, so they are delivered together with it.
 */
export class ByteTimeLine {
  readonly #clock: Clock;
  readonly #baud: number;
  readonly #deliver: (bytes: Uint8Array) => void;
  #burstStartUs = 0;
  #burstBytes = 0;

  constructor(clock: Clock, baud: number, deliver: (bytes: Uint8Array) => void) {
    this.#clock = clock;
    this.#baud = baud;
    this.#deliver = deliver;
  }

  send(bytes: Uint8Array): void {
    const nowUs = this.#clock.nowUs();
    if (this.#arrivalUs(this.#burstBytes) <= nowUs) {
      this.#burstStartUs = nowUs;
      this.#burstBytes = 0;
    }
    let from = 0;
    for (let i = 0; i < bytes.length; i += 1) {
      const acts = bytes[i] === LF || bytes[i] === STOP_BYTE || i === bytes.length - 1;
      if (!acts) continue;
      this.#schedule(bytes.slice(from, i + 1));
      from = i + 1;
    }
  }

  #schedule(piece: Uint8Array): void {
    this.#burstBytes += piece.length;
    this.#clock.at(this.#arrivalUs(this.#burstBytes), () => this.#deliver(piece));
  }

  #arrivalUs(byteCount: number): number {
    return this.#burstStartUs + Math.ceil((byteCount * BITS_PER_BYTE * 1_000_000) / this.#baud);
  }
}
