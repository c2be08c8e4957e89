import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { SimulatedBoard } from '../../../hil/simulated/simulated-board.ts';
import { Link, type LinkEvent, type LinkResult } from '../../../protocol/host/link.ts';
import {
  type Capability,
  type RigVocabulary,
  rigVocabulary,
  type ShaftReport,
} from '../../../protocol/tables/rig-vocabulary.ts';
import type { ArgsOf, ReplyOf, VerbOf } from '../../../protocol/tables/vocabulary.ts';

/** A board that is connected to a host without a line. Each reply arrives at once. */
export class TalkedBoard {
  readonly clock = new VirtualClock();
  readonly board: SimulatedBoard;
  readonly events: LinkEvent<RigVocabulary>[] = [];
  #link: Link<RigVocabulary> | undefined;

  constructor(lacks: readonly Capability[] = []) {
    this.board = new SimulatedBoard({ clock: this.clock, lacks, send: (bytes) => this.#link?.receive(bytes) });
    this.board.boot();
    this.hello(0xa3);
  }

  /** Starts a session. Forgets the requests of an earlier one. */
  hello(session: number): void {
    this.#link?.close();
    this.#link = new Link({
      clock: this.clock,
      vocabulary: rigVocabulary,
      session,
      bannerWaitUs: 0,
      send: (bytes) => this.board.receive(bytes),
      onEvent: (event) => this.events.push(event),
      onText: () => undefined,
    });
    let isOpen = false;
    this.#link.open((result) => {
      isOpen = result.ok;
    });
    if (!isOpen) throw new Error('the board did not say HELLO');
  }

  asked<K extends VerbOf<RigVocabulary>>(
    verb: K,
    args: ArgsOf<RigVocabulary, K>,
  ): LinkResult<ReplyOf<RigVocabulary, K>, ShaftReport> {
    let result: LinkResult<ReplyOf<RigVocabulary, K>, ShaftReport> | undefined;
    this.#link?.request(verb, args, (one) => {
      result = one;
    });
    if (result === undefined) throw new Error(`${verb} was not answered at once`);
    return result;
  }

  /** Returns the report of a reply. Fails unless the reply is `ok`. */
  told<K extends VerbOf<RigVocabulary>>(verb: K, args: ArgsOf<RigVocabulary, K>): ShaftReport {
    const result = this.asked(verb, args);
    if (!result.ok) throw new Error(`${verb} was not accepted: ${JSON.stringify(result)}`);
    return result.report;
  }

  move(fromSteps: number, toSteps: number, durationMs: number): LinkResult<object, ShaftReport> {
    return this.asked('MOVE', { fromSteps, toSteps, durationMs });
  }

  stopBytes(): void {
    this.#link?.stop();
  }

  wait(us: number): void {
    this.clock.advanceTo(this.clock.nowUs() + us);
  }

  /** Waits in pieces and sends PING, as a running host does. */
  waitAlive(us: number): void {
    for (let restUs = us; restUs > 0; restUs -= 1_000_000) {
      this.wait(Math.min(restUs, 1_000_000));
      this.told('PING', {});
    }
  }

  eventNames(): readonly string[] {
    return this.events.map((event) => event.name);
  }
}
