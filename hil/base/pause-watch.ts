/** Shortest gap that counts as a pause. The program reads the wall clock every 50 ms at the latest. */
export const PAUSE_US_MIN = 100_000;
/** Time to read the bytes that arrived during a pause. */
const READ_US = 20_000;
/**
 * Advance of the alarms if one pause follows another. After this much running time the full reading time applies again.
 */
const PROGRESS_US = 50_000;
/**
 * Time after which a pause has no further effect. A long pause takes precedence over short ones of a busy machine after
 * it.
 */
const RECENT_US = 10_000_000;

/**
 * Notices that this program was paused between two readings of the wall clock: stopped by a signal, starved by other
 * programs, or asleep with the computer. A sleeping computer stops the steady clock too, so the date is compared as well.
 */
export class PauseWatch {
  #seenUs: number;
  #seenDateMs: number;
  #lastUs = 0;
  #lastEndUs = 0;
  /** Remaining reading time of the last pause, during which the host's alarms do not advance. */
  #readingUs = 0;
  /** Time that the program ran since the last reading time ended. */
  #ranUs = PROGRESS_US;

  /** Takes the steady clock and the date at the start. */
  constructor(nowUs: number, dateMs: number) {
    this.#seenUs = nowUs;
    this.#seenDateMs = dateMs;
  }

  /** Returns the length of the longest pause that ended in the last ten seconds; 0 without one. */
  recentUs(nowUs: number): number {
    return nowUs - this.#lastEndUs < RECENT_US ? this.#lastUs : 0;
  }

  /**
   * Returns the time by which the clock of the host's alarms falls back since the last call: the pause, and the time to
   * read the bytes that arrived during it. Reading times never add up. If a pause follows another within 50 ms of
   * running time, the alarms advance instead. So time passes for any sequence of pauses and short gaps.
   */
  look(nowUs: number, dateMs: number): number {
    const gapUs = nowUs - this.#seenUs;
    const sleptUs = Math.max(gapUs, (dateMs - this.#seenDateMs) * 1000);
    this.#seenUs = nowUs;
    this.#seenDateMs = dateMs;
    if (sleptUs >= PAUSE_US_MIN) this.#keep(sleptUs, nowUs);
    return gapUs >= PAUSE_US_MIN ? this.#paused(gapUs) : this.#ran(gapUs);
  }

  #ran(gapUs: number): number {
    const readUs = Math.min(gapUs, this.#readingUs);
    this.#readingUs -= readUs;
    this.#ranUs += gapUs - readUs;
    return 0;
  }

  #paused(gapUs: number): number {
    const readingUs = this.#readingUs;
    if (this.#ranUs >= PROGRESS_US) {
      this.#readingUs = READ_US;
      this.#ranUs = 0;
      return gapUs - readingUs + READ_US;
    }
    this.#readingUs = 0;
    return gapUs - readingUs - PROGRESS_US;
  }

  #keep(pauseUs: number, nowUs: number): void {
    if (pauseUs < this.#lastUs && nowUs - this.#lastEndUs < RECENT_US) return;
    this.#lastUs = pauseUs;
    this.#lastEndUs = nowUs;
  }
}
