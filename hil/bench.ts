import { type Acceptance, sentenceOf } from '../firmware-sim/base/refusal.ts';
import type { PumpState } from '../firmware-sim/base/therapy.ts';
import { VirtualClock } from '../firmware-sim/base/virtual-clock.ts';
import { mustHaveRollers, type Product } from '../firmware-sim/products/product.ts';
import { Pump } from '../firmware-sim/pump.ts';
import type { TraceRecord } from '../firmware-sim/trace/record.ts';
import { Trace } from '../firmware-sim/trace/trace.ts';
import { HilError } from './base/hil-error.ts';
import { nativeHash } from './base/native-hash.ts';
import { benchSignals } from './bench-signals.ts';
import type { BoardProbe } from './board/board-probe.ts';
import type { EmulatedBoard } from './board/emulated-board.ts';
import { Driver } from './drive.ts';
import { endMotion } from './end-motion.ts';
import type { LineFaultRates } from './faults/line-faults.ts';
import { pumpNamed } from './pump-file/pump-named.ts';
import { type HandProfile, playHand } from './rigs/hand-profile.ts';
import { handNeedsOurSensor } from './rigs/link-failure.ts';
import { type OpenedRig, openRig } from './rigs/open-rig.ts';
import type { Rig, SensedField, Speed } from './rigs/rig.ts';
import type { SimulatedBoard } from './simulated/simulated-board.ts';

export interface BenchOptions {
  /** Default `virtual`. */
  readonly rig?: string;
  /** By its id, by the path of a pump file, or as data. Default `synchromed-ii`. */
  readonly product?: string | Product;
  /** Default 1. */
  readonly seed?: number;
  readonly speed?: Speed;
  /** How the pump is when the run begins; what is left out is as it leaves the factory. */
  readonly state?: Partial<PumpState>;
  readonly faults?: LineFaultRates;
  readonly signal?: AbortSignal;
  readonly onTurn?: (pumpUs: number) => void;
  /** Rig steps after which the board's counter gets a new zero; tests come there sooner. */
  readonly rebaseSteps?: number;
  /** The field comes from the rig's own sensor. */
  readonly sensed?: SensedField;
  /** What the rig's shaft misses is an input, the pump's loss; else it ends the run as the rig's failure. */
  readonly allowsRigSlip?: boolean;
  /** Whose hand holds the magnet, on a rig whose sensor is ours. */
  readonly hand?: HandProfile;
  /**
   * `trace.records` stays empty, for lives too long to keep: ten years in flex write a million records. Listeners, counts and
   * hashes get all of them all the same.
   */
  readonly forgetsRecords?: boolean;
  /** Sees the pins, the line and the motor of an emulated board. */
  readonly probe?: BoardProbe;
}

/** Pump time after which a wait of the bench's own gives up. */
const WAIT_US_MAX = 30 * 86_400_000_000;

interface PumpChoice {
  readonly product: Product;
  readonly seed: number;
  readonly state: Partial<PumpState>;
}

/** A pump on a rig, ready to live: `await bench.turn(...)` posts what is asked for and lets time go on until it is done. */
export class Bench {
  readonly pump: Pump;
  readonly trace: Trace;
  readonly pumpClock: VirtualClock;
  readonly driver: Driver;
  readonly #opened: OpenedRig;
  #isClosed = false;

  private constructor(
    opened: OpenedRig,
    driver: Driver,
    pumpClock: VirtualClock,
    pump: PumpChoice,
    {
      sensed,
      allowsRigSlip = false,
      forgetsRecords = false,
    }: Pick<BenchOptions, 'sensed' | 'allowsRigSlip' | 'forgetsRecords'>,
  ) {
    this.#opened = opened;
    this.driver = driver;
    this.pumpClock = pumpClock;
    const clocks = { pumpUs: () => pumpClock.nowUs(), boardUs: () => opened.boardTime.clock.nowUs() };
    this.trace = new Trace({ ...clocks, forgets: forgetsRecords, newHash: nativeHash });
    this.trace.declare(benchSignals);
    this.pump = new Pump({ ...pump, clock: pumpClock, trace: this.trace });
    const life = { pump: this.pump, pumpClock, trace: this.trace, allowsSlip: allowsRigSlip };
    opened.rig.attach(sensed === undefined ? life : { ...life, sensed });
  }

  /** Opens the rig and powers the pump up. Throws `HilError`; then nothing is left open. */
  static async open(options: BenchOptions = {}): Promise<Bench> {
    const { seed = 1, speed = 'auto' } = options;
    const { product: asked = 'synchromed-ii' } = options;
    const product = typeof asked === 'string' ? await pumpNamed(asked) : asked;
    const watched = speed !== 'auto';
    const faults = options.faults === undefined ? {} : { faults: options.faults };
    const rebase = options.rebaseSteps === undefined ? {} : { rebaseSteps: options.rebaseSteps };
    const probe = options.probe === undefined ? {} : { probe: options.probe };
    const opened = await openRig(options.rig ?? 'virtual', { seed, watched, ...faults, ...rebase, ...probe });
    try {
      const pumpClock = new VirtualClock();
      const { signal, onTurn } = options;
      const driver = new Driver({
        pumpClock,
        boardTime: opened.boardTime,
        rig: opened.rig,
        ...(signal === undefined ? {} : { signal }),
        ...(onTurn === undefined ? {} : { onTurn }),
      });
      await driver.settle();
      const bench = new Bench(opened, driver, pumpClock, { product, seed, state: options.state ?? {} }, options);
      opened.onFault = (kind, direction) => bench.trace.event('wire.fault', { kind, direction });
      opened.rig.setSpeed(speed);
      bench.pump.begin();
      await bench.#turnedFirst();
      bench.#playHand(options.hand);
      return bench;
    } catch (error) {
      await endMotion(opened);
      await opened.rig.close();
      throw error;
    }
  }

