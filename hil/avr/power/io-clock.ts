import type { AvrCpu } from '../cpu/avr-cpu.ts';
import type { SlotNumber } from '../cpu/cycle-queue.ts';

/** Event of a peripheral that stands while the peripheral's clock stands. */
export interface IoSlot {
  set(dueCycles: number): void;
  clear(): void;
}

interface Kept {
  readonly slot: SlotNumber;
  /** Cycles that were left when the clock stopped. */
  leftCycles: number;
}

/**
 * Clock of a group of peripherals (data sheet 9.1). Sleep and power reduction stop it; it runs while neither does. Events of its peripherals then stand, and go on
 * when it runs again.
 */
export class IoClock {
  readonly #cpu: AvrCpu;
  readonly #kept: Kept[] = [];
  readonly #onStop: (() => void)[] = [];
  readonly #onStart: ((stoodCycles: number) => void)[] = [];
  #stoppedCycles = 0;
  #stopCount = 0;

  constructor(cpu: AvrCpu) {
    this.#cpu = cpu;
  }

  get isStopped(): boolean {
    return this.#stopCount > 0;
  }

  slot(fire: () => void): IoSlot {
    const { queue } = this.#cpu;
    const slot = queue.slot(fire);
    const kept = { slot, leftCycles: Number.POSITIVE_INFINITY };
    this.#kept.push(kept);
    return { set: (dueCycles) => queue.set(slot, dueCycles), clear: () => queue.clear(slot) };
  }

  /** Calls before the clock stops. */
  onStop(listener: () => void): void {
    this.#onStop.push(listener);
  }

  /** Calls after the clock started again, with the cycles for which it stood. */
  onStart(listener: (stoodCycles: number) => void): void {
    this.#onStart.push(listener);
  }

  stop(): void {
    const { cycles, queue } = this.#cpu;
    this.#stopCount += 1;
    if (this.#stopCount > 1) return;
    this.#stoppedCycles = cycles;
    for (const listener of this.#onStop) listener();
    for (const kept of this.#kept) {
      kept.leftCycles = queue.dueCycles(kept.slot) - cycles;
      queue.clear(kept.slot);
    }
  }

  /** Takes back one `stop`. */
  start(): void {
    const { cycles, queue } = this.#cpu;
    this.#stopCount -= 1;
    if (this.#stopCount > 0) return;
    for (const { slot, leftCycles } of this.#kept) queue.set(slot, cycles + leftCycles);
    for (const listener of this.#onStart) listener(cycles - this.#stoppedCycles);
  }
}
