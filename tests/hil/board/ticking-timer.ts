const MAX = 0xffff;

/** Timer 1 by the data sheet, one tick at a time: slow, and simple enough to verify by reading. */
export class TickingTimer {
  count = 0;
  flags = 0;
  icr = 0;
  readonly #mode: number;
  #ocra = 0;
  #ocrb = 0;
  #ocraWritten = 0;
  #ocrbWritten = 0;
  #isFalling = false;
  #isBlocked = false;

  constructor(mode: number) {
    this.#mode = mode;
  }

  write(register: string, value: number): void {
    if (register === 'tcnt') {
      this.count = value;
      this.#isFalling = false;
      this.#isBlocked = true;
    } else if (register === 'icr') {
      // Only a mode with this register as its top lets the program write it.
      if (this.#hasIcrTop) this.icr = value;
    } else {
      if (register === 'ocra') this.#ocraWritten = value;
      else this.#ocrbWritten = value;
      if (this.#isPlain) this.#takeOver();
    }
    this.#clamp();
  }

  /** Limits an up-and-down count to the top. The data sheet leaves this case open. */
  #clamp(): void {
    if (!this.#isUpAndDown) return;
    this.count = Math.min(this.count, this.#top);
    if (this.count === this.#top && this.count > 0) this.#isFalling = true;
  }

  tick(): void {
    const matched = this.#isBlocked ? undefined : this.count;
    this.#isBlocked = false;
    // An up-and-down counter with a top of 0 does not count.
    if (this.#isUpAndDown && this.#top === 0) return;
    if (matched === this.#ocra) this.flags |= 2;
    if (matched === this.#ocrb) this.flags |= 4;
    if (this.#hasIcrTop && matched === this.icr) this.flags |= 0x20;
    if (this.#isUpAndDown) this.#tickUpAndDown();
    else this.#tickUp();
  }

  get #isPlain(): boolean {
    return [0, 4, 12].includes(this.#mode);
  }

  get #isUpAndDown(): boolean {
    return [1, 2, 3, 8, 9, 10, 11].includes(this.#mode);
  }

  get #top(): number {
    const fixed: Readonly<Record<number, number>> = {
      0: MAX,
      1: 0xff,
      2: 0x1ff,
      3: 0x3ff,
      5: 0xff,
      6: 0x1ff,
      7: 0x3ff,
    };
    return fixed[this.#mode] ?? (this.#hasIcrTop ? this.icr : this.#ocra);
  }

  get #hasIcrTop(): boolean {
    return [8, 10, 12, 14].includes(this.#mode);
  }

  #takeOver(): void {
    this.#ocra = this.#ocraWritten;
    this.#ocrb = this.#ocrbWritten;
    this.#clamp();
  }

  #tickUp(): void {
    const top = this.#top;
    if (this.count !== top && this.count !== MAX) {
      this.count += 1;
      return;
    }
    const atMax = this.count === MAX;
    this.count = 0;
    if (!this.#isPlain || atMax) this.flags |= 1;
    if (!this.#isPlain) this.#takeOver();
  }

  #tickUpAndDown(): void {
    const top = this.#top;
    this.count += this.#isFalling ? -1 : 1;
    if (this.count === top) this.#isFalling = true;
    if (this.count === top && [1, 2, 3, 10, 11].includes(this.#mode)) this.#takeOver();
    if (this.count !== 0) return;
    this.#isFalling = false;
    this.flags |= 1;
    if ([8, 9].includes(this.#mode)) this.#takeOver();
  }
}
