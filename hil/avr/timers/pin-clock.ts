import type { AvrCpu } from '../cpu/avr-cpu.ts';
import type { TickSource } from './prescaler.ts';

/** Edges at pin T0 or T1, which may clock a timer (data sheet 17.1). The delay of their sampling is not modelled. */
export class PinClock implements TickSource {
  /** Edge that counts. */
  isRising = false;
  readonly #cpu: AvrCpu;
  readonly #listeners: (() => void)[] = [];
  #edgeCount = 0;

  constructor(cpu: AvrCpu) {
    this.#cpu = cpu;
  }

  onTick(listener: () => void): void {
    this.#listeners.push(listener);
  }

  see(isHigh: boolean): void {
    if (isHigh !== this.isRising) return;
    this.#edgeCount += 1;
    for (const listener of this.#listeners) listener();
  }

  tickAt(): number {
    return this.#edgeCount;
  }

  /** A tick to come has no time. */
  cyclesOf(_dividerCycles: number, tick: number): number {
    return tick <= this.#edgeCount ? this.#cpu.cycles : Number.POSITIVE_INFINITY;
  }
}
