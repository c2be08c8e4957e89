/** Number of frames kept. Even a receiver that lost its bit timing needs no more. */
const FRAMES_MAX = 4096;
const DATA_BITS = 8;
const FRAME_BITS = 10;

interface Frame {
  readonly startTicks: number;
  readonly byte: number;
}

/**
 * Level of a line over time: consecutive 8N1 frames at the sender's own baud rate. Byte k of a burst starts exactly k
 * frames after the first.
 */
export class SerialWave {
  readonly bitTicks: number;
  #frames: Frame[] = [];
  #first = 0;
  #burstTicks = 0;
  #burstBytes = 0;

  constructor(bitTicks: number) {
    this.bitTicks = bitTicks;
  }

  /** Appends a byte, not before `nowTicks`. Returns the start of its frame. */
  send(byte: number, nowTicks: number): number {
    const freeTicks = this.#burstTicks + this.#burstBytes * FRAME_BITS * this.bitTicks;
    if (this.#burstBytes === 0 || freeTicks < nowTicks) {
      this.#burstTicks = nowTicks;
      this.#burstBytes = 0;
    }
    const startTicks = this.#burstTicks + this.#burstBytes * FRAME_BITS * this.bitTicks;
    this.#frames.push({ startTicks, byte });
    this.#burstBytes += 1;
    if (this.#frames.length - this.#first > FRAMES_MAX)
      throw new RangeError(`more than ${FRAMES_MAX} bytes on the line`);
    return startTicks;
  }

  levelAt(ticks: number): boolean {
    for (let i = this.#first; i < this.#frames.length; i += 1) {
      const { startTicks, byte } = this.#frames[i] as Frame;
      if (ticks < startTicks) return true;
      const bit = Math.floor((ticks - startTicks) / this.bitTicks);
      if (bit < FRAME_BITS) return bitOf(byte, bit);
    }
    return true;
  }

  /** Returns the next falling edge at or after a tick. A receiver takes it for the start of a byte. */
  fallAfter(ticks: number): number {
    for (let i = this.#first; i < this.#frames.length; i += 1) {
      const { startTicks, byte } = this.#frames[i] as Frame;
      if (startTicks >= ticks) return startTicks;
      for (let bit = 1; bit < FRAME_BITS; bit += 1) {
        const edgeTicks = startTicks + bit * this.bitTicks;
        if (edgeTicks >= ticks && bitOf(byte, bit - 1) && !bitOf(byte, bit)) return edgeTicks;
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Returns the next change of the level after a tick; Infinity if none is known. */
  changeAfter(ticks: number): number {
    for (let i = this.#first; i < this.#frames.length; i += 1) {
      const { startTicks, byte } = this.#frames[i] as Frame;
      for (let bit = 0; bit < FRAME_BITS; bit += 1) {
        const changes = bit === 0 || bitOf(byte, bit) !== bitOf(byte, bit - 1);
        const changeTicks = startTicks + bit * this.bitTicks;
        if (changes && changeTicks > ticks) return changeTicks;
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Returns the byte whose frame starts exactly at that tick. */
  byteFrom(startTicks: number): number | undefined {
    const frame = this.#frames[this.#first];
    return frame?.startTicks === startTicks ? frame.byte : undefined;
  }

  /** Drops the frames that ended by that tick. */
  forgetUntil(ticks: number): void {
    while (this.#first < this.#frames.length) {
      if ((this.#frames[this.#first] as Frame).startTicks + FRAME_BITS * this.bitTicks > ticks) break;
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
