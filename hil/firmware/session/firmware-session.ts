import type { Clock } from '../../../protocol/clock.ts';
import { Link, type LinkEvent, type LinkResult, type OpenResult } from '../../../protocol/host/link.ts';
import { type TelemetryVocabulary, telemetryVocabulary } from '../../../protocol/tables/telemetry-vocabulary.ts';
import type { ArgsOf, ReplyOf, ReportOf, VerbOf } from '../../../protocol/tables/vocabulary.ts';
import type { LineState } from './session-failure.ts';

export type SessionVerb = VerbOf<TelemetryVocabulary>;
export type SessionEvent = LinkEvent<TelemetryVocabulary>;
export type SessionReport = ReportOf<TelemetryVocabulary>;
export type SessionResult<K extends SessionVerb> = LinkResult<ReplyOf<TelemetryVocabulary, K>, SessionReport>;
export type SessionReply<K extends SessionVerb> = ReplyOf<TelemetryVocabulary, K>;
export type SessionArgs<K extends SessionVerb> = ArgsOf<TelemetryVocabulary, K>;

const SESSION = 1;

/** Numbers, modulo 256, of the first and the last event that were lost. */
export interface LostEvents {
  readonly from: number;
  readonly to: number;
}

/**
 * The programmer's end of the telemetry wire to a firmware, on the firmware's time since power-up. It has a state and no
 * clock loop: a caller runs time until `done` is called.
 */
export class FirmwareSession {
  onEvent: (event: SessionEvent) => void = () => {};
  onLost: (lost: LostEvents) => void = () => {};
  readonly #link: Link<TelemetryVocabulary>;

  constructor(clock: Clock, send: (bytes: Uint8Array) => void) {
    this.#link = new Link<TelemetryVocabulary>({
      clock,
      vocabulary: telemetryVocabulary,
      session: SESSION,
      send,
      onEvent: (event) => this.onEvent(event),
      onText: () => {},
      onLost: (from, to) => this.onLost({ from, to }),
    });
  }

  open(done: (result: OpenResult<TelemetryVocabulary>) => void): void {
    this.#link.open(done);
  }

  request<K extends SessionVerb>(verb: K, args: SessionArgs<K>, done: (result: SessionResult<K>) => void): void {
    this.#link.request(verb, args, done);
  }

  receive(bytes: Uint8Array): void {
    this.#link.receive(bytes);
  }

  /** What is known of the line, for a failure. */
  get state(): LineState {
    const { lastLines, counters } = this.#link;
    return { lastLines, counters };
  }

  /** True while a request or the opening is pending. */
  get busy(): boolean {
    return this.#link.busy;
  }

  close(): void {
    this.#link.close();
  }
}
