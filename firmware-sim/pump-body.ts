import type { FirmwarePort } from './base/firmware-port.ts';
import { type Acceptance, accepted, refused } from './base/refusal.ts';
import { type ExposureEffects, noEffects, type PumpState } from './base/therapy.ts';
import { lane, type VirtualClock } from './base/virtual-clock.ts';
import { softErrorMlOf } from './build/catheter-build.ts';
import { trainAheadMlOf } from './build/pulse-volume.ts';
import { batteryOf, type InitialState, initialState, overInfusionOf } from './build/pump-build.ts';
import { newMetering } from './build/pump-metering.ts';
import { CatheterAccess } from './outside/catheter-access.ts';
import { CatheterInputs } from './outside/catheter-inputs.ts';
import { type Defect, type Defects, defectsOf } from './outside/defects.ts';
import { Environment } from './outside/environment.ts';
import type { FieldExposure } from './outside/field-exposure.ts';
import { type Refill, ReservoirPort } from './outside/reservoir-port.ts';
import { RollerStudy } from './outside/roller-study.ts';
import { Supply } from './outside/supply.ts';
import { isSupplyFault } from './outside/supply-faults.ts';
import type { Battery } from './plant/battery.ts';
import { Drive } from './plant/drive.ts';
import type { Surroundings } from './plant/gas-drive.ts';
import type { Metering } from './plant/metering.ts';
import type { OverInfusion } from './plant/over-infusion.ts';
import { Reservoir } from './plant/reservoir.ts';
import { Valves } from './plant/valves.ts';
import type { Product } from './products/product.ts';
import { lifeSignals, pumpSignals, withTrainErrors } from './pump-signals.ts';
import type { Trace } from './trace/trace.ts';

export interface PumpOptions {
  readonly product: Product;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly seed: number;
  /** Default: full, new, exact, detection by volume. */
  readonly state?: Partial<PumpState>;
  /** True for a firmware that commands single steps, whose lines have larger errors. Default: false. */
  readonly stepsSingly?: boolean;
}

/**
 * A pump without its firmware: plant, reservoir, catheter, surroundings, supply and defects, on one clock. Each input
 * from outside goes through this class, which records it as `in.*`. `connect` gives it a firmware.
 */
export class PumpBody {
  readonly product: Product;
  readonly metering: Metering;
  readonly reservoir: Reservoir;
  readonly battery: Battery | undefined;
  /** Absent unless the state asks for risks of over-infusion. */
  readonly overInfusion: OverInfusion | undefined;
  /** Absent unless the state asks for a catheter. */
  readonly catheter: CatheterInputs | undefined;
  /** Needle access to the catheter. */
  readonly access: CatheterAccess | undefined;
  readonly supply: Supply;
  readonly study: RollerStudy;
  protected readonly state: InitialState;
  protected readonly trace: Trace;
  readonly #defects: Defects | undefined;
  readonly #reservoirPort: ReservoirPort;
  readonly #environment: Environment;
  #firmware: FirmwarePort | undefined;

  constructor(options: PumpOptions) {
    const { clock, trace, product, seed } = options;
    const state = initialState(product, seed, options.state);
    const signals = pumpSignals(product, state.accuracy, softErrorMlOf(product, state.catheter));
    trace.declare(options.stepsSingly === true ? withTrainErrors(signals, product, state.accuracy) : signals);
    trace.declare(lifeSignals(state));
    this.product = product;
    this.state = state;
    this.trace = trace;
    const motorClock = clock.lane(lane.motorStep);
    this.metering = newMetering({
      product,
      clock: motorClock,
      trace,
      seed,
      accuracy: state.accuracy,
      hasDrug: () => !this.reservoir.isEmpty,
    });
    this.reservoir = new Reservoir({
      clock: motorClock,
      trace,
      metering: this.metering,
      capacityMl: product.quantities.reservoirMl.value,
      residualMl: product.quantities.residualMl.value,
      residualInside: state.residualInsideCapacity,
      initialMl: state.reservoirMl,
    });
    this.battery = batteryOf({ product, clock: motorClock, trace, state });
    const { metering, rotor, reservoir, battery } = this;
    const firmware = (): FirmwarePort => this.firmwarePort;
    this.study = new RollerStudy({
      trace,
      product,
      firmware,
      rotorDeg: () => this.drive.rotorDeg(),
      isFlipped: this.#isFlipped,
    });
    this.supply = new Supply({ product, state, trace, metering, reservoir });
    const setAccuracy = (ratio: number): void => this.supply.setAccuracy(ratio);
    const around = { clock: motorClock, trace, product, state, metering, reservoir, seed };
    this.overInfusion = overInfusionOf({ ...around, rotor, setAccuracy });
    const aheadMl = options.stepsSingly === true ? trainAheadMlOf(product, state.accuracy) : 0;
    const onOccluded = (): void => this.overInfusion?.note('catheter blocked');
    this.catheter = state.catheter === undefined ? undefined : new CatheterInputs({ ...around, onOccluded, aheadMl });
    this.access = this.catheter === undefined ? undefined : this.#accessTo(this.catheter);
    reservoir.onSolution = (share) => this.catheter?.carry(share);
    reservoir.onCourse = () => {
      this.recordUndelivered();
      this.catheter?.catheter.follow();
      this.overInfusion?.look();
    };
    this.#reservoirPort = this.#newReservoirPort();
    const timeline = clock.lane(lane.timeline);
    this.#defects = defectsOf({ product, clock: timeline, trace, rotor, firmware, battery, setAccuracy, seed });
    if (state.hazards !== undefined) this.#mustHaveDefects().await(state.hazards, state.ageUs);
    this.#environment = new Environment({ ...around, clock: timeline, firmware });
  }

