import { rollersOf } from '../../../../firmware-sim/products/product.ts';
import { portableHash } from '../../../../firmware-sim/trace/digest.ts';
import { isEvent, type TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type { BoardTime } from '../../../base/board-time.ts';
import { HilError } from '../../../base/hil-error.ts';
import type { Wall } from '../../../base/wall-clock.ts';
import { OpenBench } from '../../../open-bench.ts';
import type { ByteLine } from '../../../ports/byte-line.ts';
import { byteBoardLine } from '../../../rigs/lines/byte-board-line.ts';
import { openWireRig } from '../../../rigs/opening/open-wire-rig.ts';
import type { OpenedRig, OpenRigOptions } from '../../../rigs/opening/opened-rig.ts';
import { SENSED_SPEED_MAX } from '../../../rigs/rig.ts';
import { act, mustAccept } from '../../../scenario/actions/act.ts';
import { benchOptions } from '../../../scenario/play-scenario.ts';
import type { TimelineEntry } from '../../../scenario/scenario.ts';
import type { AddedEntry, RunPlan } from '../engine/messages.ts';
import { ownMeans } from '../engine/own-means.ts';
import { type ReadPlan, readPlan } from '../engine/read-plan.ts';
import type { FollowingRig, RigNews, RigPace } from '../engine/rig-messages.ts';
import type { ShippedLibrary } from '../engine/shipped-library.ts';
import { branchInputs } from '../play/branch-inputs.ts';
import { JoiningRig } from './joining-rig.ts';
import { sensedEntry } from './sensed-entry.ts';

/** Longest segment of a rig that follows: an entry of the user waits for its end. */
const SPAN_US_MAX = 200_000;
const US_PER_MS = 1000;
/** Pump time beyond the join that a plan is read for: a run that a rig follows has no end of its own. */
const BEYOND_US = 30 * 86_400_000_000;

type Entry = AddedEntry['entry'];

export interface LiveRunOptions {
  readonly plan: RunPlan;
  /** Pump time at which the rig joins. */
  readonly atUs: number;
  readonly pace: RigPace;
  readonly leftAtDeg: number | undefined;
  readonly line: ByteLine;
  /** Number of the run on this page. It gives each run a session of its own. */
  readonly number: number;
  readonly library: ShippedLibrary;
  readonly wall: Wall;
  readonly send: (news: RigNews) => void;
}

interface Asked {
  readonly id: number;
  readonly entries: readonly Entry[];
}

/** A run that a rig follows, at the pace of the wall. It takes entries while it goes on, and says at which time they acted. */
export class LiveRun {
  readonly #options: LiveRunOptions;
  readonly #abort = new AbortController();
  readonly #asked: Asked[] = [];
  readonly #endUs: number;
  #plan: RunPlan;
  #read: ReadPlan;
  #pace: RigPace;
  #due: TimelineEntry[];
  #shaftDeg: number | undefined;
  #fieldMt: number | undefined;
  /** Set once the rig follows. */
  #onTurn: (() => void) | undefined;
  #opened: { readonly rig: JoiningRig; readonly boardTime: BoardTime } | undefined;

  /** Throws `HilError` PLAN_WRONG (usage) for a plan that cannot be read. */
  constructor(options: LiveRunOptions) {
    this.#options = options;
    this.#pace = options.pace;
    this.#endUs = Math.max(options.plan.untilUs ?? 0, options.atUs + BEYOND_US);
    this.#plan = options.plan;
    this.#read = this.#mustRead(options.plan);
    this.#due = [...this.#read.scenario.timeline];
  }

  setPace(pace: RigPace): void {
    this.#pace = pace;
    this.#opened?.rig.setSpeed(pace.speed);
    this.#opened?.boardTime.wake();
  }

  act(asked: Asked): void {
    this.#asked.push(asked);
    this.#opened?.boardTime.wake();
  }

  /** Ends the run. */
  leave(): void {
    this.#abort.abort();
    this.#opened?.boardTime.wake();
  }

  /** Runs until `leave`. Throws `HilError` if rig or line fail; the rig is halted in any case. */
  async run(): Promise<void> {
    const bench = await this.#open();
    try {
      const { scenario } = this.#read;
      bench.trace.listen((record) => this.#hear(record));
      mustAccept(bench.pump.program(scenario.pump.program), scenario, scenario.pump.place, 'its program at the start');
      await this.#playTo(bench, this.#options.atUs);
      await this.#join(bench);
      while (!this.#abort.signal.aborted) await this.#goOn(bench);
    } finally {
      for (const { id } of this.#asked.splice(0)) this.#refuse(id, 'The rig no longer follows.');
      await bench.close();
    }
  }

  async #open(): Promise<OpenBench> {
    const { fieldFrom: _fieldFrom, ...scenario } = this.#read.scenario;
    const asked = scenario.ownProduct ?? scenario.pump.product;
    const product = typeof asked === 'string' ? await ownMeans.productNamed(asked) : asked;
    const means = { productNamed: ownMeans.productNamed, openRig: this.#openRig, newHash: portableHash };
    const { seed } = this.#plan;
    const options = { seed, speed: this.#pace.speed, signal: this.#abort.signal, forgetsRecords: true };
    const onTurn = (): void => this.#onTurn?.();
    return OpenBench.openWith(means, { ...benchOptions(scenario, options, product), onTurn });
  }

  readonly #openRig = async (_name: string, options: OpenRigOptions): Promise<OpenedRig> => {
    const { line, number, wall } = this.#options;
    const own = { ...options, faults: undefined, wall, spanUsMax: SPAN_US_MAX };
    const opened = openWireRig(line.path, byteBoardLine(line, number, own), own);
    const rig = new JoiningRig(opened.rig);
    this.#opened = { rig, boardTime: opened.boardTime };
    return { ...opened, rig };
  };

  async #join(bench: OpenBench): Promise<void> {
    const { send, leftAtDeg } = this.#options;
    const rig = this.#opened?.rig as JoiningRig;
    const rotorDeg = bench.pump.rotor?.rotorDeg();
    const alignDeg =
      leftAtDeg === undefined || rotorDeg === undefined ? undefined : (((rotorDeg - leftAtDeg) % 360) + 360) % 360;
    const turnsDeg = rig.join(alignDeg, (fieldMt) => this.#sensed(bench, fieldMt));
    send({ kind: 'rig aligning', rig: this.#facts(bench, rig), turnsDeg });
    await bench.driver.settle();
    send({ kind: 'rig following' });
    this.#onTurn = () => this.#say(bench);
    this.#say(bench);
  }

  #facts({ pump }: OpenBench, rig: JoiningRig): FollowingRig {
    const { name, made, unitNumber } = rig.identity;
    const rollers = rollersOf(pump.product);
    const turnsPerSecond =
      rollers === undefined
        ? 0
        : (pump.product.quantities.rateMlPerDayMax.value * 1000) / 86_400 / rollers.revolutionUl.value;
    const speedMax = turnsPerSecond === 0 ? Number.MAX_VALUE : rig.stepsPerSecondMax / (turnsPerSecond * rig.turnSteps);
    const { hasFieldSensor } = rig;
    return {
      name,
      made,
      unitNumber,
      hasFieldSensor,
      speedMax: hasFieldSensor ? Math.min(SENSED_SPEED_MAX, speedMax) : speedMax,
    };
  }

  /** Executes requested entries, plays on up to the limit, or waits at the limit. */
  async #goOn(bench: OpenBench): Promise<void> {
    const asked = this.#asked.shift();
    if (asked !== undefined) return this.#actNow(bench, asked);
    const limitUs = Math.floor(this.#pace.limitUs);
    if (bench.nowUs < limitUs) return this.#playTo(bench, limitUs);
    await this.#opened?.boardTime.step();
    await bench.driver.settle();
  }

  /** Plays to a time with the entries due by then. Ends early after a request or if the limit has moved. */
  async #playTo(bench: OpenBench, toUs: number): Promise<void> {
    const hasNews = (): boolean =>
      this.#onTurn !== undefined && (this.#asked.length > 0 || bench.nowUs >= this.#pace.limitUs);
    for (;;) {
      const next = this.#due[0];
      const untilUs = Math.min(toUs, next?.atUs ?? toUs);
      await bench.driver.until(hasNews, untilUs);
      if (bench.nowUs < untilUs) return;
      if (next === undefined || next.atUs > toUs) return;
      this.#due.shift();
      this.#carryOut(bench, next);
    }
  }

  async #actNow(bench: OpenBench, { id, entries }: Asked): Promise<void> {
    const atUs = Math.ceil(bench.nowUs / US_PER_MS) * US_PER_MS;
    await bench.toUs(atUs);
    const inputs = branchInputs(this.#plan.inputs, atUs, entries);
    const plan = { ...this.#plan, inputs, untilUs: this.#endUs };
    const read = readPlan(plan, this.#options.library);
    if (!read.ok) {
      this.#refuse(id, read.problems.map(({ says }) => says).join('\n'));
      return;
    }
    this.#plan = plan;
    this.#read = read;
    const firstNew = inputs.length - entries.length;
    const isNew = ({ name }: TimelineEntry): boolean => (read.inputOf.get(name) ?? -1) >= firstNew;
    this.#due = read.scenario.timeline.filter((entry) => entry.atUs > atUs);
    for (const entry of read.scenario.timeline.filter(isNew)) this.#carryOut(bench, entry);
    this.#options.send({ kind: 'rig acted', id, atUs, entries });
    await bench.driver.settle();
  }

  #carryOut(bench: OpenBench, entry: TimelineEntry): void {
    act(bench, this.#read.scenario, entry, true);
  }

  #hear(record: TraceRecord): void {
    if (isEvent(record) || typeof record.v !== 'number') return;
    if (record.s === 'rig.shaftDeg') this.#shaftDeg = record.v;
    if (record.s === 'rig.fieldMt') this.#fieldMt = record.v;
  }

  /** Adds a field that the rig's sensor reported to the inputs of the run. */
  #sensed(bench: OpenBench, fieldMt: number): void {
    const { nowUs: atUs } = bench;
    const entries = [sensedEntry(fieldMt)];
    this.#plan = { ...this.#plan, inputs: branchInputs(this.#plan.inputs, atUs, entries), untilUs: this.#endUs };
    this.#options.send({ kind: 'rig acted', id: undefined, atUs, entries });
  }

  #say({ nowUs, pump }: OpenBench): void {
    this.#options.send({
      kind: 'rig at',
      pumpUs: nowUs,
      rotorDeg: pump.rotor?.rotorDeg() ?? 0,
      shaftDeg: this.#shaftDeg,
      fieldMt: this.#fieldMt,
    });
  }

  #refuse(id: number, why: string): void {
    this.#options.send({ kind: 'rig refused', id, why });
  }

  #mustRead(plan: RunPlan): ReadPlan {
    const read = readPlan({ ...plan, untilUs: this.#endUs }, this.#options.library);
    if (read.ok) return read;
    throw new HilError('PLAN_WRONG', 'usage', read.problems.map(({ says }) => says).join('\n'));
  }
}
