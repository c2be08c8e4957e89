/** Takes part in the board's time: when it is next due, and what then happens. */
export type SlotNumber = number;

/**
 * What happens when, in processor cycles: a fixed slot for each part of the board, so that nothing is allocated while it
 * runs. Equal moments fire in the order of the slots.
 */
export class CycleQueue {
  /** The earliest moment; Infinity where nothing is ahead. */
  nextCycles = Number.POSITIVE_INFINITY;
  readonly #dueCycles: number[] = [];
  readonly #fire: (() => void)[] = [];

  slot(fire: () => void): SlotNumber {
    this.#fire.push(fire);
    return this.#dueCycles.push(Number.POSITIVE_INFINITY) - 1;
  }

  /** In place of what was set for this slot before. */
  set(slot: SlotNumber, dueCycles: number): void {
    const wasCycles = this.#dueCycles[slot] as number;
    this.#dueCycles[slot] = dueCycles;
    if (dueCycles < this.nextCycles) this.nextCycles = dueCycles;
    else if (wasCycles === this.nextCycles) this.#lookAgain();
  }

  clear(slot: SlotNumber): void {
    this.set(slot, Number.POSITIVE_INFINITY);
  }

  dueCycles(slot: SlotNumber): number {
    return this.#dueCycles[slot] as number;
  }

  /** Fires everything due by now, the earliest first; a slot that is set again meanwhile fires again if that is due too. */
  fire(nowCycles: number): void {
    while (this.nextCycles <= nowCycles) {
      const slot = this.#dueCycles.indexOf(this.nextCycles);
      this.clear(slot);
      (this.#fire[slot] as () => void)();
    }
  }

  #lookAgain(): void {
    let earliest = Number.POSITIVE_INFINITY;
    for (const due of this.#dueCycles) if (due < earliest) earliest = due;
    this.nextCycles = earliest;
  }
}
