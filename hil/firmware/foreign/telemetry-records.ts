import { type AlarmCause, classOf } from '../../../firmware-sim/base/alarm-cause.ts';
import { calendarText } from '../../../firmware-sim/base/calendar-text.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { stepMlOf, stepVolumeOf } from '../../../firmware-sim/products/step-volume.ts';
import { bolusNamed, causeNamed, logKindNamed } from '../../../firmware-sim/telemetry/telemetry-fields.ts';
import type { Trace } from '../../../firmware-sim/trace/trace.ts';
import type { SessionEvent } from '../session/firmware-session.ts';

export interface TelemetryRecordsOptions {
  readonly trace: Trace;
  readonly product: Product;
  /** Called after the record of an alarm. */
  readonly onAlarm: (cause: AlarmCause, isRaised: boolean) => void;
  /** Called after the record of the end of a bolus, with its kind. */
  readonly onBolusEnd: (kind: string, isCut: boolean) => void;
}

/** Writes the events that a firmware reports as `pump.*`, at the time of their arrival. */
export class TelemetryRecords {
  readonly #options: TelemetryRecordsOptions;
  readonly #logged = new Set<number>();
  readonly #standing = new Set<AlarmCause>();

  constructor(options: TelemetryRecordsOptions) {
    this.#options = options;
  }

  hear(event: SessionEvent): void {
    if (event.name === 'LOGGED') this.#entry(event.fields);
    else if (event.name === 'ALARM') this.#alarm(event.fields);
    else if (event.name === 'BOLUSEND') this.#bolusEnd(event.fields);
  }

  /** Writes what changed while no event could tell it: the causes that stand now, for a firmware that restarted. */
  standsAgain(causes: readonly AlarmCause[]): void {
    for (const cause of causes) if (!this.#standing.has(cause)) this.#turned(cause, true);
    for (const cause of [...this.#standing]) if (!causes.includes(cause)) this.#turned(cause, false);
  }

  /** Number of the newest entry that has a record; 0 without one. */
  get newestLogged(): number {
    return Math.max(0, ...this.#logged);
  }

  /** Returns whether the entry of this number has a record. */
  hasLogged(entryNumber: number): boolean {
    return this.#logged.has(entryNumber);
  }

  /** Writes an entry of the log that no event has reported. `noticedUs` is the firmware's own time, with its error. */
  lateEntry(entryNumber: number, kind: string, noticedUs: number, noticedErrorUs: number): void {
    this.#logged.add(entryNumber);
    this.#options.trace.event('pump.log', { number: entryNumber, entry: kind, noticedUs, noticedErrorUs });
  }

  #entry({ entryNumber, stampSeconds, kind }: Extract<SessionEvent, { readonly name: 'LOGGED' }>['fields']): void {
    const entry = logKindNamed(kind);
    if (entry === undefined || this.#logged.has(entryNumber)) return;
    this.#logged.add(entryNumber);
    const stamp = calendarText(stampSeconds * US_PER_SECOND);
    this.#options.trace.event('pump.log', { number: entryNumber, entry, stamp });
  }

  #alarm({ cause, on }: Extract<SessionEvent, { readonly name: 'ALARM' }>['fields']): void {
    this.#turned(causeNamed(cause), on === 1);
  }

  #turned(cause: AlarmCause, isRaised: boolean): void {
    if (isRaised) this.#standing.add(cause);
    else this.#standing.delete(cause);
    this.#options.trace.event('pump.alarm', { phase: isRaised ? 'raised' : 'cleared', class: classOf(cause), cause });
    this.#options.onAlarm(cause, isRaised);
  }

  #bolusEnd({ bolus, cut, givenMl }: Extract<SessionEvent, { readonly name: 'BOLUSEND' }>['fields']): void {
    const kind = bolusNamed(bolus);
    if (kind === undefined) return;
    const steps = Math.round(givenMl / stepMlOf(stepVolumeOf(this.#options.product)));
    this.#options.trace.event('pump.bolus', { phase: cut === 1 ? 'cut' : 'end', kind, steps });
    this.#options.onBolusEnd(kind, cut === 1);
  }
}
