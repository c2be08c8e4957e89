/** Messages that a page may send at once. Assumed: a run on a rig sends some 15 a second. */
const BURST_COUNT_MAX = 500;
/** Messages a second that a page may send continuously. Assumed, as above. */
export const PER_SECOND_MAX = 200;
/** Bytes that count as one message more. */
const BYTES_PER_COUNT = 4096;
const US_PER_SECOND = 1e6;

/** Limits the rate of messages: a store of counts that each message lowers and time refills. */
export class MessageLimit {
  readonly #nowUs: () => number;
  #count = BURST_COUNT_MAX;
  #atUs: number;

  constructor(nowUs: () => number) {
    this.#nowUs = nowUs;
    this.#atUs = nowUs();
  }

  /** Counts a message. Returns false if it exceeds the limit. */
  takes(bytes: number): boolean {
    const nowUs = this.#nowUs();
    const refilled = this.#count + ((nowUs - this.#atUs) / US_PER_SECOND) * PER_SECOND_MAX;
    this.#count = Math.min(BURST_COUNT_MAX, refilled) - 1 - bytes / BYTES_PER_COUNT;
    this.#atUs = nowUs;
    return this.#count >= 0;
  }
}
