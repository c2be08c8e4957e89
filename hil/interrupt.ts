/** Ctrl-C and a polite kill, as a signal that a run can end on in good order. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly #onSignal = (): void => this.#controller.abort();

  constructor() {
    process.on('SIGINT', this.#onSignal);
    process.on('SIGTERM', this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From here on the signals have their usual effect again. */
  dispose(): void {
    process.off('SIGINT', this.#onSignal);
    process.off('SIGTERM', this.#onSignal);
  }
}
