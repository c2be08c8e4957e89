import type { Clock } from '../clock.ts';
import { STOP_SEQUENCE } from '../device/stop-detector.ts';
import { Codec } from '../line/codec.ts';
import { frameFault, sequenceOf, sessionOf } from '../line/frame.ts';
import { LineAssembler } from '../line/line-assembler.ts';
import { EVENT, printable, REPLY, TEXT } from '../tables/ascii.ts';
import { BANNER_START } from '../tables/text-line.ts';
import type { ArgsOf, ReplyOf, ReportOf, Values, VerbOf, Vocabulary } from '../tables/vocabulary.ts';
import { EventTracker } from './event-tracker.ts';
import { LineHistory } from './line-history.ts';
import { LinkCounterSet } from './link-counters.ts';
import type { LinkCounters, LinkEvent, LinkResult, OpenResult } from './link-result.ts';
import { opened } from './open-result.ts';
import { BANNER_WAIT_US, Opening } from './opening.ts';
import { type AnyResult, Requester } from './requester.ts';

export type { LinkCounters, LinkEvent, LinkResult, OpenResult } from './link-result.ts';

/**
 * HELLO gets a second round. Opening a port resets many boards, and the buffer may hold a banner from before the reset.
 */
const OPEN_ROUNDS_MAX = 2;

export interface LinkOptions<V extends Vocabulary> {
  readonly clock: Clock;
  readonly vocabulary: V;
  readonly send: (bytes: Uint8Array) => void;
  /** Session number from 1 to 255. The host chooses a new one at each opening. */
  readonly session: number;
  readonly onEvent: (event: LinkEvent<V>) => void;
  readonly onText: (line: string) => void;
  /** Reports that the events `from` to `to` (modulo 256) were lost. EVTS returns those that the board still keeps. */
  readonly onLost?: (from: number, to: number) => void;
  /** 0 skips the wait for a banner and sends STAT at once. */
  readonly bannerWaitUs?: number;
}

/** Host end of the wire. It opens a session, sends requests, receives events, and bounds every wait. */
export class Link<V extends Vocabulary> {
  readonly #options: LinkOptions<V>;
  readonly #codec: Codec<V>;
  readonly #lines: LineAssembler;
  readonly #history = new LineHistory();
  readonly #counters = new LinkCounterSet();
  readonly #requester: Requester<V>;
  readonly #events: EventTracker;
  #state: 'new' | 'opening' | 'open' | 'restarted' | 'closed' = 'new';
  #liveSession = 0;
  #opening: Opening | undefined;
  #openDone: ((result: OpenResult<V>) => void) | undefined;

