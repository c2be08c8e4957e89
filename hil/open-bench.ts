import { type Acceptance, sentenceOf } from '../firmware-sim/base/refusal.ts';
import { lane, VirtualClock } from '../firmware-sim/base/virtual-clock.ts';
import { mustHaveRollers, type Product } from '../firmware-sim/products/product.ts';
import { Pump } from '../firmware-sim/pump.ts';
import { PumpBody, type PumpOptions } from '../firmware-sim/pump-body.ts';
import { DraftingProgrammer } from '../firmware-sim/telemetry/drafting-programmer.ts';
import type { TraceRecord } from '../firmware-sim/trace/record.ts';
import { Trace } from '../firmware-sim/trace/trace.ts';
import { HilError } from './base/hil-error.ts';
import { quoted } from './base/quoted-text.ts';
import type { BenchMeans, BenchOptions } from './bench-options.ts';
import { benchSignals } from './bench-signals.ts';
import type { EmulatedBoard } from './board/emulated-board.ts';
import { timeUs } from './builders/quantity.ts';
import type { Time } from './builders/units.gen.ts';
import { Driver } from './drive.ts';
import { endMotion } from './end-motion.ts';
import type { LineFaultRates } from './faults/line-faults.ts';
import { FirmwareHost } from './firmware/firmware-host.ts';
import type { HostedFirmware } from './firmware/hosted-firmware.ts';
import { OrderBook } from './firmware/order-book.ts';
import { type HandProfile, playHand } from './rigs/hand-profile.ts';
import { handNeedsOurSensor } from './rigs/link-failure.ts';
import type { OpenedRig } from './rigs/opening/opened-rig.ts';
import type { Rig, Speed } from './rigs/rig.ts';
import type { SimulatedBoard } from './simulated/simulated-board.ts';
import { timeText } from './yaml/units.ts';

/** A firmware under test in a bench: its participant of the pump clock, and the account of the orders that it accepted. */
export interface UnderTest {
  readonly host: FirmwareHost;
  readonly orders: OrderBook;
}

/** Longest pump time that a wait of the bench itself may take. */
const WAIT_US_MAX = 30 * 86_400_000_000;

/** Opened parts of a bench. */
interface BenchParts {
  readonly means: BenchMeans;
  readonly opened: OpenedRig;
  readonly driver: Driver;
  readonly pumpClock: VirtualClock;
  readonly product: Product;
  readonly options: BenchOptions;
}

/** A pump on a rig. Each method, such as `await bench.turn(...)`, starts an action and advances time until it is done. */
export class OpenBench {
  /** The pump, whatever its firmware. */
  readonly body: PumpBody;
  /** Firmware under test; undefined for the model. */
  readonly underTest: UnderTest | undefined;
  readonly trace: Trace;
  readonly pumpClock: VirtualClock;
  readonly driver: Driver;
  readonly seed: number;
  readonly #opened: OpenedRig;
  #isClosed = false;
  #programmer: DraftingProgrammer | undefined;

  protected constructor({ means, opened, driver, pumpClock, product, options }: BenchParts) {
    const { sensed, allowsRigSlip = false, forgetsRecords = false, seed = 1, state = {} } = options;
    this.#opened = opened;
    this.driver = driver;
    this.seed = seed;
    this.pumpClock = pumpClock;
    const clocks = { pumpUs: () => pumpClock.nowUs(), boardUs: () => opened.boardTime.clock.nowUs() };
    this.trace = new Trace({ ...clocks, forgets: forgetsRecords, newHash: means.newHash });
    this.trace.declare(benchSignals);
    const pumpOptions = { product, seed, state, clock: pumpClock, trace: this.trace };
    this.underTest =
      options.hosted === undefined
        ? undefined
        : hosted(options.hosted, pumpOptions, allowsRigSlip || sensed !== undefined);
    this.body = this.underTest?.host.body ?? new Pump(pumpOptions);
    driver.participant = this.underTest?.host;
    const run = { pump: this.body, pumpClock, trace: this.trace, allowsSlip: allowsRigSlip };
    opened.rig.attach(sensed === undefined ? run : { ...run, sensed });
  }

  /** Opens the rig and powers the pump up. On a `HilError` nothing stays open. */
  static openWith(means: BenchMeans, options: BenchOptions = {}): Promise<OpenBench> {
    return OpenBench.opened((parts) => new OpenBench(parts), means, options);
  }

