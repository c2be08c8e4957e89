import { HilError } from '../../base/hil-error.ts';
import { sleepUntilUs, wallNowUs } from '../../base/wall-clock.ts';

/** Ends a call after a limit of wall time. */
export class TimeLimit {
  readonly #controller = new AbortController();

  /** Starts the limit. Without `limitUs` there is no limit. `onEnd` receives the reason that the skipped runs state. */
  constructor(limitUs: number | undefined, onEnd: (failure: HilError) => void) {
    if (limitUs === undefined) return;
    const { signal } = this.#controller;
    void sleepUntilUs(wallNowUs() + limitUs, signal).then(() => {
      if (signal.aborted) return;
      const message = `The time limit of ${limitUs / 1e6} s (\`--time-limit\`) was reached.`;
      onEnd(new HilError('TIME_LIMIT', 'bench', message));
    });
  }

  /** Cancels the limit, so that the program can end. */
  end(): void {
    this.#controller.abort();
  }
}