  constructor(options: LinkOptions<V>) {
    const { clock, session } = options;
    if (!(Number.isInteger(session) && session >= 1 && session <= 255))
      throw new RangeError(`session: ${session} is outside 1 to 255`);
    this.#options = options;
    this.#codec = new Codec(options.vocabulary);
    const write = (line: Uint8Array): void => this.#write(line);
    this.#requester = new Requester({ clock, codec: this.#codec, session, counters: this.#counters, write });
    this.#events = new EventTracker((from, to) => {
      this.#counters.add('eventsLost', ((to - from) & 0xff) + 1);
      options.onLost?.(from, to);
    });
    this.#lines = new LineAssembler({
      bytesMax: options.vocabulary.replyBytesMax - 1,
      startBytes: [REPLY, EVENT, TEXT],
      onLine: (line, end) => this.#line(line, end),
      onOverlong: () => this.#counters.add('overlong'),
    });
  }

  /** True while a request or the opening is pending. */
  get busy(): boolean {
    return this.#requester.busy || this.#openDone !== undefined;
  }

  /** Noun phrase for the wait of a busy link; undefined if the link is not busy. */
  get waitsFor(): string | undefined {
    const verb = this.#requester.current;
    if (verb !== undefined) return `the reply to ${verb}`;
    return this.busy ? 'a first line from the board' : undefined;
  }

  /** True until the reply to HELLO. */
  get isOpening(): boolean {
    return this.#state === 'opening';
  }

  /** True if the board has a live session of another program. */
  get isTaken(): boolean {
    return this.#state === 'restarted' && this.#liveSession !== 0;
  }

  /** True if the board has lost the session by a restart, or serves another program. */
  get hasRestarted(): boolean {
    return this.#state === 'restarted';
  }

  get counters(): LinkCounters {
    return this.#counters.values();
  }

  /** Events that have not arrived and that EVTS may still bring, the oldest first. */
  get missingEvents(): readonly number[] {
    return this.#events.missing;
  }

  /** Events that never arrived and that the board no longer keeps. */
  get goneEventCount(): number {
    return this.#events.goneCount;
  }

  /** Records the oldest event that the board keeps, from the reply to EVTS. */
  eventsKeptFrom(oldest: number): void {
    this.#events.keptFrom(oldest);
  }

  /** The last lines of both directions, the oldest first. */
  get lastLines(): readonly string[] {
    return this.#history.lines;
  }

  /** Waits for a banner or probes the board, then sends HELLO. Calls `done` once. Throws if called twice. */
  open(done: (result: OpenResult<V>) => void): void {
    if (this.#state !== 'new') throw new Error('link: opened twice; open a link once');
    this.#state = 'opening';
    this.#openDone = done;
    this.#startOpening(1);
  }

  /**
   * Sends a request. Throws for arguments outside the table and for too many waiting requests. Every other outcome is a
   * result.
   */
  request<K extends VerbOf<V>>(
    verb: K,
    args: ArgsOf<V, K>,
    done: (result: LinkResult<ReplyOf<V, K>, ReportOf<V>>) => void,
  ): void {
    if (this.#state === 'open') this.#requester.ask(verb, args as Values, done as (result: AnyResult<V>) => void);
    else if (this.#state === 'restarted') done({ ok: false, why: 'restarted', liveSession: this.#liveSession });
    else done({ ok: false, why: 'closed' });
  }

  receive(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length && this.#state !== 'closed'; i++) {
      const byte = bytes[i] as number;
      if (this.#state === 'opening') this.#history.hear(byte);
      this.#lines.push(byte);
    }
  }

  /** Drops the waiting requests, so that the next one is sent as soon as the line is free. */
  dropQueued(): void {
    this.#requester.dropQueued();
  }

  /** Stops the motor at once. A request whose line the stop interrupts is sent again as usual. */
  stop(): void {
    if (this.#state !== 'closed') this.#options.send(Uint8Array.from(STOP_SEQUENCE));
  }

  /** Ends all requests with `closed`. Afterwards the link sends nothing and calls nothing back. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#opening?.end();
    this.#requester.finishAll({ ok: false, why: 'closed' });
    this.#finishOpening({ ok: false, why: 'closed' });
  }

  #startOpening(round: number): void {
    this.#opening = new Opening({
      clock: this.#options.clock,
      bannerWaitUs: this.#options.bannerWaitUs ?? BANNER_WAIT_US,
      probe: () => this.#write(this.#codec.encodeRequest(0, 1, 'STAT', {} as ArgsOf<V, 'STAT'>)),
      onAwake: (banner) => this.#hello(banner, round),
      onSilent: () => this.#finishOpening({ ok: false, why: 'silent', heard: this.#history.heard }),
    });
    this.#opening.start();
  }

  #hello(banner: string | undefined, round: number): void {
    const args = { protocolVersion: this.#options.vocabulary.version, tableHash: this.#codec.tableHash };
    this.#requester.hello(args, (result) => {
      const again = !result.ok && result.why === 'no answer' && banner !== undefined && round < OPEN_ROUNDS_MAX;
      if (again) this.#startOpening(round + 1);
      else this.#finishOpening(opened(result, args, banner));
    });
  }

  #finishOpening(result: OpenResult<V>): void {
    const done = this.#openDone;
    if (done === undefined) return;
    this.#openDone = undefined;
    this.#state = result.ok ? 'open' : 'closed';
    if (result.ok) this.#events.startAfter((result.report as Values).eventNumber as number);
    done(result);
  }

  #write(line: Uint8Array): void {
    this.#counters.add('linesSent');
    this.#history.keep(line, line.length - 1);
    this.#options.send(line);
  }

  #line(line: Uint8Array, end: number): void {
    this.#history.keep(line, end);
    const kind = line[0];
    if (kind === TEXT) this.#text(printable(line, 0, end));
    else if (kind !== REPLY && kind !== EVENT) this.#counters.add('noise');
    else if (this.#sound(line, end)) {
      if (kind === REPLY) this.#reply(line, end);
      else this.#event(line, end);
    }
  }

  #sound(line: Uint8Array, end: number): boolean {
    const fault = frameFault(line, end);
    this.#counters.add(fault === '' ? 'framesGood' : fault === 'crc' ? 'crcBad' : 'lengthBad');
    return fault === '';
  }

  /** Only a board without a session sends banners. A banner during a session means that the session is lost. */
  #text(text: string): void {
    this.#options.onText(text);
    if (!text.startsWith(BANNER_START)) return;
    if (this.#state === 'opening') this.#opening?.heardBanner(text);
    else if (this.#state === 'open') this.#restarted(0);
  }

  /** Ends the session and does not resend, because the motor of a restarted board may stand anywhere. */
  #restarted(liveSession: number): void {
    this.#state = 'restarted';
    this.#liveSession = liveSession;
    this.#requester.finishAll({ ok: false, why: 'restarted', liveSession });
  }

  #reply(line: Uint8Array, end: number): void {
    const session = sessionOf(line);
    if (session === 0 && this.#state === 'opening') this.#opening?.heardReply();
    const verb = session === this.#options.session ? this.#requester.awaited(sequenceOf(line)) : undefined;
    if (verb === undefined) {
      this.#counters.add('unexpected');
      return;
    }
    const reply = this.#codec.decodeReply(line, end, verb);
    if (reply === undefined) this.#counters.add('undecodable');
    else if (reply.kind === 'ok' && this.#isTaken(verb, reply.reply))
      this.#restarted(reply.reply.liveSession as number);
    else if (reply.kind === 'ok') {
      if (this.#state === 'open') this.#events.seenInReport(reply.report.eventNumber as number);
      if (this.#requester.awaited(sequenceOf(line)) === verb) this.#requester.accept(reply);
    } else if (reply.error === 'NOSESSION' && this.#state === 'open')
      this.#restarted(reply.fields.liveSession as number);
    else this.#requester.refuse(reply);
  }

  /** A board answers a STAT of any session, so this reply may name the session of another program. */
  #isTaken(verb: string, reply: Values): boolean {
    return verb === 'STAT' && this.#state === 'open' && reply.liveSession !== this.#options.session;
  }

  #event(line: Uint8Array, end: number): void {
    const event = this.#codec.decodeEvent(line, end);
    if (event === undefined) this.#counters.add('undecodable');
    else if (event.session !== this.#options.session || this.#state !== 'open') this.#counters.add('unexpected');
    else if (this.#events.isNew(event.number)) this.#deliver(event);
    else this.#counters.add('eventsRepeated');
  }

  #deliver(event: {
    readonly name: string;
    readonly fields: Values;
    readonly number: number;
    readonly report: Values;
  }): void {
    const { name, fields, number, report } = event;
    this.#options.onEvent({ name, fields, number, report } as unknown as LinkEvent<V>);
  }
}
