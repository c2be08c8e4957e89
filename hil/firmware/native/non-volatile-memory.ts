import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import type { PowerCutAt } from '../hosted-firmware.ts';

/** Non-volatile memory of a native firmware. It outlives the program, and a power failure tears the byte being written. */
export class NonVolatileMemory {
  readonly bytes: Uint8Array;
  #cut: PowerCutAt | undefined;

  constructor(byteCount: number) {
    this.bytes = new Uint8Array(byteCount).fill(0xff);
  }

  /** Lets the power fail within a later write, whose time is not modelled here. A second call replaces the first. */
  arm(cut: PowerCutAt): void {
    this.#cut = cut;
  }

  /** Stores bytes. Returns the cut if the power failed meanwhile: earlier bytes are stored, and one byte is torn. */
  write(address: number, from: Uint8Array): PowerCutAt | undefined {
    const cut = this.#cut;
    if (cut === undefined || from.length < cut.writeNumber) {
      this.bytes.set(from, address);
      if (cut !== undefined) this.#cut = { ...cut, writeNumber: cut.writeNumber - from.length };
      return undefined;
    }
    const whole = cut.writeNumber - 1;
    this.bytes.set(from.subarray(0, whole), address);
    this.bytes[address + whole] = torn(this.bytes[address + whole] as number, from[whole] as number, cut.seed);
    this.#cut = undefined;
    return cut;
  }
}

/** Returns a torn byte (assumed): each bit that was to change has its old or its new value. */
function torn(old: number, wanted: number, seed: number): number {
  const stream = new RandomStream(seed, 'torn byte');
  let byte = old;
  for (let bit = 0; bit < 8; bit += 1) {
    const mask = 1 << bit;
    if (((old ^ wanted) & mask) !== 0 && stream.uniform() < 0.5) byte ^= mask;
  }
  return byte;
}