  get rig(): Rig {
    return this.#opened.rig;
  }

  /** The simulated board behind the line, where the rig has one. */
  get board(): SimulatedBoard | undefined {
    return this.#opened.board;
  }

  /** The emulated board and its bench, where the rig is one. */
  get emulated(): EmulatedBoard | undefined {
    return this.#opened.emulated;
  }

  get nowUs(): number {
    return this.pumpClock.nowUs();
  }

  /** Time of the board's clock, at the pace of the wall or free. */
  get boardUs(): number {
    return this.#opened.boardTime.clock.nowUs();
  }

  /** From here on at `speed` pump seconds a second, paced for the eye; or as fast as the rig turns. */
  setSpeed(speed: Speed): void {
    if (this.rig.identity.time === 'virtual') this.#opened.boardTime.setPace(speed === 'auto' ? 'free' : 'wall');
    this.rig.setSpeed(speed);
  }

  /** Line faults from here on. Throws NO_LINE (usage) where the rig was not opened for them. */
  readonly setFaults = (rates: LineFaultRates): void => {
    if (this.#opened.faultLines.length === 0) throw noFaultLine(this.rig.identity.name);
    for (const line of this.#opened.faultLines) line.setRates(rates);
  };

  async toUs(pumpUs: number): Promise<void> {
    await this.driver.toUs(pumpUs);
  }

  async field(field: {
    readonly fieldMt: number;
    readonly angleToNormalDeg?: number;
    readonly azimuthDeg?: number;
  }): Promise<void> {
    this.pump.setField(field);
    await this.driver.settle();
  }

  async noField(): Promise<void> {
    this.pump.removeField();
    await this.driver.settle();
  }

  /** A single bolus at the highest rate that turns the rotor by an angle, if nothing keeps it. */
  async turn({ angleDeg }: { readonly angleDeg: number }): Promise<void> {
    const { product } = this.pump;
    const volumeMl = (angleDeg / 360) * (mustHaveRollers(product).revolutionUl.value / 1000);
    mustAccept(this.pump.singleBolus(volumeMl, product.quantities.rateMlPerDayMax.value));
    await this.#untilBolusEnds();
  }

  async rollerStudy(): Promise<void> {
    mustAccept(this.pump.rollerStudy());
    await this.#untilBolusEnds();
  }

  /** The rotor's true angle, whether something keeps it from turning, and whether the pump has noticed. */
  async shaft(): Promise<{ readonly angleDeg: number; readonly held: boolean; readonly stalled: boolean }> {
    await this.driver.settle();
    const { drive, detector } = this.pump;
    return { angleDeg: drive.rotorDeg(), held: drive.state !== 'turning', stalled: detector.stalled };
  }

  /** At the end of a run: throws the rig's failure where its shaft is not where the plant's rotor is. */
  async confirm(): Promise<void> {
    this.rig.confirm();
    await this.driver.settle();
  }

  /** Ends all motion, writes what the line counted, frees the rig. Again is harmless. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await endMotion(this.#opened);
      this.rig.report();
    } finally {
      await this.rig.close();
    }
  }

  /** Whether the shaft followed is thrown by the first wait of the run, when its trace is kept. */
  async #turnedFirst(): Promise<void> {
    await this.driver.settle().catch((error: unknown) => {
      if (error !== this.rig.failure) throw error;
    });
  }

  /** Throws HAND_ON_PORT (usage) where the rig's sensor is not ours. */
  #playHand(hand: HandProfile | undefined): void {
    if (hand === undefined) return;
    const { setFieldMt, boardTime } = this.#opened;
    if (setFieldMt !== undefined) {
      playHand(hand, boardTime.clock, setFieldMt);
      return;
    }
    throw handNeedsOurSensor(this.rig.identity.name);
  }

  async #untilBolusEnds(): Promise<void> {
    let ended = false;
    const isEnd = (record: TraceRecord): boolean =>
      'e' in record && record.e === 'pump.bolus' && (record.phase === 'end' || record.phase === 'cut');
    this.trace.listen((record) => {
      if (isEnd(record)) ended = true;
    });
    await this.driver.until(() => ended, this.nowUs + WAIT_US_MAX);
  }
}

function noFaultLine(rig: string): HilError {
  return new HilError(
    'NO_LINE',
    'usage',
    `Line faults need a line that was opened for them, and the rig ${rig} has none.`,
  );
}

/** A refusal by the pump, where the bench asked for something that it should have taken. */
export function mustAccept(answer: Acceptance): void {
  if (!answer.ok) throw new HilError('PUMP_REFUSED', 'usage', `The pump refuses: ${sentenceOf(answer.refusal)}.`);
}
