import type { Clock } from '../clock.ts';
import type { Codec } from '../line/codec.ts';
import type { EventOf, FieldsOf, ReportOf, Values, Vocabulary } from '../tables/vocabulary.ts';
import type { CounterSet } from './counters.ts';
import { EventRing, type KeptEvent } from './event-ring.ts';
import { Repeater } from './repeater.ts';

export const STOP_REPEAT_INTERVAL_US = 1_000_000;
export const STOP_REPEATS_MAX = 10;
/** Verbs whose reply in the live session ends the repeats of STOPPED. */
const READS_STOP: readonly string[] = ['STAT', 'EVTS', 'ARM', 'HELLO'];

export interface EventSpeakerOptions<V extends Vocabulary> {
  readonly clock: Clock;
  readonly codec: Codec<V>;
  readonly counters: CounterSet;
  readonly send: (bytes: Uint8Array) => void;
}

/** Numbers, keeps, sends and repeats events, in the session that is live at that time. */
export class EventSpeaker<V extends Vocabulary> {
  readonly #options: EventSpeakerOptions<V>;
  readonly #ring = new EventRing();
  readonly #stopRepeats: Repeater;

  constructor(options: EventSpeakerOptions<V>) {
    this.#options = options;
    this.#stopRepeats = new Repeater(options.clock);
  }

  get lastNumber(): number {
    return this.#ring.lastNumber;
  }

  /** Sends an event. Each repeat calls `session` again, because a host may open a session in between. */
  emit<K extends EventOf<V>>(session: () => number, name: K, fields: FieldsOf<V, K>, report: ReportOf<V>): void {
    const event = this.#ring.keep(name, fields as Values, report as Values);
    this.#send(session(), event);
    if (name !== 'STOPPED') return;
    this.#stopRepeats.start(STOP_REPEAT_INTERVAL_US, STOP_REPEATS_MAX, () => {
      this.#options.counters.count('stopsUnread');
      this.#send(session(), event);
    });
  }

  /** Returns the reply to EVTS. The events follow it. */
  kept(fromEvent: number): Values {
    const events = this.#ring.from(fromEvent);
    return { oldestEvent: events[0]?.number ?? fromEvent, eventCount: events.length };
  }

  again(session: number, fromEvent: number): void {
    for (const event of this.#ring.from(fromEvent)) this.#send(session, event);
  }

  answered(verb: string): void {
    if (READS_STOP.includes(verb)) this.#stopRepeats.stop();
  }

  clear(): void {
    this.#ring.clear();
    this.#stopRepeats.stop();
  }

  #send(session: number, event: KeptEvent): void {
    const fields = event.fields as FieldsOf<V, EventOf<V>>;
    const { codec, counters, send } = this.#options;
    counters.count('eventsEmitted');
    send(codec.encodeEvent(session, event.number, event.name as EventOf<V>, fields, event.report as ReportOf<V>));
  }
}
