/** The ten-bit counter that runs through from the start and clocks timers 0 and 1; timer 2 has one of its own. */
export class Prescaler {
  /** Cycle at which it stood at zero; written bits put it there again. */
  zeroCycles: number;

  constructor(nowCycles: number) {
    this.zeroCycles = nowCycles;
  }

  /** Whole timer ticks until now; changing the divider never moves the tick's phase. */
  tickAt(dividerCycles: number, nowCycles: number): number {
    return Math.floor((nowCycles - this.zeroCycles) / dividerCycles);
  }

  cyclesOf(dividerCycles: number, tick: number): number {
    return this.zeroCycles + tick * dividerCycles;
  }
}
