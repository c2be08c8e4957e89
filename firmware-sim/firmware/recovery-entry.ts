/** Interrogations after which a recovery that interference hid shows in the log. */
const SHOWN_AFTER_COUNT = 2;

export interface RecoveryEntryOptions {
  readonly nowUs: () => number;
  readonly write: (noticedUs: number) => void;
}

/** After interference the recovery may appear in the log only from the second interrogation on (Medtronic MRI page, SynchroMed II). */
export class RecoveryEntry {
  readonly #options: RecoveryEntryOptions;
  #hides = false;
  #noticedUs: number | undefined;
  #interrogations = 0;

  constructor(options: RecoveryEntryOptions) {
    this.#options = options;
  }

  /** An exposure with the quirk is over: the next recovery hides. */
  hideNext(): void {
    this.#hides = true;
  }

  noticed(): void {
    if (!this.#hides) {
      this.#options.write(this.#options.nowUs());
      return;
    }
    this.#noticedUs = this.#options.nowUs();
    this.#interrogations = 0;
  }

  interrogated(): void {
    if (this.#noticedUs === undefined) return;
    this.#interrogations += 1;
    if (this.#interrogations < SHOWN_AFTER_COUNT) return;
    this.#options.write(this.#noticedUs);
    this.#noticedUs = undefined;
    this.#hides = false;
  }
}
