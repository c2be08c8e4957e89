import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { Link, type LinkEvent } from '../../protocol/host/link.ts';
import type { LinkCounters, LinkResult } from '../../protocol/host/link-result.ts';
import { type RigVocabulary, rigVocabulary, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import type { ArgsOf, EventOf, ReplyOf, VerbOf } from '../../protocol/tables/vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import { Driver } from '../drive.ts';
import type { BoardLine } from '../rigs/lines/board-line.ts';
import { openingFailure, requestFailure } from '../rigs/link-failure.ts';

export type Opened = Parameters<Parameters<Link<RigVocabulary>['open']>[0]>[0] & { readonly ok: true };
export type Answered<K extends VerbOf<RigVocabulary>> = LinkResult<ReplyOf<RigVocabulary, K>> & { readonly ok: true };
export type Heard<K extends EventOf<RigVocabulary>> = Extract<LinkEvent<RigVocabulary>, { readonly name: K }> & {
  readonly heardUs: number;
};

/** Session of requests to a board, on the board clock. No pump runs. */
export class Conversation {
  readonly #line: BoardLine;
  readonly #link: Link<RigVocabulary>;
  readonly #driver: Driver;
  readonly #events: (LinkEvent<RigVocabulary> & { readonly heardUs: number })[] = [];
  #lastSent: Uint8Array = new Uint8Array(0);
  /** Receives the bytes of the board in place of the link. */
  #tap: ((bytes: Uint8Array) => void) | undefined;
  #slipCount = 0;
  #isWaiting = false;
  #isAskingLost = false;
  #failure: HilError | undefined;

  constructor(line: BoardLine, signal?: AbortSignal) {
    this.#line = line;
    const { clock } = line.boardTime;
    this.#link = new Link({
      clock,
      vocabulary: rigVocabulary,
      send: (bytes) => {
        this.#lastSent = Uint8Array.from(bytes);
        this.#send(bytes);
      },
      session: line.session,
      onEvent: (event) => {
        if (event.name === 'SLIP') this.#slipCount += 1;
        this.#events.push({ ...event, heardUs: clock.nowUs() });
      },
      onText: () => {},
      onLost: () => this.#askLost(),
    });
    line.onBytes = (bytes) => (this.#tap === undefined ? this.#link.receive(bytes) : this.#tap(bytes));
    line.onLost = (why) => {
      this.#failure ??= why;
    };
    this.#driver = new Driver({
      pumpClock: new VirtualClock(),
      boardTime: line.boardTime,
      rig: this.#asRig(),
      signal,
    });
  }

  get nowUs(): number {
    return this.#line.boardTime.clock.nowUs();
  }

  get session(): number {
    return this.#line.session;
  }

  /** Bytes of the last request, as they were sent. */
  get lastSent(): Uint8Array {
    return this.#lastSent;
  }

  get counters(): LinkCounters {
    return this.#link.counters;
  }

  /** Number of SLIP events so far. */
  get slipCount(): number {
    return this.#slipCount;
  }

  get lineCounters(): Readonly<Record<string, number>> {
    return this.#line.counters();
  }

  /** Opens the session. Throws `HilError` if the board does not answer or speaks another protocol. */
  async open(): Promise<Opened> {
    const result = await this.#wait<Parameters<Parameters<Link<RigVocabulary>['open']>[0]>[0]>((done) =>
      this.#link.open(done),
    );
    if (result.ok) return result;
    const { lastLines, counters } = this.#link;
    throw openingFailure(this.#line.name, result, lastLines, this.lineCounters.bytesIn, counters);
  }

  /** Sends a request and returns the reply. Throws `HilError` for a refusal or a missing reply. */
  async ask<K extends VerbOf<RigVocabulary>>(verb: K, args: ArgsOf<RigVocabulary, K>): Promise<Answered<K>> {
    const result = await this.#wait<LinkResult<ReplyOf<RigVocabulary, K>>>((done) =>
      this.#link.request(verb, args, done),
    );
    if (result.ok) return result;
    const { lastLines, counters } = this.#link;
    throw requestFailure(verb, result, { lastLines, counters, pauseUs: this.#line.boardTime.recentPauseUs });
  }

  /** Sends a request that the board should refuse. Returns the name of the error; undefined if the board executed it. */
  async refusal<K extends VerbOf<RigVocabulary>>(verb: K, args: ArgsOf<RigVocabulary, K>): Promise<string | undefined> {
    const result = await this.#wait<LinkResult<ReplyOf<RigVocabulary, K>>>((done) =>
      this.#link.request(verb, args, done),
    );
    if (result.ok) return undefined;
    if (result.why === 'refused') return result.error;
    const { lastLines, counters } = this.#link;
    throw requestFailure(verb, result, { lastLines, counters, pauseUs: this.#line.boardTime.recentPauseUs });
  }

  /**
   * Sends bytes beside the requests and returns the lines that the board sends until `isAll` accepts them, or until the
   * time is over. The session does not see these lines, and its counters do not count them.
   */
  async beside(
    bytes: Uint8Array,
    withinUs: number,
    isAll: (lines: readonly string[]) => boolean,
  ): Promise<readonly string[]> {
    let text = '';
    const lines = (): readonly string[] => text.split('\n').slice(0, -1);
    this.#tap = (more) => {
      text += Buffer.from(more).toString('latin1');
    };
    const untilUs = this.nowUs + withinUs;
    if (bytes.length > 0) this.#send(bytes);
    while (this.nowUs < untilUs && !isAll(lines())) await this.pause(Math.min(LOOK_US, untilUs - this.nowUs));
    this.#tap = undefined;
    return lines();
  }

  async report(): Promise<ShaftReport> {
    return (await this.ask('STAT', {})).report;
  }

  /** Sends the two stop bytes and a line end, which stop the motor at any time. */
  stop(): void {
    this.#link.stop();
  }

  /** Advances board time without sending, for three minutes at most. */
  async pause(durationUs: number): Promise<void> {
    const { clock } = this.#line.boardTime;
    await this.#wait<void>((done) => clock.at(clock.nowUs() + durationUs, done));
  }

  /** Returns the next event of this name; undefined if the time passes first. Requests lost events again. */
  async event<K extends EventOf<RigVocabulary>>(name: K, withinUs: number): Promise<Heard<K> | undefined> {
    const untilUs = this.nowUs + withinUs;
    while (this.nowUs < untilUs) {
      const heard = this.#take(name);
      if (heard !== undefined) return heard;
      await this.pause(Math.min(LOOK_US, untilUs - this.nowUs));
    }
    return this.#take(name) ?? (await this.#missed(name));
  }

  /**
   * Requests lost events repeatedly. The event number in a report reveals a loss, and a repeated event may get lost
   * too.
   */
  async #missed<K extends EventOf<RigVocabulary>>(name: K): Promise<Heard<K> | undefined> {
    await this.report();
    for (let round = 0; round < LOST_ROUNDS_MAX; round += 1) {
      this.#askLost();
      await this.report();
      const heard = this.#take(name);
      if (heard !== undefined || this.#link.missingEvents.length === 0) return heard;
    }
    return undefined;
  }

  /** Sends one EVTS at a time. It covers all missing events, and the queue of requests is short. */
  #askLost(): void {
    const fromEvent = this.#link.missingEvents[0];
    if (fromEvent === undefined || this.#isAskingLost) return;
    this.#isAskingLost = true;
    this.#link.request('EVTS', { fromEvent }, (result) => {
      this.#isAskingLost = false;
      if (result.ok) this.#link.eventsKeptFrom(result.reply.oldestEvent);
    });
  }

  #take<K extends EventOf<RigVocabulary>>(name: K): Heard<K> | undefined {
    const index = this.#events.findIndex((event) => event.name === name);
    return index < 0 ? undefined : (this.#events.splice(index, 1)[0] as Heard<K>);
  }

  /** Returns and removes all events that no call has taken. */
  takeEvents(): readonly LinkEvent<RigVocabulary>[] {
    return this.#events.splice(0);
  }

  async close(): Promise<void> {
    this.#link.close();
    await this.#line.close();
  }

  #send(bytes: Uint8Array): void {
    try {
      this.#line.send(bytes);
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      this.#failure ??= error;
    }
  }

  #asRig(): ConstructorParameters<typeof Driver>[0]['rig'] {
    const isBusy = (): boolean => this.#isWaiting;
    const failure = (): HilError | undefined => this.#failure;
    const waitsFor = (): string => this.#link.waitsFor ?? 'a pause to end';
    const { line } = this.#line;
    return {
      get busy() {
        return isBusy();
      },
      get failure() {
        return failure();
      },
      get waitsFor() {
        return waitsFor();
      },
      line,
      prepare: () => {},
    };
  }

  async #wait<T>(begin: (done: (value: T) => void) => void): Promise<T> {
    let answer: { readonly value: T } | undefined;
    this.#isWaiting = true;
    begin((value) => {
      answer = { value };
      this.#isWaiting = false;
    });
    await this.#driver.settle();
    return (answer as unknown as { readonly value: T }).value;
  }
}

/** Interval between two looks for an event. */
const LOOK_US = 5000;
/** After this number of requests a lost event is given up. Assumed. */
const LOST_ROUNDS_MAX = 20;
