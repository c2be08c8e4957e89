import type { Clock } from '../clock.ts';
import { Codec, type RequestLine } from '../line/codec.ts';
import { frameFault } from '../line/frame.ts';
import { LineAssembler } from '../line/line-assembler.ts';
import { hex, printable, REQUEST } from '../tables/ascii.ts';
import { textLine } from '../tables/text-line.ts';
import type { EventOf, FieldsOf, ReplyOf, ReportOf, Values, VerbOf, Vocabulary } from '../tables/vocabulary.ts';
import { type Answer, type HandlersOf, refusalInState, refused } from './answer.ts';
import { consoleAnswer } from './console.ts';
import { type CoreFacts, coreAnswer, helloRefusal } from './core-answers.ts';
import { CounterSet, type Counters } from './counters.ts';
import { ErrorQueue } from './error-queue.ts';
import { EventSpeaker } from './event-speaker.ts';
import { Repeater } from './repeater.ts';
import { ReplyCache } from './reply-cache.ts';
import { StopDetector } from './stop-detector.ts';

export type { Answer } from './answer.ts';

export const BANNER_INTERVAL_US = 1_000_000;
/** Bytes that may wait while a request is executed. Further bytes are lost and counted as overruns. */
const WAITING_BYTES_MAX = 4096;

export interface EndpointOptions<V extends Vocabulary> {
  readonly clock: Clock;
  readonly vocabulary: V;
  readonly send: (bytes: Uint8Array) => void;
  /**
   * The endpoint answers HELLO, STAT, EVTS, ERRS, COUNTERS and PING itself. It answers UNSUPPORTED to any other verb
   * without a handler. A device that lacks nothing declares its handlers as `HandlersOf<V>`.
   */
  readonly handlers: Partial<HandlersOf<V>>;
  readonly state: () => 'ready' | 'moving' | 'stopped';
  /** One of the table's stop causes; `none` if no stop is latched. */
  readonly stopCause: () => string;
  /** The present report. The endpoint adds the event number. */
  readonly report: () => ReportOf<V>;
  /** Called when a session begins. The device halts and clears the motion queue. */
  readonly onHello: () => void;
  /** Called on stop bytes. The device halts and latches at once, and then calls `event('STOPPED', ...)`. */
  readonly onStopBytes: () => void;
  readonly identity: { readonly unitNumber: number; readonly resetCause: string; readonly name: string };
}

/**
 * Device end of the wire. It executes each request exactly once, even if the request arrives repeatedly. It sends
 * events and banners unasked.
 */
export class Endpoint<V extends Vocabulary> {
  readonly #options: EndpointOptions<V>;
  readonly #codec: Codec<V>;
  readonly #lines: LineAssembler;
  readonly #stop = new StopDetector();
  readonly #cache = new ReplyCache();
  readonly #events: EventSpeaker<V>;
  readonly #errors = new ErrorQueue();
  readonly #counters = new CounterSet();
  readonly #banners: Repeater;
  readonly #coreFacts: CoreFacts;
  #session = 0;
  #lastValidLineUs: number;
  #closed = false;
  #isReceiving = false;
  #waiting: Uint8Array[] = [];

