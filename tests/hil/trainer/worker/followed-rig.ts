import type { AddedEntry, RunPlan } from '../../../../hil/trainer/page/engine/messages.ts';
import {
  isOfSerial,
  isOfSocket,
  type LinkNews,
  type RigReply,
} from '../../../../hil/trainer/page/engine/rig-messages.ts';
import { RigFollower } from '../../../../hil/trainer/page/worker/rig-follower.ts';
import { STOP_SEQUENCE } from '../../../../protocol/device/stop-detector.ts';
import { library } from '../engine/engine-for-tests.ts';
import { BoardAtWall } from './board-at-wall.ts';
import { DrivenWall } from './driven-wall.ts';

/** A pump at its highest rate: two motor steps a second. */
const text = `scenario: live
says: A pump at its highest rate.
pump: { product: synchromed-ii, mode: simple continuous, rate: 24 mL/day, reservoir: 18 mL }
timeline: []
ends at: 5 min
`;
export const livePlan: RunPlan = { source: { kind: 'text', text, file: 'live.yaml' }, seed: 1, inputs: [] };

type Reply<K extends RigReply['kind']> = Extract<RigReply, { readonly kind: K }>;

export interface FollowedRigOptions {
  /** Rig of a page that has vanished. Its board is taken over as the server of the trainer leaves it: stopped. */
  readonly after?: FollowedRig;
  /** Time that a busy page takes to pass bytes on in each direction. */
  readonly passingUs?: number;
}

/** A rig follower with a simulated board, on a wall clock that the test advances. */
export class FollowedRig {
  readonly wall: DrivenWall;
  readonly replies: RigReply[] = [];
  readonly follower: RigFollower;
  readonly port: BoardAtWall;
  readonly #passingUs: number;
  #askedCount = 0;
  #runCount = 0;
  #hasVanished = false;

  constructor({ after, passingUs = 0 }: FollowedRigOptions = {}) {
    this.#passingUs = passingUs;
    this.wall = after?.wall ?? new DrivenWall();
    const hear = (reply: RigReply | LinkNews): void => {
      if (isOfSocket(reply) || isOfSerial(reply)) return;
      if (reply.kind === 'rig bytes') this.#pass(() => this.port.receive(reply.bytes));
      else this.replies.push(reply);
    };
    this.follower = new RigFollower(library(), hear, { wall: this.wall });
    const onBytes = (bytes: Uint8Array): void => this.#pass(() => this.follower.take({ kind: 'rig bytes', bytes }));
    this.port = after?.port ?? new BoardAtWall(this.wall, onBytes);
    this.port.onBytes = onBytes;
  }

  /** Lets the page vanish without a word to its rig. The server stops the motor then. */
  vanish(): void {
    this.#hasVanished = true;
    this.follower.take({ kind: 'rig closed', why: 'The page has vanished.' });
    this.port.receive(Uint8Array.from(STOP_SEQUENCE));
  }

  #pass(act: () => void): void {
    if (this.#hasVanished) return;
    if (this.#passingUs === 0) act();
    else void this.wall.sleepUntilUs(this.wall.nowUs() + this.#passingUs).then(act);
  }

  /** Latest reply of a kind. Throws without one. */
  latest<K extends RigReply['kind']>(kind: K): Reply<K> {
    const found = this.replies.findLast((reply): reply is Reply<K> => reply.kind === kind);
    if (found === undefined) throw new Error(`no "${kind}" in ${JSON.stringify(this.replies.slice(-3))}`);
    return found;
  }

  /** Waits for a further reply of a kind. */
  async next<K extends RigReply['kind']>(kind: K): Promise<Reply<K>> {
    const before = this.#count(kind);
    await this.wall.until(() => this.#count(kind) > before || this.#count('rig lost') > 0, 30e6);
    return this.latest(kind);
  }

  /** Lets the rig follow a plan from a time on, at speed 1 and without a limit. */
  async follow(atUs: number, plan: RunPlan = livePlan, leftAtDeg?: number): Promise<void> {
    this.ask(atUs, plan, leftAtDeg);
    await this.next('rig following');
  }

  /** Asks the rig to follow, and does not wait for it. */
  ask(atUs: number, plan: RunPlan = livePlan, leftAtDeg?: number): void {
    this.#runCount += 1;
    const pace = { speed: 1, limitUs: Number.MAX_VALUE };
    const [line, run] = ['a fake port', this.#runCount];
    this.follower.take({ kind: 'rig follow', plan, atUs, line, pace, leftAtDeg, run, via: 'page' });
  }

  async act(...entries: readonly AddedEntry['entry'][]): Promise<Reply<'rig acted'>> {
    this.#askedCount += 1;
    this.follower.take({ kind: 'rig act', id: this.#askedCount, entries });
    return this.next('rig acted');
  }

  #count(kind: RigReply['kind']): number {
    return this.replies.filter((reply) => reply.kind === kind).length;
  }
}
