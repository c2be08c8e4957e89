import { Link, type LinkEvent, type LinkResult, type OpenResult } from '../../protocol/host/link.ts';
import { type TelemetryVocabulary, telemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import type { ArgsOf, ReplyOf, ReportOf, VerbOf } from '../../protocol/tables/vocabulary.ts';
import type { HilError } from '../base/hil-error.ts';
import { openingFailure } from './programmer-failure.ts';
import type { TelemetryLine } from './telemetry-line.ts';

export type TelemetryVerb = VerbOf<TelemetryVocabulary>;
export type TelemetryResult<K extends TelemetryVerb> = LinkResult<
  ReplyOf<TelemetryVocabulary, K>,
  ReportOf<TelemetryVocabulary>
>;

/** A session of requests with a pump. The link bounds each wait: 2.5 s for a banner, 2 s for a reply. */
export class Session {
  readonly #line: TelemetryLine;
  readonly #link: Link<TelemetryVocabulary>;
  #lost: HilError | undefined;

  private constructor(line: TelemetryLine, onEvent: (event: LinkEvent<TelemetryVocabulary>) => void) {
    this.#line = line;
    this.#link = new Link<TelemetryVocabulary>({
      clock: line.boardTime.clock,
      vocabulary: telemetryVocabulary,
      session: line.session,
      send: (bytes) => line.send(bytes),
      onEvent,
      onText: () => {},
      ...(line.bannerWaitUs === undefined ? {} : { bannerWaitUs: line.bannerWaitUs }),
    });
    line.onBytes = (bytes) => this.#link.receive(bytes);
    line.onLost = (why) => {
      this.#lost = why;
      this.#link.close();
    };
  }

  /** Opens a session. Closes the line if that fails. Rejects with `HilError`. */
  static async open(line: TelemetryLine, onEvent: (event: LinkEvent<TelemetryVocabulary>) => void): Promise<Session> {
    const session = new Session(line, onEvent);
    try {
      const result = await session.#result<OpenResult<TelemetryVocabulary>>((done) => session.#link.open(done));
      if (!result.ok) throw session.#lost ?? openingFailure(line.name, result, session.lastLines);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  get name(): string {
    return this.#line.name;
  }

  get lastLines(): readonly string[] {
    return this.#link.lastLines;
  }

  /** Sends a request and waits for its result. Rejects with `HilError` (link) if the port has disappeared. */
  async request<K extends TelemetryVerb>(verb: K, args: ArgsOf<TelemetryVocabulary, K>): Promise<TelemetryResult<K>> {
    const result = await this.#result<TelemetryResult<K>>((done) => this.#link.request(verb, args, done));
    if (this.#lost !== undefined) throw this.#lost;
    await this.#line.settle();
    return result;
  }

  /** Reads everything that the pump has sent so far, including events. */
  hear(): void {
    this.#line.boardTime.catchUp();
  }

  async close(): Promise<void> {
    this.#link.close();
    await this.#line.close();
  }

  /** Starts a request, and runs the clock until the result arrives. */
  async #result<T>(start: (done: (result: T) => void) => void): Promise<T> {
    const found: T[] = [];
    start((result) => found.push(result));
    while (found[0] === undefined) await this.#line.boardTime.step(() => this.#link.waitsFor ?? 'a result');
    return found[0];
  }
}
