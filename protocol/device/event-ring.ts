import type { Values } from '../tables/vocabulary.ts';

/** Number of events kept for EVTS. A small board has room for no more. */
export const EVENTS_KEPT_MAX = 16;

export interface KeptEvent {
  readonly number: number;
  readonly name: string;
  readonly fields: Values;
  readonly report: Values;
}

/** The latest events, numbered modulo 256. The first event after a start has number 1. */
export class EventRing {
  #kept: KeptEvent[] = [];
  #lastNumber = 0;

  get lastNumber(): number {
    return this.#lastNumber;
  }

  keep(name: string, fields: Values, report: Values): KeptEvent {
    this.#lastNumber = (this.#lastNumber + 1) & 0xff;
    const event = { number: this.#lastNumber, name, fields, report: { ...report, eventNumber: this.#lastNumber } };
    this.#kept.push(event);
    if (this.#kept.length > EVENTS_KEPT_MAX) this.#kept.shift();
    return event;
  }

  /** Returns the kept events from `number` on. None if `number` is the next one, all if it is no longer kept. */
  from(number: number): readonly KeptEvent[] {
    if (number === ((this.#lastNumber + 1) & 0xff)) return [];
    const at = this.#kept.findIndex((event) => event.number === number);
    return at < 0 ? this.#kept.slice() : this.#kept.slice(at);
  }

  clear(): void {
    this.#kept = [];
    this.#lastNumber = 0;
  }
}
