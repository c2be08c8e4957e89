export const ERRORS_QUEUED_MAX = 8;

export interface QueuedError {
  readonly errorNumber: number;
  readonly sequence: number;
}

/** Refusals wait here until ERRS takes them; when it is full the newest are lost, and a mark says so. */
export class ErrorQueue {
  #waiting: QueuedError[] = [];
  #overflowed = false;

  push(error: QueuedError): void {
    if (this.#waiting.length < ERRORS_QUEUED_MAX) this.#waiting.push(error);
    else this.#overflowed = true;
  }

  /** The oldest and what is left; telling the overflow clears it. Error number 0 where nothing waits. */
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
