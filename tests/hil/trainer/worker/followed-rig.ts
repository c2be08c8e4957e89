import { shippedLibrary } from '../../../../hil/packing/shipped-library.ts';
import type { AddedEntry, RunPlan } from '../../../../hil/trainer/page/engine/messages.ts';
import type { RigReply } from '../../../../hil/trainer/page/engine/rig-messages.ts';
import { RigFollower } from '../../../../hil/trainer/page/worker/rig-follower.ts';
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

/** A rig follower with a simulated board, on a wall clock that the test advances. */
export class FollowedRig {
  readonly wall = new DrivenWall();
  readonly replies: RigReply[] = [];
  readonly follower: RigFollower;
  readonly port: BoardAtWall;
  #askedCount = 0;

  constructor() {
    const hear = (reply: RigReply): void => {
      if (reply.kind === 'rig bytes') this.port.receive(reply.bytes);
      else this.replies.push(reply);
    };
    this.follower = new RigFollower(shippedLibrary(), hear, this.wall);
    this.port = new BoardAtWall(this.wall, (bytes) => this.follower.take({ kind: 'rig bytes', bytes }));
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
    const pace = { speed: 1, limitUs: Number.MAX_VALUE };
    this.follower.take({ kind: 'rig follow', plan, atUs, line: 'a fake port', pace, leftAtDeg });
    await this.next('rig following');
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
