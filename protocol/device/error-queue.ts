export const ERRORS_QUEUED_MAX = 8;

export interface QueuedError {
  readonly errorNumber: number;
  readonly sequence: number;
}

/** Keeps refusals until ERRS takes them. When it is full, new ones are lost and a mark is set. */
export class ErrorQueue {
  #waiting: QueuedError[] = [];
  #overflowed = false;

  push(error: QueuedError): void {
    if (this.#waiting.length < ERRORS_QUEUED_MAX) this.#waiting.push(error);
    else this.#overflowed = true;
  }

  /**
   * Takes the oldest refusal and the count of the rest. Clears the mark. Error number 0 means that the queue was empty.
   */
  take(): {
    readonly errorNumber: number;
    readonly sequence: number;
    readonly leftCount: number;
    readonly overflowed: number;
  } {
    const oldest = this.#waiting.shift() ?? { errorNumber: 0, sequence: 0 };
    const overflowed = this.#overflowed ? 1 : 0;
    this.#overflowed = false;
    return { ...oldest, leftCount: this.#waiting.length, overflowed };
  }

  clear(): void {
    this.#waiting = [];
    this.#overflowed = false;
  }
}
