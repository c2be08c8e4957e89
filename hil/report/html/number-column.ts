const LENGTH_AT_FIRST = 16;

/** Numbers in a typed array that grows: a run over years has a million of them. */
export class NumberColumn {
  #numbers = new Float64Array(LENGTH_AT_FIRST);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const longer = new Float64Array(2 * this.#length);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[this.#length] = value;
    this.#length += 1;
  }

  /** Replaces the last number. */
  replaceLast(value: number): void {
    this.#numbers[this.#length - 1] = value;
  }

  at(index: number): number {
    return this.#numbers[index] ?? Number.NaN;
  }

  /** Returns the numbers so far. */
  get values(): Float64Array {
    return this.#numbers.slice(0, this.#length);
  }
}
