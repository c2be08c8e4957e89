/** The program looks at the wall every 50 ms at the latest; a longer gap by so much means that it stood still. */
const PAUSE_US_MIN = 100_000;
/** Time to read the bytes that came during a pause. */
const READ_US = 20_000;
/** How far the alarms go on at a pause that follows another. */
const PROGRESS_US = 50_000;
/** What a pause has done is known by then. A busy machine adds small pauses behind a long one, which is remembered. */
const RECENT_US = 10_000_000;

/**
 * Notices that this program stood still between two looks at the wall: stopped by a signal, starved by other programs,
 * or asleep with its computer. A computer that sleeps stops the steady clock too, so the date counts as well.
 */
export class PauseWatch {
  #seenUs: number;
  #seenDateMs: number;
  #lastUs = 0;
  #lastEndUs = 0;
  #hasPaused = false;

  /** The steady clock and the date of now. */
  constructor(nowUs: number, dateMs: number) {
    this.#seenUs = nowUs;
    this.#seenDateMs = dateMs;
  }

  /** Length of the longest pause that ended in the last ten seconds; 0 where there was none. */
  recentUs(nowUs: number): number {
    return nowUs - this.#lastEndUs < RECENT_US ? this.#lastUs : 0;
  }

  /**
   * By how much the clock of the host's alarms has to stay behind the steady clock, for the time since the last look: a
   * pause and the time to read what came during it. Where each look finds a pause, the clock goes on all the same.
   */
  look(nowUs: number, dateMs: number): number {
    const gapUs = nowUs - this.#seenUs;
    const sleptUs = Math.max(gapUs, (dateMs - this.#seenDateMs) * 1000);
    this.#seenUs = nowUs;
    this.#seenDateMs = dateMs;
    if (sleptUs >= PAUSE_US_MIN) this.#keep(sleptUs, nowUs);
    const follows = this.#hasPaused;
    this.#hasPaused = gapUs >= PAUSE_US_MIN;
    if (!this.#hasPaused) return 0;
    return follows ? gapUs - PROGRESS_US : gapUs + READ_US;
  }

  #keep(pauseUs: number, nowUs: number): void {
    if (pauseUs < this.#lastUs && nowUs - this.#lastEndUs < RECENT_US) return;
    this.#lastUs = pauseUs;
    this.#lastEndUs = nowUs;
  }
}
