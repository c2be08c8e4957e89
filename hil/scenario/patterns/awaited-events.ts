import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { matches } from '../checks/event-pattern.ts';
import type { EventPattern } from '../scenario.ts';

/** Events for which a run waits, in this order. */
export class AwaitedEvents {
  readonly #events: readonly EventPattern[];
  readonly #thenUs: number;
  #seenCount = 0;
  #lastUs = 0;

  /** `thenUs` is the time that the check needs after the last event. */
  constructor(events: readonly EventPattern[], thenUs: number) {
    this.#events = events;
    this.#thenUs = thenUs;
  }

  hear(record: TraceRecord): void {
    const next = this.#events[this.#seenCount];
    if (next === undefined || !matches(record, next)) return;
    this.#seenCount += 1;
    this.#lastUs = record.t;
  }

  /** Time up to which the check needs the run. Infinity while an event is missing. */
  get needUs(): number {
    if (this.#events.length === 0) return 0;
    return this.#seenCount < this.#events.length ? Number.POSITIVE_INFINITY : this.#lastUs + this.#thenUs;
  }
}