  /** Connects the firmware. Called once, before `begin`. */
  connect(firmware: FirmwarePort): void {
    if (this.#firmware !== undefined) throw new Error('pump body: it already has a firmware');
    this.#firmware = firmware;
  }

  get firmwarePort(): FirmwarePort {
    if (this.#firmware === undefined) throw new Error('pump body: no firmware is connected');
    return this.#firmware;
  }

  /** Motor and roller head; undefined for a product without them. */
  get rotor(): Drive | undefined {
    return this.metering instanceof Drive ? this.metering : undefined;
  }

  /** Returns motor and roller head. Throws a RangeError for a product without them. */
  get drive(): Drive {
    const { rotor } = this;
    if (rotor === undefined) throw new RangeError(`${this.product.id} has no rotor`);
    return rotor;
  }

  /** True while a field acts on the pump. */
  get isExposed(): boolean {
    return this.#environment.isExposed;
  }

  /** Writes the initial state of the plant. Called once, when a run begins. */
  begin(): void {
    this.supply.begin();
    this.metering.begin();
  }

  /**
   * Runs a roller study: a programmed bolus of one study angle, with one film before the first step and one after the
   * last. A still film shows the angle modulo a turn. Live films also show the movement in between.
   */
  rollerStudy(filmed: 'still' | 'live' = 'still'): Acceptance {
    return this.study.take(filmed);
  }

  /**
   * Starts a field. Throws a RangeError, and changes nothing, for an invalid field, walk, pattern or effect, and for an
   * effect that the firmware cannot suffer.
   */
  setField(exposure: FieldExposure, effects: ExposureEffects = noEffects): void {
    this.#environment.begin(exposure, effects);
  }

  removeField(): void {
    this.#environment.end();
  }

  /**
   * Begins a defect. A refused defect changes nothing. Throws a RangeError for a defect that this product or this firmware
   * cannot have.
   */
  beginDefect(defect: Defect): Acceptance {
    if (isSupplyFault(defect)) return this.supply.beginFault(defect);
    this.#mustHaveDefects().begin(defect);
    return accepted;
  }

  /** Opens a shut flow-activated valve by hand, after a scan. */
  resetValve(): Acceptance {
    this.trace.event('in.valveReset');
    const { drive } = this.product;
    if (!(this.metering instanceof Valves) || drive.kind !== 'valves' || drive.flowActivatedValve === undefined)
      return refused('valve', this.product.title, 'a pump with a flow-activated valve', 'lacking');
    return this.metering.reset()
      ? accepted
      : refused('valve', 'held open by a field', 'a reset outside the field', 'busy');
  }

  /** Sets temperature and air pressure from now on. An absent one keeps its value. */
  setSurroundings(surroundings: Partial<Surroundings>): void {
    this.supply.setSurroundings(surroundings);
  }

  /** Performs a refill without its omitted steps. A refused refill changes nothing. */
  refill(refill: Refill): Acceptance {
    return this.#reservoirPort.refill(refill);
  }

  /** Withdraws all that a needle reaches without filling, as for a valve pump before a scan. Returns the volume. */
  withdraw(): number {
    return this.#reservoirPort.withdraw();
  }

  /** Records how far the delivery is behind the orders. Called after either changed its course. */
  recordUndelivered(): void {
    const { volumeMl, perSecondMl } = this.firmwarePort.ordered();
    const { deliveredMl, perSecondMl: deliveredPerSecondMl } = this.reservoir;
    this.trace.line('true.undeliveredMl', volumeMl - deliveredMl, perSecondMl - deliveredPerSecondMl);
  }

  get #isFlipped(): boolean {
    return this.state.flipped ?? false;
  }

  #mustHaveDefects(): Defects {
    if (this.#defects === undefined) throw new RangeError(`defect: no defects are known for ${this.product.id}`);
    return this.#defects;
  }

  #newReservoirPort(): ReservoirPort {
    const { product, trace, reservoir, access } = this;
    return new ReservoirPort({
      product,
      trace,
      reservoir,
      firmware: () => this.firmwarePort,
      onFilled: (...filling) => this.catheter?.filled(...filling),
      drugRefusal: (drugs) => this.catheter?.mix.refusal('refill', drugs),
      isFlipped: this.#isFlipped,
      access,
      onOverfilled: () => this.overInfusion?.note('overfilled'),
    });
  }

  #accessTo(run: CatheterInputs): CatheterAccess {
    const { product, trace, metering } = this;
    return new CatheterAccess({
      trace,
      product,
      run,
      mixing: this.state.needleMixing ?? 'plug',
      isFlipped: this.#isFlipped,
      isHeldOpen: () => metering instanceof Valves && metering.state === 'open',
      mlPerDay: () => this.firmwarePort.meanMlPerDay(),
    });
  }
}
