import type { Clock } from '../clock.ts';
import type { Codec, ReplyLine } from '../line/codec.ts';
import type { ArgsOf, ReportOf, Values, VerbOf, Vocabulary } from '../tables/vocabulary.ts';
import { ANSWER_US_MAX, Exchange, type ExchangeOptions, TRIES_MAX } from './exchange.ts';
import type { LinkCounterSet } from './link-counters.ts';
import type { LinkResult } from './link-result.ts';
import { RoundTrip } from './round-trip.ts';

/** Requests that may wait after the current one. A further one is a programming error and throws. */
export const REQUESTS_QUEUED_MAX = 16;

export type AnyResult<V extends Vocabulary> = LinkResult<Values, ReportOf<V>>;
type Done<V extends Vocabulary> = (result: AnyResult<V>) => void;

export interface RequesterOptions<V extends Vocabulary> {
  readonly clock: Clock;
  readonly codec: Codec<V>;
  readonly session: number;
  readonly counters: LinkCounterSet;
  readonly write: (line: Uint8Array) => void;
}

interface Request<V extends Vocabulary> {
  readonly verb: VerbOf<V>;
  readonly args: Values;
  readonly done: Done<V>;
  sequence: number;
  line: Uint8Array;
  exchange: Exchange | undefined;
}

/** Stop and wait. Sends one request at a time, with the same bytes until its reply arrives, and queues the others. */
export class Requester<V extends Vocabulary> {
  readonly #options: RequesterOptions<V>;
  readonly #exchanging: ExchangeOptions;
  readonly #roundTrip = new RoundTrip();
  readonly #queue: Request<V>[] = [];
  #current: Request<V> | undefined;
  #nextSequence = 1;
  /** After a request without a reply, the board may be one sequence number behind. */
  #uncertain = false;
  #pumping = false;

  constructor(options: RequesterOptions<V>) {
    this.#options = options;
    this.#exchanging = {
      clock: options.clock,
      send: () => this.#send(),
      triesMax: TRIES_MAX,
      answerUsMax: ANSWER_US_MAX,
      onResend: () => options.counters.add('resent'),
      onGiveUp: () => this.#giveUp(),
    };
  }

  get busy(): boolean {
    return this.#current !== undefined || this.#queue.length > 0;
  }

  /** Verb of the current request. */
  get current(): VerbOf<V> | undefined {
    return this.#current?.verb;
  }

  /** Returns the verb whose reply has this sequence number; undefined if no request waits for it. */
  awaited(sequence: number): VerbOf<V> | undefined {
    return this.#current?.sequence === sequence ? this.#current.verb : undefined;
  }

  /** Queues a request. Throws on arguments outside the table and on too many waiting requests. */
  ask(verb: VerbOf<V>, args: Values, done: Done<V>): void {
    if (this.#queue.length >= REQUESTS_QUEUED_MAX)
      throw new RangeError(`requests: more than ${REQUESTS_QUEUED_MAX} wait`);
    this.#queue.push(this.#request(verb, args, (this.#nextSequence + this.#queue.length) & 0xff, done));
    this.#pump();
  }

  /** Sends HELLO, the only request with sequence 00. The others count from it. */
  hello(args: Values, done: Done<V>): void {
    this.#transmit(this.#request('HELLO', args, 0, done));
  }

  accept(line: ReplyLine & { readonly kind: 'ok' }): void {
    if (this.#current?.exchange === undefined) return;
    const { sentUs, tries } = this.#current.exchange;
    const receivedUs = this.#options.clock.nowUs();
    if (tries === 1) this.#roundTrip.measured(receivedUs - sentUs);
    this.#uncertain = false;
    this.#finish({ ok: true, reply: line.reply, report: line.report as ReportOf<V>, sentUs, receivedUs, tries });
  }

  refuse(line: ReplyLine & { readonly kind: 'err' }): void {
    const { error, fields } = line;
    if (error === 'SEQ' && this.#uncertain) {
      this.#renumberCurrent(fields.expectedSequence as number);
      return;
    }
    const report = line.report as ReportOf<V> | undefined;
    this.#finish({ ok: false, why: 'refused', error, fields, report });
  }

  /** Drops the requests after the current one. Their callbacks are never called. */
  dropQueued(): void {
    this.#queue.length = 0;
  }

  finishAll(result: AnyResult<V>): void {
    const all = this.#current === undefined ? [] : [this.#current];
    all.push(...this.#queue.splice(0));
    this.#current = undefined;
    for (const request of all) request.exchange?.end();
    for (const request of all) request.done(result);
  }

  #request(verb: VerbOf<V>, args: Values, sequence: number, done: Done<V>): Request<V> {
    return { verb, args, done, sequence, line: this.#encode(verb, args, sequence), exchange: undefined };
  }

  #encode(verb: VerbOf<V>, args: Values, sequence: number): Uint8Array {
    return this.#options.codec.encodeRequest(this.#options.session, sequence, verb, args as ArgsOf<V, VerbOf<V>>);
  }

  /** Uses a loop instead of recursion, because thousands of replies in succession may arrive during a send. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#current === undefined && this.#queue.length > 0) this.#transmitNext();
    } finally {
      this.#pumping = false;
    }
  }

  #transmitNext(): void {
    const next = this.#queue.shift() as Request<V>;
    this.#renumber(next, this.#nextSequence);
    this.#nextSequence = (this.#nextSequence + 1) & 0xff;
    this.#transmit(next);
  }

  #transmit(request: Request<V>): void {
    this.#current = request;
    request.exchange = new Exchange(this.#exchanging, this.#roundTrip.spacingUs);
    request.exchange.start();
  }

  #send(): void {
    this.#options.write((this.#current as Request<V>).line);
  }

  #giveUp(): void {
    this.#uncertain = true;
    this.#finish({ ok: false, why: 'no answer', tries: TRIES_MAX });
  }

  #finish(result: AnyResult<V>): void {
    const request = this.#current;
    this.#current = undefined;
    request?.exchange?.end();
    request?.done(result);
    this.#pump();
  }

  #renumber(request: Request<V>, sequence: number): void {
    if (request.sequence === sequence) return;
    request.sequence = sequence;
    request.line = this.#encode(request.verb, request.args, sequence);
  }

  /** Reuses the sequence number of a request that never reached the board, because the board still expects it. */
  #renumberCurrent(sequence: number): void {
    const request = this.#current as Request<V>;
    this.#uncertain = false;
    request.exchange?.end();
    this.#renumber(request, sequence);
    this.#nextSequence = (sequence + 1) & 0xff;
    this.#transmit(request);
  }
}
