/** Below this a reply may still be in a USB bridge's buffer; above it ten tries would not fit into the answer time. */
const RETRY_SPACING_US_MIN = 30_000;
const RETRY_SPACING_US_MAX = 200_000;

/** Smoothed round trips, as TCP measures them; only requests answered at the first try may be fed in. */
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

  /** Time between the first try of a request and the second; the later gaps are longer. */
  get spacingUs(): number {
    if (this.#meanUs === undefined) return RETRY_SPACING_US_MAX;
    const us = Math.ceil(this.#meanUs + 4 * this.#deviationUs);
    return Math.min(RETRY_SPACING_US_MAX, Math.max(RETRY_SPACING_US_MIN, us));
  }
}
