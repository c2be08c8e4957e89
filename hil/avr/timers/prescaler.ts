/** Ten-bit counter that clocks timers 0 and 1 (data sheet 17). Timer 2 has one of its own. */
export class Prescaler {
  /** Cycle at which the counter was zero. A write of PSRASY or PSRSYNC resets it. */
  zeroCycles: number;

  constructor(nowCycles: number) {
    this.zeroCycles = nowCycles;
  }

  /** Number of whole timer ticks so far. A new divider keeps the phase of the ticks. */
  tickAt(dividerCycles: number, nowCycles: number): number {
    return Math.floor((nowCycles - this.zeroCycles) / dividerCycles);
  }

  cyclesOf(dividerCycles: number, tick: number): number {
    return this.zeroCycles + tick * dividerCycles;
  }
}
