import { LOG_ENTRIES_MAX } from '../base/log-entry.ts';
import type { LogMoment } from './event-log.ts';

/** Number of interrogations after which a hidden recovery shows in the log. */
const SHOWN_AFTER_COUNT = 2;
/** Limit of hidden entries. The oldest is dropped first, because the log could not show more. */
const HIDDEN_MAX = LOG_ENTRIES_MAX;

export interface RecoveryEntryOptions {
  readonly now: () => LogMoment;
  readonly write: (noticed: LogMoment) => void;
}

/**
 * Log entry of a recovery. After interference the log may show it only from the second interrogation on (Medtronic MRI
 * page, SynchroMed II).
 */
export class RecoveryEntry {
  readonly #options: RecoveryEntryOptions;
  #hides = false;
  #hidden: readonly { readonly noticed: LogMoment; readonly interrogations: number }[] = [];

  constructor(options: RecoveryEntryOptions) {
    this.#options = options;
  }

  /** Hides the next recovery, because an exposure with the quirk is over. */
  hideNext(): void {
    this.#hides = true;
  }

  /** Ends the hiding, because no stall is left that could recover. */
  settled(): void {
    this.#hides = false;
  }

  noticed(): void {
    const noticed = this.#options.now();
    if (this.#hides) this.#hidden = [...this.#hidden, { noticed, interrogations: 0 }].slice(-HIDDEN_MAX);
    else this.#options.write(noticed);
    this.#hides = false;
  }

  interrogated(): void {
    const asked = this.#hidden.map((entry) => ({ ...entry, interrogations: entry.interrogations + 1 }));
    this.#hidden = asked.filter((entry) => entry.interrogations < SHOWN_AFTER_COUNT);
    for (const entry of asked) if (entry.interrogations >= SHOWN_AFTER_COUNT) this.#options.write(entry.noticed);
  }
}
