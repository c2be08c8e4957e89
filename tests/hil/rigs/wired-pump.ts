import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { Pump } from '../../../firmware-sim/pump.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';
import { BoardTime } from '../../../hil/base/board-time.ts';
import { Driver } from '../../../hil/drive.ts';
import type { RigRun } from '../../../hil/rigs/rig.ts';
import { WireRig } from '../../../hil/rigs/wire-rig.ts';
import { SimulatedBoard } from '../../../hil/simulated/simulated-board.ts';
import type { Capability } from '../../../protocol/tables/rig-vocabulary.ts';
import { sealed } from '../check/rewritten-lines.ts';

const LINE_US = 1000;

/** A pump on a wire rig whose line the test controls. The test sees each line and may drop it. */
export class WiredPump {
  readonly boardTime = new BoardTime('free');
  readonly pumpClock = new VirtualClock();
  readonly trace: Trace;
  readonly board: SimulatedBoard;
  readonly rig: WireRig;
  readonly driver: Driver;
  /** Lines in both directions as they were sent, without their LF. */
  readonly toBoard: string[] = [];
  readonly toHost: string[] = [];
  /** True for a line to drop on its way to the host. */
  loses: (line: string) => boolean = () => false;
  /** Returns another body for a line on its way to the host. */
  rewrites: (body: string) => string = (body) => body;
  #pump: Pump | undefined;

  constructor(beforeOpening: (board: SimulatedBoard) => void = () => undefined, lacks: readonly Capability[] = []) {
    const { clock } = this.boardTime;
    const carry = (deliver: () => void): void => void clock.at(clock.nowUs() + LINE_US, deliver);
    this.trace = new Trace({ pumpUs: () => this.pumpClock.nowUs(), boardUs: () => clock.nowUs() });
    this.board = new SimulatedBoard({
      clock,
      lacks,
      send: (bytes) => {
        const line = textOf(bytes);
        this.toHost.push(line);
        if (!this.loses(line)) carry(() => this.rig.receive(this.#rewritten(line) ?? bytes));
      },
    });
    this.rig = new WireRig({
      name: 'wired',
      time: 'virtual',
      boardTime: this.boardTime,
      session: 0xa3,
      send: (bytes) => {
        this.toBoard.push(textOf(bytes));
        carry(() => this.board.receive(bytes));
      },
    });
    this.driver = new Driver({ pumpClock: this.pumpClock, boardTime: this.boardTime, rig: this.rig });
    this.board.boot();
    beforeOpening(this.board);
    this.rig.open();
  }

  get pump(): Pump {
    if (this.#pump === undefined) throw new Error('the wired pump has no power yet');
    return this.#pump;
  }

  /** Opened and powered, with a running basal rate. */
  async begin(rateMlPerDay = 24, asked: Pick<RigRun, 'sensed' | 'allowsSlip'> = {}): Promise<this> {
    await this.driver.settle();
    this.#pump = new Pump({
      product: productNamed('synchromed-ii') as Product,
      clock: this.pumpClock,
      trace: this.trace,
      seed: 1,
    });
    const run = { pump: this.#pump, pumpClock: this.pumpClock, trace: this.trace };
    this.rig.attach({ ...run, ...asked });
    this.#pump.begin();
    this.#pump.programSimpleContinuous(rateMlPerDay);
    return this;
  }

  async toUs(pumpUs: number): Promise<void> {
    await this.driver.toUs(pumpUs);
  }

  /** Calls back at the next matching line that the board sends or receives. */
  onLine(like: RegExp, then: () => void): void {
    const { loses } = this;
    this.loses = (line) => {
      if (like.test(line)) {
        this.loses = loses;
        this.boardTime.clock.at(this.boardTime.clock.nowUs(), then);
      }
      return loses(line);
    };
  }

  /** Returns the bytes of a line that the test changed; undefined for an unchanged line. */
  #rewritten(line: string): Uint8Array | undefined {
    const body = line.slice(0, line.lastIndexOf('*'));
    const changed = this.rewrites(body);
    return changed === body ? undefined : Buffer.from(sealed(changed), 'latin1');
  }

  verbs(): readonly string[] {
    return this.toBoard.map((line) => /^>\w\w\.\w\w (\w+)/.exec(line)?.[1] ?? line);
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replace(/\n$/, '');
}
