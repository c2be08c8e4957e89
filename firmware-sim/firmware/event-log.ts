import type { Clock } from '../../protocol/clock.ts';
import type { Trace } from '../trace/trace.ts';
import type { AlarmCause } from './alarm-cause.ts';

/** The vocabulary is that of published texts; the exact wording of a real pump's lines is not published. */
export type LogEntryKind = AlarmCause | 'motor stall recovery' | 'telemetry mode' | 'telemetry mode ended';

export interface LogEntry {
  readonly number: number;
  /** When the pump noticed. */
  readonly atUs: number;
  readonly kind: LogEntryKind;
}

/** The pump keeps this many entries; older ones are overwritten (size assumed). */
export const LOG_ENTRIES_MAX = 250;

/** The pump's own event log: what it noticed, when it noticed, and from when on somebody can read it. */
export class EventLog {
  readonly #clock: Clock;
  readonly #known: readonly LogEntryKind[];
  readonly #trace: Trace;
  #entries: LogEntry[] = [];
  #written = 0;

  /** `known`: kinds that this pump writes down; what it does not know is lost. */
  constructor(clock: Clock, trace: Trace, known: readonly LogEntryKind[]) {
    this.#clock = clock;
    this.#known = known;
    this.#trace = trace;
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** `atUs`: when it was noticed, where that is earlier than now. */
  write(kind: LogEntryKind, atUs = this.#clock.nowUs()): void {
    if (!this.#known.includes(kind)) return;
    this.#written += 1;
    this.#entries.push({ number: this.#written, atUs, kind });
    if (this.#entries.length > LOG_ENTRIES_MAX) this.#entries = this.#entries.slice(1);
    const late = atUs === this.#clock.nowUs() ? {} : { noticedUs: atUs };
    this.#trace.event('pump.log', { number: this.#written, entry: kind, ...late });
  }
}
