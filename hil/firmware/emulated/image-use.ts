import type { Microcontroller } from '../../avr/microcontroller.ts';

const SRAM_BYTES = 2048;
/** Content of untouched memory. Real memory holds anything after power-up. */
const PAINT = 0xa5;
/** Untouched bytes in a row that end the stack. Shorter rows may be local variables that the program never wrote. */
const GAP_BYTES = 32;

/** Measures what a program uses: time awake, and the stack by paint in the memory. */
export class ImageUse {
  #awakeTicks = 0;
  #keptStackBytes = 0;

  /** Memory after power-up. */
  blankSram(): Uint8Array {
    return new Uint8Array(SRAM_BYTES).fill(PAINT);
  }

  add(passedTicks: number, sleptTicks: number): void {
    this.#awakeTicks += Math.max(0, passedTicks - sleptTicks);
  }

  awakeShare(wholeTicks: number): number {
    return wholeTicks > 0 ? Math.min(1, this.#awakeTicks / wholeTicks) : 0;
  }

  /** Keeps the depth of the stack before the memory loses its content. */
  keep(chip: Microcontroller | undefined): void {
    this.#keptStackBytes = this.deepestStackBytes(chip);
  }

  /** Deepest stack so far. The stack grows down from the end of the memory. */
  deepestStackBytes(chip: Microcontroller | undefined): number {
    if (chip === undefined) return this.#keptStackBytes;
    const { sram } = chip;
    let untouched = 0;
    let at = sram.length;
    while (at > 0 && untouched < GAP_BYTES) {
      at -= 1;
      untouched = sram[at] === PAINT ? untouched + 1 : 0;
    }
    return Math.max(this.#keptStackBytes, sram.length - at - untouched);
  }
}
