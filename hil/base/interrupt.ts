import type { HilError } from './hil-error.ts';

/** Signals of Ctrl-C, of `kill`, and of a terminal or ssh session that closes. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends a run in an orderly way: the motor is halted, trace and reports are written. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly #onSignal = (): void => this.#controller.abort();

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the run with a failure, which the run then throws. */
  end(failure: HilError): void {
    this.#controller.abort(failure);
  }

  /** Removes the handlers, so that the signals end the program again. */
  dispose(): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }
}
