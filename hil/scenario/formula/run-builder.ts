import { addRun, type InstantSet } from './instant-set.ts';

/**
 * Collects a set of instants from changes in the order of time. A later change at the same instant replaces the earlier
 * one.
 */
export class RunBuilder {
  readonly #runs: number[] = [];
  #from = -1;

  set(instant: number, isIn: boolean): void {
    if (isIn) {
      if (this.#from < 0) this.#from = instant;
    } else if (this.#from >= 0) {
      addRun(this.#runs, this.#from, instant - 1);
      this.#from = -1;
    }
  }

  /** Returns the set. If the last run of instants is still open, it ends at `last`. */
  endedAt(last: number): InstantSet {
    const runs = [...this.#runs];
    if (this.#from >= 0) addRun(runs, this.#from, last);
    return runs;
  }
}