  /** Opens the parts of a bench. `make` combines them. */
  protected static async opened<B extends OpenBench>(
    make: (parts: BenchParts) => B,
    means: BenchMeans,
    options: BenchOptions,
  ): Promise<B> {
    try {
      return await OpenBench.#begun(make, means, options);
    } catch (error) {
      await options.hosted?.close();
      throw error;
    }
  }

  static async #begun<B extends OpenBench>(
    make: (parts: BenchParts) => B,
    means: BenchMeans,
    options: BenchOptions,
  ): Promise<B> {
    const { seed = 1, speed = 'auto', faults, rebaseSteps, probe, sketch, signal, onTurn } = options;
    const { product: asked = 'synchromed-ii' } = options;
    const product = typeof asked === 'string' ? await means.productNamed(asked) : asked;
    const watched = speed !== 'auto';
    const opened = await means.openRig(options.rig ?? 'virtual', { seed, watched, faults, rebaseSteps, probe, sketch });
    try {
      const pumpClock = new VirtualClock();
      const { boardTime, rig } = opened;
      const driver = new Driver({ pumpClock, boardTime, rig, signal, onTurn });
      await driver.settle();
      const bench = make({ means, opened, driver, pumpClock, product, options });
      opened.onFault = (kind, direction) => bench.trace.event('wire.fault', { kind, direction });
      opened.rig.setSpeed(speed);
      bench.body.begin();
      bench.underTest?.orders.begin();
      bench.underTest?.host.begin();
      await bench.#turnedFirst();
      bench.#playHand(options.hand);
      return bench;
    } catch (error) {
      await endMotion(opened);
      await opened.rig.close();
      throw error;
    }
  }

  /** The pump with the model as its firmware. Throws NOT_THE_MODEL (usage) for a bench with a firmware under test. */
  get pump(): Pump {
    if (this.body instanceof Pump) return this.body;
    throw notTheModel(this.underTest?.host.firmware.identity.name ?? '');
  }

  get rig(): Rig {
    return this.#opened.rig;
  }

  /** Simulated board behind the line, if the rig has one. */
  get board(): SimulatedBoard | undefined {
    return this.#opened.board;
  }

  /** Emulated board with its bench, if the rig has one. */
  get emulated(): EmulatedBoard | undefined {
    return this.#opened.emulated;
  }

  /** A programmer beside the pump that drafts a program and confirms it. */
  get programmer(): DraftingProgrammer {
    this.#programmer ??= new DraftingProgrammer(this.pump);
    return this.#programmer;
  }

  get nowUs(): number {
    return this.pumpClock.nowUs();
  }

  /** Time of the board's clock, at wall speed or free-running. */
  get boardUs(): number {
    return this.#opened.boardTime.clock.nowUs();
  }

  /** Sets the speed in pump seconds per second; `auto` means as fast as the rig turns. */
  setSpeed(speed: Speed): void {
    if (this.rig.identity.time === 'virtual') this.#opened.boardTime.setPace(speed === 'auto' ? 'free' : 'wall');
    this.rig.setSpeed(speed);
  }

  /** Sets the rates of line faults. Throws NO_LINE (usage) if the rig was opened without them. */
  readonly setFaults = (rates: LineFaultRates): void => {
    if (this.#opened.faultLines.length === 0) throw noFaultLine(this.rig.identity.name);
    for (const line of this.#opened.faultLines) line.setRates(rates);
  };

  async toUs(pumpUs: number): Promise<void> {
    await this.driver.toUs(pumpUs);
  }

  /** Advances to a time of the run, as in `await bench.to('30 min')`. */
  async to(time: Time): Promise<void> {
    this.#mustBeOpen();
    const atUs = timeUs(time);
    if (atUs < this.nowUs)
      throw new HilError(
        'TIME_INVALID',
        'usage',
        `time: found ${quoted(String(time))}; allowed: the present time, ${timeText(this.nowUs)}, or a later one.`,
      );
    await this.driver.toUs(atUs);
  }

  /** Advances by a time. */
  async wait(time: Time): Promise<void> {
    this.#mustBeOpen();
    await this.driver.toUs(this.nowUs + timeUs(time));
  }

  /** Begins a field. Rejects with FIELD_INVALID (usage) for an impossible one, and changes nothing. */
  async field(field: {
    readonly fieldMt: number;
    readonly angleToNormalDeg?: number;
    readonly azimuthDeg?: number;
  }): Promise<void> {
    this.#mustBeOpen();
    try {
      this.body.setField(field);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new HilError('FIELD_INVALID', 'usage', `${error.message}.`, { cause: error });
    }
    await this.driver.settle();
  }

  async noField(): Promise<void> {
    this.#mustBeOpen();
    this.body.removeField();
    await this.driver.settle();
  }

  /** Delivers a single bolus at the highest rate that turns a free rotor by the angle. */
  async turn({ angleDeg }: { readonly angleDeg: number }): Promise<void> {
    this.#mustBeOpen();
    const { product } = this.pump;
    const volumeMl = (angleDeg / 360) * (mustHaveRollers(product).revolutionUl.value / 1000);
    mustAccept(this.pump.singleBolus(volumeMl, product.quantities.rateMlPerDayMax.value));
    await this.#untilBolusEnds();
  }

  async rollerStudy(): Promise<void> {
    this.#mustBeOpen();
    mustAccept(this.pump.rollerStudy());
    await this.#untilBolusEnds();
  }

  /**
   * Returns the rotor's true angle, whether it is held, and whether the model has detected a stall. What a firmware under test
   * detected is in its log.
   */
  async shaft(): Promise<{ readonly angleDeg: number; readonly held: boolean; readonly stalled: boolean }> {
    await this.driver.settle();
    const { drive } = this.body;
    const stalled = this.underTest === undefined && this.pump.detector.stalled;
    return { angleDeg: drive.rotorDeg(), held: drive.state !== 'turning', stalled };
  }

  /** Compares shaft and rotor at the end of a run. Throws the rig's failure if they differ. */
  async confirm(): Promise<void> {
    this.rig.confirm();
    await this.driver.settle();
  }

  /** Ends all motion, writes the line's counters and frees the rig. A second call has no effect. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await endMotion(this.#opened);
      this.rig.report();
    } finally {
      await this.rig.close();
      await this.underTest?.host.close();
    }
  }

  #mustBeOpen(): void {
    if (!this.#isClosed) return;
    throw new HilError('BENCH_CLOSED', 'usage', 'The bench is closed; allowed: an open one, as `Bench.open` returns.');
  }

  /** Makes the first turn. The first wait of the run throws its failure, so that the trace contains it. */
  async #turnedFirst(): Promise<void> {
    await this.driver.settle().catch((error: unknown) => {
      if (error !== this.rig.failure) throw error;
    });
  }

  /** Plays a hand. Throws HAND_ON_PORT (usage) if the rig's sensor is physical. */
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

/** Returns a pump's body with a firmware under test. Throws FIRMWARE_NO_MOTOR (usage) for a product without a motor. */
function hosted(firmware: HostedFirmware, options: PumpOptions, isStepwise: boolean): UnderTest {
  const { product, clock, trace } = options;
  if (product.drive.kind !== 'rollers')
    throw new HilError(
      'FIRMWARE_NO_MOTOR',
      'usage',
      `The firmware "${firmware.identity.name}" drives a motor, and ${product.title} has none; allowed: a product with rollers.`,
    );
  const body = new PumpBody({ ...options, stepsSingly: true });
  const orders = new OrderBook({
    clock: clock.lane(lane.pumpAlarm),
    product,
    startWeekMinutes: options.state?.startWeekMinutes ?? 0,
    onChange: () => body.recordUndelivered(),
    onReset: () => host.reset('brown-out'),
  });
  const host = new FirmwareHost({ firmware, body, clock, trace, isStepwise });
  body.connect(orders);
  return { host, orders };
}

function notTheModel(firmware: string): HilError {
  return new HilError(
    'NOT_THE_MODEL',
    'usage',
    `The firmware "${firmware}" stands in the place of the model, so the bench has no \`pump\`. Use \`body\`, \`underTest\` or telemetry.`,
  );
}

function noFaultLine(rig: string): HilError {
  return new HilError(
    'NO_LINE',
    'usage',
    `The rig "${rig}" was opened without line faults, so none can be set. Open it with \`faults\`, zero rates included.`,
  );
}

/** Throws PUMP_REFUSED (usage) if the pump refused a request of the bench. */
export function mustAccept(answer: Acceptance): void {
  if (!answer.ok) throw new HilError('PUMP_REFUSED', 'usage', `The pump refuses: ${sentenceOf(answer.refusal)}.`);
}
