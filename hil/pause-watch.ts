/** The program looks at the wall every 50 ms at the latest; a longer gap by so much means that it stood still. */
const PAUSE_US_MIN = 100_000;

/**
 * Notices that this program stood still between two looks at the wall: stopped by a signal, starved by other programs,
 * or asleep with its computer. A computer that sleeps stops the steady clock too, so the date counts as well.
 */
export class PauseWatch {
  #seenUs: number;
  #seenDateMs: number;
  #lastUs = 0;

  /** The steady clock and the date of now. */
  constructor(nowUs: number, dateMs: number) {
    this.#seenUs = nowUs;
    this.#seenDateMs = dateMs;
  }

  /** Length of the last pause; 0 where there was none. */
  get lastUs(): number {
    return this.#lastUs;
  }

  /** How far the steady clock went on while the program stood still since the last look; 0 where it ran. */
  look(nowUs: number, dateMs: number): number {
    const gapUs = nowUs - this.#seenUs;
    const sleptUs = Math.max(gapUs, (dateMs - this.#seenDateMs) * 1000);
    this.#seenUs = nowUs;
    this.#seenDateMs = dateMs;
    if (sleptUs >= PAUSE_US_MIN) this.#lastUs = sleptUs;
    return gapUs >= PAUSE_US_MIN ? gapUs : 0;
  }
}
