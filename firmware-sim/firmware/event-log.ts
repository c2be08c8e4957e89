import type { Clock } from '../../protocol/clock.ts';
import { calendarText } from '../base/calendar-text.ts';
import { LOG_ENTRIES_MAX, type LogEntryKind } from '../base/log-entry.ts';
import { logKinds } from '../products/complaints.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import type { PumpCalendar } from './schedule/pump-calendar.ts';

/** Event of a log entry. */
export const logSignals = {
  'pump.log': { kind: 'event', unit: '', texts: logKinds, doc: "An entry in the pump's event log." },
} as const satisfies Declarations;

/** Time of a log entry, in pump time and by the pump's calendar. Setting the clock changes no stamp. */
export interface LogMoment {
  readonly atUs: number;
  readonly stampUs: number;
}

/** Entry of the log. Numbers give the order. Stamps may go back after the clock was set. */
export interface LogEntry extends LogMoment {
  readonly number: number;
  readonly kind: LogEntryKind;
}

export interface EventLogOptions {
  readonly clock: Clock;
  readonly calendar: PumpCalendar;
  readonly trace: Trace;
  /** Kinds that this pump logs. Others are not logged. */
  readonly known: readonly LogEntryKind[];
}

/** The pump's own event log: its observations with their times, and the interrogation from which on an entry shows. */
export class EventLog {
  readonly #clock: Clock;
  readonly #calendar: PumpCalendar;
  readonly #known: readonly LogEntryKind[];
  readonly #trace: Trace;
  #entries: LogEntry[] = [];
  #written = 0;

  constructor({ clock, calendar, trace, known }: EventLogOptions) {
    this.#clock = clock;
    this.#calendar = calendar;
    this.#known = known;
    this.#trace = trace;
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  get now(): LogMoment {
    return { atUs: this.#clock.nowUs(), stampUs: this.#calendar.nowUs };
  }

  /** Writes an entry. `noticed` is its time, if earlier than now. */
  write(kind: LogEntryKind, noticed = this.now): void {
    if (!this.#known.includes(kind)) return;
    this.#written += 1;
    const { atUs, stampUs } = noticed;
    this.#entries.push({ number: this.#written, atUs, stampUs, kind });
    if (this.#entries.length > LOG_ENTRIES_MAX) this.#entries = this.#entries.slice(1);
    const late = atUs === this.#clock.nowUs() ? {} : { noticedUs: atUs };
    const stamp = this.#calendar.isOwn ? { stamp: calendarText(stampUs) } : {};
    this.#trace.event('pump.log', { number: this.#written, entry: kind, ...late, ...stamp });
  }
}
