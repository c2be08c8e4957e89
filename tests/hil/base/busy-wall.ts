import type { Wall } from '../../../hil/base/wall-clock.ts';

/** Wall time after which a wait counts as endless. */
const ENDLESS_US = 600_000_000;

export interface BusyWallOptions {
  /** Returns the delay of the next wake-up from a sleep. */
  readonly lateUs: () => number;
  /** Returns the length of the next turn of the event loop. */
  readonly turnUs: () => number;
  /** Returns the time until the next bytes arrive. They end a sleep. */
  readonly bytesAfterUs?: () => number;
}

/** A wall clock that a test advances. Each wait ends late, as on a machine with more programs than cores. */
export class BusyWall implements Wall {
  onBytes: () => void = () => undefined;
  longestSleepUs = 0;
  readonly #options: BusyWallOptions;
  #nowUs = 0;

  constructor(options: BusyWallOptions) {
    this.#options = options;
  }

  nowUs(): number {
    return this.#nowUs;
  }

  dateMs(): number {
    return Math.floor(this.#nowUs / 1000);
  }

  async sleepUntilUs(wallUs: number): Promise<void> {
    const sleepUs = Math.max(0, wallUs - this.#nowUs);
    this.longestSleepUs = Math.max(this.longestSleepUs, sleepUs);
    const bytesUs = this.#options.bytesAfterUs?.() ?? Number.POSITIVE_INFINITY;
    this.#advance(Math.min(sleepUs, bytesUs) + this.#options.lateUs());
    if (bytesUs < sleepUs) this.onBytes();
  }

  async nextTurn(): Promise<void> {
    this.#advance(this.#options.turnUs());
  }

  #advance(us: number): void {
    this.#nowUs += us;
    if (this.#nowUs > ENDLESS_US) throw new Error(`still waiting after ${ENDLESS_US / 1_000_000} s of wall time`);
  }
}
