/**
 * Limits of the first gap. A shorter gap ends before a USB bridge sends its buffer. A longer one leaves no time for ten
 * tries.
 */
const RETRY_SPACING_US_MIN = 30_000;
const RETRY_SPACING_US_MAX = 200_000;

/** Smoothed round-trip time, as in TCP. It counts only requests whose first try got a reply. */
export class RoundTrip {
  #meanUs: number | undefined;
  #deviationUs = 0;

  measured(us: number): void {
    if (this.#meanUs === undefined) {
      this.#meanUs = us;
      this.#deviationUs = us / 2;
    } else {
      this.#deviationUs += (Math.abs(us - this.#meanUs) - this.#deviationUs) / 4;
      this.#meanUs += (us - this.#meanUs) / 8;
    }
  }

  /** Returns the time between the first and the second try of a request. Later gaps are longer. */
  get spacingUs(): number {
    if (this.#meanUs === undefined) return RETRY_SPACING_US_MAX;
    const us = Math.ceil(this.#meanUs + 4 * this.#deviationUs);
    return Math.min(RETRY_SPACING_US_MAX, Math.max(RETRY_SPACING_US_MIN, us));
  }
}
