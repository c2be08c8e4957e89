import type { Clock } from '../../protocol/clock.ts';
import type { Trace } from '../trace/trace.ts';

export type LogEntryKind = 'motor stall' | 'motor stall recovery';

export interface LogEntry {
  readonly number: number;
  readonly atUs: number;
  readonly kind: LogEntryKind;
}

/** The pump keeps this many entries; older ones are overwritten (size assumed). */
export const LOG_ENTRIES_MAX = 250;

/** The pump's own event log: what it noticed, when it noticed. */
export class EventLog {
  readonly #clock: Clock;
  readonly #trace: Trace;
  #entries: LogEntry[] = [];
  #written = 0;

  constructor(clock: Clock, trace: Trace) {
    this.#clock = clock;
    this.#trace = trace;
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  write(kind: LogEntryKind): void {
    this.#written += 1;
    this.#entries.push({ number: this.#written, atUs: this.#clock.nowUs(), kind });
    if (this.#entries.length > LOG_ENTRIES_MAX) this.#entries = this.#entries.slice(1);
    this.#trace.event('pump.log', { number: this.#written, entry: kind });
  }
}
