import { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { type Answer, Endpoint } from '../../protocol/device/endpoint.ts';
import { Link, type LinkEvent, type LinkResult, type OpenResult } from '../../protocol/host/link.ts';
import { Codec } from '../../protocol/line/codec.ts';
import { bytesOf } from '../../protocol/tables/ascii.ts';
import { type RigVocabulary, rigVocabulary, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import type { ArgsOf, VerbOf } from '../../protocol/tables/vocabulary.ts';

export const codec = new Codec(rigVocabulary);

export const report = (change: Partial<ShaftReport> = {}): ShaftReport => ({
  counterSteps: 0,
  encoderRaw: 0,
  encoderTurn: 0,
  fieldMt: 0,
  stallMode: 'none',
  flags: 0,
  eventNumber: 0,
  deviceUs: 0,
  ...change,
});

/** Changes bytes in transit. Each returned piece is delivered separately. */
export type Line = (bytes: Uint8Array) => readonly Uint8Array[];
const clean: Line = (bytes) => [bytes];

export const LINE_DELAY_US = 1000;

/** A board that executes ZERO by recording its argument. The endpoint does everything else. */
export class TestBoard {
  readonly executed: number[] = [];
  readonly sent: Uint8Array[] = [];
  readonly endpoint: Endpoint<RigVocabulary>;
  state: 'ready' | 'moving' | 'stopped' = 'ready';
  cause = 'none';
  stopCount = 0;
  helloCount = 0;
  onSend: (bytes: Uint8Array) => void = () => undefined;

  constructor(clock: VirtualClock) {
    const done = { ok: true, reply: {} } as const;
    this.endpoint = new Endpoint({
      clock,
      vocabulary: rigVocabulary,
      send: (bytes) => {
        this.sent.push(bytes);
        this.onSend(bytes);
      },
      handlers: {
        ZERO: (args) => this.#execute(args.counterSteps),
        MOVE: (args) => this.#execute(args.toSteps),
        STALL: () => done,
        FIELD: () => done,
        ARM: () => {
          this.state = 'ready';
          this.cause = 'none';
          return done;
        },
      },
      state: () => this.state,
      stopCause: () => this.cause,
      report: () => report({ counterSteps: this.executed.at(-1) ?? 0, deviceUs: clock.nowUs() % 4_294_967_296 }),
      onHello: () => {
        this.helloCount++;
      },
      onStopBytes: () => this.stop('bytes'),
      identity: { unitNumber: 7, resetCause: 'power', name: 'test' },
    });
  }

  stop(cause: 'bytes' | 'lapse' | 'sensor'): void {
    this.stopCount++;
    this.state = 'stopped';
    this.cause = cause;
    this.endpoint.event('STOPPED', { cause });
  }

  /** Feeds text or bytes. Returns the replies of the board as texts without their LF. */
  hears(line: string | Uint8Array): readonly string[] {
    const from = this.sent.length;
    this.endpoint.receive(typeof line === 'string' ? bytesOf(line) : line);
    return this.sent.slice(from).map(text);
  }

  ask<K extends VerbOf<RigVocabulary>>(
    sequence: number,
    verb: K,
    args: ArgsOf<RigVocabulary, K>,
    session = 0xa3,
  ): readonly string[] {
    return this.hears(codec.encodeRequest(session, sequence, verb, args));
  }

  hello(session = 0xa3): readonly string[] {
    return this.ask(0, 'HELLO', { protocolVersion: rigVocabulary.version, tableHash: codec.tableHash }, session);
  }

  #execute(value: number): Answer<object> {
    this.executed.push(value);
    return { ok: true, reply: {} };
  }
}

export const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes).replace(/\n$/, '');

/** Frames a body, valid or not, with matching length and CRC. */
export function framed(body: string): string {
  let crc = 0xffff;
  for (let i = 0; i < body.length; i++) {
    crc ^= body.charCodeAt(i) << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');
  return `${body}*${hex(body.length, 2)}${hex(crc, 4)}\n`;
}

/** Damages the first line only. */
export function once(harm: Line): Line {
  let done = false;
  return (bytes) => {
    if (done) return [bytes];
    done = true;
    return harm(bytes);
  };
}

/** Link and board joined in memory. A line in each direction may damage bytes. */
export class Pair {
  readonly clock = new VirtualClock();
  readonly board = new TestBoard(this.clock);
  readonly link: Link<RigVocabulary>;
  readonly events: LinkEvent<RigVocabulary>[] = [];
  readonly texts: string[] = [];
  readonly lost: [number, number][] = [];
  readonly sent: Uint8Array[] = [];
  down: Line = clean;
  up: Line = clean;

  constructor(bannerWaitUs = 2_500_000) {
    this.link = new Link({
      clock: this.clock,
      vocabulary: rigVocabulary,
      session: 0xa3,
      bannerWaitUs,
      send: (bytes) => {
        this.sent.push(bytes);
        this.#carry(this.down(bytes), (piece) => this.board.endpoint.receive(piece));
      },
      onEvent: (event) => this.events.push(event),
      onText: (line) => this.texts.push(line),
      onLost: (from, to) => this.lost.push([from, to]),
    });
    this.board.onSend = (bytes) => this.#carry(this.up(bytes), (piece) => this.link.receive(piece));
  }

  /** A pair whose session is open. */
  static open(): Pair {
    const pair = new Pair();
    pair.board.endpoint.boot();
    const result = pair.opened();
    if (!result.ok) throw new Error(`the pair did not open: ${result.why}`);
    return pair;
  }

  opened(withinUs = 20_000_000): OpenResult<RigVocabulary> {
    let result: OpenResult<RigVocabulary> | undefined;
    this.link.open((one) => {
      result = one;
    });
    this.pass(withinUs, () => result !== undefined);
    if (result === undefined) throw new Error('the opening did not end');
    return result;
  }

  asked<K extends VerbOf<RigVocabulary>>(verb: K, args: ArgsOf<RigVocabulary, K>): LinkResult<object> {
    let result: LinkResult<object> | undefined;
    this.link.request(verb, args, (one) => {
      result = one as LinkResult<object>;
    });
    this.pass(10_000_000, () => result !== undefined);
    if (result === undefined) throw new Error('the request did not end');
    return result;
  }

  /** Advances time alarm by alarm until the condition holds, within a limit. */
  pass(us: number, until: () => boolean = () => false): void {
    const limitUs = this.clock.nowUs() + us;
    while (!until() && this.clock.fireNext(limitUs));
    if (!until()) this.clock.advanceTo(limitUs);
  }

  #carry(pieces: readonly Uint8Array[], deliver: (piece: Uint8Array) => void): void {
    for (const piece of pieces) this.clock.at(this.clock.nowUs() + LINE_DELAY_US, () => deliver(piece));
  }
}
