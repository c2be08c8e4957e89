/** Clock of a timer, in numbered ticks. */
export interface TickSource {
  /** Number of whole timer ticks so far. */
  tickAt(dividerCycles: number, nowCycles: number): number;
  /** Cycle of a tick; Infinity if that tick has no known time. */
  cyclesOf(dividerCycles: number, tick: number): number;
}

/** Ten-bit counter that clocks timers 0 and 1 (data sheet 17). Timer 2 has one of its own, which a crystal may drive. */
export class Prescaler implements TickSource {
  /** Cycle at which the counter was zero. A write of PSRASY or PSRSYNC resets it. */
  zeroCycles: number;
  /** Cycles in a period of the counter's own clock: 1, or a fraction for a crystal. */
  periodCycles = 1;

  constructor(nowCycles: number) {
    this.zeroCycles = nowCycles;
  }

  /** A new divider keeps the phase of the ticks. */
  tickAt(divider: number, nowCycles: number): number {
    return Math.floor((nowCycles - this.zeroCycles) / (divider * this.periodCycles));
  }

  cyclesOf(divider: number, tick: number): number {
    if (this.periodCycles === 1) return this.zeroCycles + tick * divider;
    const cycles = Math.ceil(this.zeroCycles + tick * divider * this.periodCycles);
    // Rounding of large times may put the cycle just before its tick.
    return this.tickAt(divider, cycles) < tick ? cycles + 1 : cycles;
  }

  /** Takes over a slower or faster system clock. The count of periods goes on. */
  rescale(nowCycles: number, slowdown: number): void {
    this.zeroCycles = nowCycles - (nowCycles - this.zeroCycles) * slowdown;
    this.periodCycles *= slowdown;
  }
}
