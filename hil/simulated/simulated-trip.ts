import { simulatedBench } from './simulated-bench.ts';
import type { StallMode } from './simulated-outputs.ts';

export interface Armed {
  /** Threshold; 0 means disarmed. */
  readonly tripMt: number;
  readonly mode: StallMode;
}

const disarmed: Armed = { tripMt: 0, mode: 'none' };

/** State of FIELD: a threshold with hysteresis at the board's own field sensor, and its stall mode. */
export class SimulatedTrip {
  #armed = disarmed;
  #tripped = false;

  get armed(): boolean {
    return this.#armed.tripMt > 0;
  }

  get tripped(): boolean {
    return this.#tripped;
  }

  /** Stall mode that the trip imposes; `none` while not tripped. */
  get mode(): StallMode {
    return this.#tripped ? this.#armed.mode : 'none';
  }

  /** Sets threshold and mode; 0 disarms. The next `crosses` applies them. */
  arm(armed: Armed): void {
    this.#armed = armed;
  }

  reset(): void {
    this.#armed = disarmed;
    this.#tripped = false;
  }

  /** Processes a reading. Returns true if it crossed the threshold. */
  crosses(fieldMt: number): boolean {
    const hysteresisMt = this.#tripped ? simulatedBench.fieldHysteresisMt : 0;
    const over = this.armed && fieldMt >= this.#armed.tripMt - hysteresisMt;
    if (over === this.#tripped) return false;
    this.#tripped = over;
    return true;
  }
}
