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
  /** Called when the session is open again after a restart. */
  onRestart: () => void = () => {};
  readonly #clock: Clock;
  readonly #send: (bytes: Uint8Array) => void;
  readonly #placeOf: () => string | undefined;
  #link: Link<TelemetryVocabulary>;
  #mayRestart = false;
  /** Requests that wait until the session is open again. */
  #waiting: (() => void)[] | undefined;

  /** `placeOf` tells where the program is, for a failure. */
  constructor(clock: Clock, send: (bytes: Uint8Array) => void, placeOf: () => string | undefined = () => undefined) {
    this.#clock = clock;
    this.#send = send;
    this.#placeOf = placeOf;
    this.#link = this.#newLink();
  }

  /** True once the bench has caused a restart, or may cause one. */
  get mayRestart(): boolean {
    return this.#mayRestart;
  }

  /** Lets the session open again when the firmware restarts, because the bench itself takes its power or resets it. */
  expectRestart(): void {
    this.#mayRestart = true;
  }

  open(done: (result: OpenResult<TelemetryVocabulary>) => void): void {
    this.#link.open(done);
  }

  request<K extends SessionVerb>(verb: K, args: SessionArgs<K>, done: (result: SessionResult<K>) => void): void {
    if (this.#waiting === undefined) this.#link.request(verb, args, done);
    else this.#waiting.push(() => this.#link.request(verb, args, done));
  }

  receive(bytes: Uint8Array): void {
    this.#link.receive(bytes);
    if (this.#mayRestart && this.#link.hasRestarted) this.#openAgain();
  }

  /** What is known of the line, for a failure. */
  get state(): LineState {
    const { lastLines, counters } = this.#link;
    return { lastLines, counters, place: this.#placeOf() };
  }

  /** True while a request or the opening is pending. */
  get busy(): boolean {
    return this.#link.busy || this.#waiting !== undefined;
  }

  close(): void {
    this.#link.close();
  }

  #newLink(bannerWaitUs?: number): Link<TelemetryVocabulary> {
    return new Link<TelemetryVocabulary>({
      clock: this.#clock,
      vocabulary: telemetryVocabulary,
      session: SESSION,
      send: this.#send,
      onEvent: (event) => this.onEvent(event),
      onText: () => {},
      onLost: (from, to) => this.onLost({ from, to }),
      ...(bannerWaitUs === undefined ? {} : { bannerWaitUs }),
    });
  }

  /** The banner has already come, so the new link asks at once. */
  #openAgain(): void {
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    this.#link = this.#newLink(0);
    this.#link.open(({ ok }) => {
      this.#waiting = undefined;
      if (ok) this.onRestart();
      for (const request of waiting) request();
    });
  }
}
