/** Number of frames kept. Even a receiver that lost its bit timing needs no more. */
const FRAMES_MAX = 4096;
const DATA_BITS = 8;
const FRAME_BITS = 10;

interface Frame {
  readonly startCycles: number;
  readonly byte: number;
}

/**
 * Level of a line over time: consecutive 8N1 frames at the sender's own baud rate. Byte k of a burst starts exactly k
 * frames after the first.
 */
export class SerialWave {
  readonly bitCycles: number;
  #frames: Frame[] = [];
  #first = 0;
  #burstCycles = 0;
  #burstBytes = 0;

  constructor(bitCycles: number) {
    this.bitCycles = bitCycles;
  }

  /** Appends a byte, not before `nowCycles`. Returns the start of its frame. */
  send(byte: number, nowCycles: number): number {
    const freeCycles = this.#burstCycles + this.#burstBytes * FRAME_BITS * this.bitCycles;
    if (this.#burstBytes === 0 || freeCycles < nowCycles) {
      this.#burstCycles = nowCycles;
      this.#burstBytes = 0;
    }
    const startCycles = this.#burstCycles + this.#burstBytes * FRAME_BITS * this.bitCycles;
    this.#frames.push({ startCycles, byte });
    this.#burstBytes += 1;
    if (this.#frames.length - this.#first > FRAMES_MAX)
      throw new RangeError(`more than ${FRAMES_MAX} bytes on the line`);
    return startCycles;
  }

  levelAt(cycles: number): boolean {
    for (let i = this.#first; i < this.#frames.length; i += 1) {
      const { startCycles, byte } = this.#frames[i] as Frame;
      if (cycles < startCycles) return true;
      const bit = Math.floor((cycles - startCycles) / this.bitCycles);
      if (bit < FRAME_BITS) return bitOf(byte, bit);
    }
    return true;
  }

  /** Returns the next falling edge at or after a time. A receiver takes it for the start of a byte. */
  fallAfter(cycles: number): number {
    for (let i = this.#first; i < this.#frames.length; i += 1) {
      const { startCycles, byte } = this.#frames[i] as Frame;
      if (startCycles >= cycles) return startCycles;
      for (let bit = 1; bit < FRAME_BITS; bit += 1) {
        const edgeCycles = startCycles + bit * this.bitCycles;
        if (edgeCycles >= cycles && bitOf(byte, bit - 1) && !bitOf(byte, bit)) return edgeCycles;
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Returns the byte whose frame starts exactly at that cycle. */
  byteFrom(startCycles: number): number | undefined {
    const frame = this.#frames[this.#first];
    return frame?.startCycles === startCycles ? frame.byte : undefined;
  }

  /** Drops the frames that ended by that cycle. */
  forgetUntil(cycles: number): void {
    while (this.#first < this.#frames.length) {
      if ((this.#frames[this.#first] as Frame).startCycles + FRAME_BITS * this.bitCycles > cycles) break;
      this.#first += 1;
    }
    if (this.#first < 64 && this.#first < this.#frames.length) return;
    this.#frames = this.#frames.slice(this.#first);
    this.#first = 0;
  }

  get isEmpty(): boolean {
    return this.#first >= this.#frames.length;
  }
}

function bitOf(byte: number, bit: number): boolean {
  if (bit === 0) return false;
  return bit > DATA_BITS || ((byte >> (bit - 1)) & 1) === 1;
}
