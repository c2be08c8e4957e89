/** Number of a slot in the queue. */
export type SlotNumber = number;

/** Most events in one call. More come from a part that sets its event to the present cycle again and again. */
const FIRES_MAX = 100_000;

/**
 * Queue of events in processor cycles. Each part of the board has a fixed slot, so nothing is allocated at run time.
 * Events at the same cycle fire in the order of the slots.
 */
export class CycleQueue {
  /** Cycle of the earliest event; Infinity if there is none. */
  nextCycles = Number.POSITIVE_INFINITY;
  /** A typed array: the search for the earliest event runs at each event. */
  #dueCycles = new Float64Array(0);
  readonly #fire: (() => void)[] = [];

  slot(fire: () => void): SlotNumber {
    this.#dueCycles = Float64Array.of(...this.#dueCycles, Number.POSITIVE_INFINITY);
    return this.#fire.push(fire) - 1;
  }

  /** Sets the event of a slot. It replaces the slot's previous event. */
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

  /** Fires all due events, the earliest first. If an event sets a slot again, it fires again if due. */
  fire(nowCycles: number): void {
    for (let count = 0; this.nextCycles <= nowCycles; count += 1) {
      if (count > FIRES_MAX) throw new RangeError(`more than ${FIRES_MAX} events up to cycle ${nowCycles}`);
      const slot = this.#dueCycles.indexOf(this.nextCycles);
      this.clear(slot);
      (this.#fire[slot] as () => void)();
    }
  }

  #lookAgain(): void {
    const dueCycles = this.#dueCycles;
    let earliest = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < dueCycles.length; slot += 1) {
      const due = dueCycles[slot] as number;
      if (due < earliest) earliest = due;
    }
    this.nextCycles = earliest;
  }
}
