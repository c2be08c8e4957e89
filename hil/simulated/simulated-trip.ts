import type { ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { simulatedBench } from './simulated-bench.ts';

type StallMode = ShaftReport['stallMode'];

export interface Armed {
  /** 0: not armed. */
  readonly tripMt: number;
  readonly mode: StallMode;
}

const disarmed: Armed = { tripMt: 0, mode: 'none' };

/** FIELD: a threshold with hysteresis at the board's own field sensor, and the stall mode that goes with it. */
export class SimulatedTrip {
  #armed = disarmed;
  #tripped = false;

  get armed(): boolean {
    return this.#armed.tripMt > 0;
  }

  get tripped(): boolean {
    return this.#tripped;
  }

  /** What the shaft has to suffer while it is tripped. */
  get mode(): StallMode {
    return this.#tripped ? this.#armed.mode : 'none';
  }

  /** 0 lets go; `crosses` says what comes of it. */
  arm(armed: Armed): void {
    this.#armed = armed;
  }

  reset(): void {
    this.#armed = disarmed;
    this.#tripped = false;
  }

  /** With a new reading: true where it crossed. */
  crosses(fieldMt: number): boolean {
    const hysteresisMt = this.#tripped ? simulatedBench.fieldHysteresisMt : 0;
    const over = this.armed && fieldMt >= this.#armed.tripMt - hysteresisMt;
    if (over === this.#tripped) return false;
    this.#tripped = over;
    return true;
  }
}