  constructor(options: EndpointOptions<V>) {
    this.#options = options;
    this.#codec = new Codec(options.vocabulary);
    this.#banners = new Repeater(options.clock);
    this.#events = new EventSpeaker({
      clock: options.clock,
      codec: this.#codec,
      counters: this.#counters,
      send: options.send,
    });
    this.#lastValidLineUs = options.clock.nowUs();
    this.#coreFacts = {
      stat: () => this.#stat(),
      errors: this.#errors,
      counters: this.#counters,
      events: this.#events,
    };
    this.#lines = new LineAssembler({
      bytesMax: options.vocabulary.requestBytesMax - 1,
      startBytes: [REQUEST],
      onLine: (line, end) => this.#line(line, end),
      onOverlong: () => this.#counters.count('overlong'),
    });
  }

  /** Time of the last sound line of the live session, for the device's lapse. */
  get lastValidLineUs(): number {
    return this.#lastValidLineUs;
  }

  /** Number of the live session; 0 before the first HELLO. */
  get session(): number {
    return this.#session;
  }

  get counters(): Counters {
    return this.#counters.values();
  }

  /** Starts or restarts. Forgets the session, and sends banners until HELLO. */
  boot(): void {
    this.#session = 0;
    this.#lastValidLineUs = this.#options.clock.nowUs();
    for (const part of [this.#cache, this.#events, this.#errors, this.#counters]) part.clear();
    this.#lines.reset();
    this.#sendBanner();
    // There is no bound: each banner is one alarm, so waiting costs nothing in between.
    this.#banners.start(BANNER_INTERVAL_US, Number.POSITIVE_INFINITY, () => this.#sendBanner());
  }

  close(): void {
    this.#closed = true;
    this.#banners.stop();
    this.#events.clear();
  }

  /** Counts a byte that the device lost before it reached the endpoint. */
  countOverrun(): void {
    this.#counters.count('overruns');
  }

  /**
   * Handles bytes strictly in the order of their arrival. Bytes that arrive while a request is executed wait for the
   * earlier bytes. A MOVE that follows the reply to ARM therefore cannot overtake a stop that follows that ARM.
   */
  receive(bytes: Uint8Array): void {
    if (this.#isReceiving) {
      this.#keepWaiting(bytes);
      return;
    }
    this.#isReceiving = true;
    try {
      this.#take(bytes);
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) this.#take(next);
    } finally {
      this.#isReceiving = false;
      this.#waiting = [];
    }
  }

  #keepWaiting(bytes: Uint8Array): void {
    const waitingCount = this.#waiting.reduce((sum, piece) => sum + piece.length, 0);
    const room = WAITING_BYTES_MAX - waitingCount;
    if (room > 0) this.#waiting.push(bytes.slice(0, room));
    for (let lost = room; lost < bytes.length; lost += 1) this.countOverrun();
  }

  #take(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length && !this.#closed; i++) {
      const byte = bytes[i] as number;
      const what = this.#stop.feed(byte);
      if (what === 'pass') this.#lines.push(byte);
      else if (what === 'stop') {
        this.#lines.reset();
        this.#options.onStopBytes();
      }
    }
  }

  event<K extends EventOf<V>>(name: K, fields: FieldsOf<V, K>): void {
    if (this.#closed) return;
    this.#events.emit(() => this.#session, name, fields, this.#options.report());
  }

  #line(line: Uint8Array, end: number): void {
    if (line[0] !== REQUEST) {
      this.#bareLine(printable(line, 0, end));
      return;
    }
    const fault = frameFault(line, end);
    if (fault !== '') {
      this.#counters.count(fault === 'crc' ? 'crcBad' : 'lengthBad');
      return;
    }
    this.#counters.count('framesGood');
    this.#request(this.#codec.decodeRequest(line, end), line, end);
  }

  /**
   * Answers a person at a terminal. Only before HELLO, so that no text appears within a session. Other lines count as
   * noise.
   */
  #bareLine(text: string): void {
    const { state, stopCause, vocabulary } = this.#options;
    const stops = 'ARM' in vocabulary.verbs;
    const facts = { state: state(), stopCause: stopCause(), report: this.#report() as Values, stops };
    const answer = this.#session === 0 ? consoleAnswer(text, facts) : [];
    if (answer.length === 0) this.#counters.count('noise');
    for (const one of answer) this.#sendText(one);
  }

  #request(request: RequestLine, line: Uint8Array, end: number): void {
    if (request.verb === 'HELLO') this.#hello(request);
    else if (request.session !== this.#session) this.#foreign(request);
    else {
      this.#lastValidLineUs = this.#options.clock.nowUs();
      this.#ownRequest(request, line, end);
    }
  }

  #ownRequest(request: RequestLine, line: Uint8Array, end: number): void {
    const cached = this.#cache.replyTo(line, end);
    if (cached !== undefined) {
      this.#counters.count('duplicates');
      this.#options.send(cached);
    } else if (request.sequence !== this.#cache.nextSequence) {
      this.#options.send(this.#encode(request, refused('SEQ', { expectedSequence: this.#cache.nextSequence })));
    } else {
      this.#executeOnce(request, line, end);
    }
  }

  #executeOnce(request: RequestLine, line: Uint8Array, end: number): void {
    // Copies the line out of the assembler's buffer, because a handler may cause more bytes to arrive.
    const kept = line.slice(0, end);
    const answer = this.#execute(request);
    const reply = this.#encode(request, answer);
    this.#cache.keep(request.sequence, kept, reply);
    if (!answer.ok) this.#queueError(answer.error, request.sequence);
    this.#options.send(reply);
    if (answer.ok) this.#events.answered(request.verb as string);
    if (answer.ok && request.verb === 'EVTS') this.#events.again(this.#session, request.args?.fromEvent as number);
  }

  #execute(request: RequestLine): Answer<Values> {
    if (request.fault === 'VERB') return refused('VERB');
    if (request.fault !== '') return refused(request.fault, { argumentIndex: request.faultIndex });
    const verb = request.verb as VerbOf<V>;
    const args = request.args as Values;
    const cause = this.#options.stopCause();
    const refusal = refusalInState(this.#codec.verb(verb), args, this.#options.state(), cause);
    if (refusal !== undefined) return refusal;
    if (verb === 'ARM' && args.cause !== cause) return refused('STOPPED', { cause });
    return coreAnswer(verb, args, this.#coreFacts) ?? this.#handlerAnswer(verb, args);
  }

  #handlerAnswer(verb: VerbOf<V>, args: Values): Answer<Values> {
    const handler = this.#options.handlers[verb] as ((args: Values) => Answer<Values>) | undefined;
    return handler === undefined ? refused('UNSUPPORTED') : handler(args);
  }

  #stat(): Values {
    return { liveSession: this.#session, lastSequence: this.#cache.lastSequence, stopCause: this.#options.stopCause() };
  }

  /** Refuses a line of another session. Only STAT gets its reply, which is not cached. */
  #foreign(request: RequestLine): void {
    this.#counters.count('foreign');
    const stat = request.verb === 'STAT' && request.fault === '';
    const answer: Answer<Values> = stat
      ? { ok: true, reply: this.#stat() }
      : refused('NOSESSION', { liveSession: this.#session });
    this.#options.send(this.#encode(request, answer));
  }

  #hello(request: RequestLine): void {
    const { version } = this.#options.vocabulary;
    const { tableHash } = this.#codec;
    const refusal = helloRefusal(request, { version, tableHash, liveSession: this.#session });
    if (refusal !== undefined) {
      this.#options.send(this.#encode(request, refusal));
      return;
    }
    this.#banners.stop();
    this.#events.answered('HELLO');
    this.#session = request.session;
    this.#lastValidLineUs = this.#options.clock.nowUs();
    this.#errors.clear();
    this.#cache.clear();
    this.#options.onHello();
    this.#options.send(this.#encode(request, { ok: true, reply: this.#identity() }));
  }

  #identity(): Values {
    const { vocabulary, identity } = this.#options;
    const { unitNumber, resetCause } = identity;
    return { protocolVersion: vocabulary.version, tableHash: this.#codec.tableHash, unitNumber, resetCause };
  }

  #report(): ReportOf<V> {
    return { ...this.#options.report(), eventNumber: this.#events.lastNumber };
  }

  #encode(request: RequestLine, answer: Answer<Values>): Uint8Array {
    const { session, sequence } = request;
    if (!answer.ok)
      return this.#codec.encodeRefusal(session, sequence, answer.error, answer.fields ?? {}, this.#report());
    const verb = request.verb as VerbOf<V>;
    return this.#codec.encodeReply(session, sequence, verb, answer.reply as ReplyOf<V, VerbOf<V>>, this.#report());
  }

  #queueError(error: string, sequence: number): void {
    this.#errors.push({ errorNumber: this.#options.vocabulary.errors[error]?.number ?? 0, sequence });
  }

  #sendBanner(): void {
    const { vocabulary, identity } = this.#options;
    const facts = `v=${vocabulary.version} t=${hex(this.#codec.tableHash, 8)} unit=${identity.unitNumber} cause=${identity.resetCause}`;
    this.#sendText(`rollerloop ${vocabulary.title} ${facts} name=${identity.name}`);
  }

  #sendText(text: string): void {
    this.#options.send(textLine(text, this.#options.vocabulary.replyBytesMax));
  }
}
