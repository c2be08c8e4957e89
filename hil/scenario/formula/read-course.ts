import type { ActiveSum } from './active-sum.ts';
import { pointAt } from './instant.ts';
import type { RunBuilder } from './run-builder.ts';
import { enclosureOf } from './sum-enclosure.ts';

/** A stretch is divided into at most this many parts. An undecided rest stays unknown. */
const PARTS_MAX = 4096;

/** A comparison by readings: when a sum is certainly above zero, and when it may be. */
export interface ReadAbove {
  readonly sum: ActiveSum;
  readonly constant: number;
  readonly isStrict: boolean;
  /** Error that the readings do not include: the error of the shaft. */
  readonly error: number;
}

/** Writes the truth by readings. Divides a stretch until each part is decided. */
export class ReadCourse {
  readonly #above: ReadAbove;
  readonly #sure: RunBuilder;
  readonly #maybe: RunBuilder;
  #parts = 0;

  constructor(above: ReadAbove, sure: RunBuilder, maybe: RunBuilder) {
    this.#above = above;
    this.#sure = sure;
    this.#maybe = maybe;
  }

  /** Writes the truth from `fromUs` to `toUs`, starting at instant `first`. */
  write(fromUs: number, toUs: number, first: number): void {
    const { sum, constant, error } = this.#above;
    const { low, high } = enclosureOf(sum, fromUs, toUs);
    const [sure, maybe] = [this.#decided(low, constant - error), this.#decided(high, constant + error)];
    this.#parts += 1;
    if (sure !== undefined && maybe !== undefined) this.#set(first, sure, maybe);
    else if (fromUs >= toUs || this.#parts > PARTS_MAX) this.#set(first, false, true);
    else {
      const middleUs = Math.floor((fromUs + toUs) / 2);
      this.write(fromUs, middleUs, first);
      this.write(middleUs + 1, toUs, pointAt(middleUs) + 2);
    }
  }

  #set(first: number, sure: boolean, maybe: boolean): void {
    this.#sure.set(first, sure);
    this.#maybe.set(first, maybe);
  }

  /** Returns whether a number between two bounds is above zero. Undefined if it may or may not be. */
  #decided([least, most]: readonly [number, number], offset: number): boolean | undefined {
    if (this.#isAbove(least + offset)) return true;
    return this.#isAbove(most + offset) ? undefined : false;
  }

  #isAbove(value: number): boolean {
    return this.#above.isStrict ? value > 0 : value >= 0;
  }
}
