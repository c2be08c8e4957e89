import { type Acceptance, accepted, refused } from './base/refusal.ts';
import {
  type BridgeBolus,
  type ExposureEffects,
  noEffects,
  type Program,
  type ProgramChange,
  type PumpState,
} from './base/therapy.ts';
import { lane, type VirtualClock } from './base/virtual-clock.ts';
import { softErrorMlOf } from './build/catheter-build.ts';
import { fieldsOf } from './build/program-fields.ts';
import { batteryOf, initialState, overInfusionOf } from './build/pump-build.ts';
import { newMetering } from './build/pump-metering.ts';
import type { PrematureCause } from './firmware/premature-alarms.ts';
import { PumpFirmware } from './firmware/pump-firmware.ts';
import type { PumpStatus } from './firmware/pump-status.ts';
import type { Interrogator } from './firmware/telemetry-latch.ts';
import { BolusOrders } from './outside/bolus-orders.ts';
import { CatheterAccess } from './outside/catheter-access.ts';
import { CatheterInputs } from './outside/catheter-inputs.ts';
import { Clocks } from './outside/clocks.ts';
import { type Defect, type Defects, defectsOf } from './outside/defects.ts';
import { Environment } from './outside/environment.ts';
import type { FieldExposure } from './outside/field-exposure.ts';
import { type Refill, ReservoirPort } from './outside/reservoir-port.ts';
import { RollerStudy } from './outside/roller-study.ts';
import { ScanRecords } from './outside/scan-check.ts';
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
import { lifeSignals, pumpSignals } from './pump-signals.ts';
import type { Trace } from './trace/trace.ts';

export interface PumpOptions {
  readonly product: Product;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly seed: number;
  /** Default: full, new, exact, detection by volume. */
  readonly state?: Partial<PumpState>;
}

export interface Interrogation {
  readonly who?: Interrogator | undefined;
  /** Reservoir alarm that the interrogation itself raises too early. */
  readonly premature?: PrematureCause | undefined;
}

/**
 * Plant and firmware of one pump, on one clock. Each input from outside goes through this class, which records it as
 * `in.*`.
 */
export class Pump {
  readonly product: Product;
  readonly metering: Metering;
  readonly reservoir: Reservoir;
  readonly firmware: PumpFirmware;
  readonly battery: Battery | undefined;
  /** Absent unless the state asks for risks of over-infusion. */
  readonly overInfusion: OverInfusion | undefined;
  readonly #defects: Defects | undefined;
  readonly #port: ReservoirPort;
  readonly #boluses: BolusOrders;
  readonly #study: RollerStudy;
  readonly #records = new ScanRecords();
  /** Absent unless the state asks for a catheter. */
  readonly catheter: CatheterInputs | undefined;
  /** Needle access to the catheter. */
  readonly access: CatheterAccess | undefined;
  readonly #trace: Trace;
  readonly #state: PumpState;
  readonly #environment: Environment;
  readonly clocks: Clocks;
  readonly #flipped: boolean;
  readonly supply: Supply;

  constructor(options: PumpOptions) {
    const { clock, trace, product, seed } = options;
    const state = initialState(product, seed, options.state);
    trace.declare(pumpSignals(product, state.accuracy, softErrorMlOf(product, state.catheter)));
    trace.declare(lifeSignals(state));
    this.product = product;
    this.#state = state;
    this.#flipped = state.flipped ?? false;
    this.#trace = trace;
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
    this.firmware = new PumpFirmware({
      clock: clock.lane(lane.pumpAlarm),
      trace,
      product,
      motor: this.metering,
      power: this.battery,
      state,
    });
    const { firmware, metering, rotor, reservoir, battery } = this;
    this.#boluses = new BolusOrders({ trace, product, firmware, endsStopped: state.singleBolusEndsStopped });
    this.#study = new RollerStudy({
      trace,
      product,
      delivery: firmware.delivery,
      rotorDeg: () => this.drive.rotorDeg(),
      isFlipped: this.#flipped,
    });
    this.supply = new Supply({ product, state, trace, metering, reservoir: this.reservoir });
    const setAccuracy = (ratio: number): void => this.supply.setAccuracy(ratio);
    this.clocks = new Clocks({ clock, trace, firmware, isFollowed: state.followsLocalTime });
    this.overInfusion = overInfusionOf({
      product,
      clock: motorClock,
      trace,
      state,
      seed,
      rotor,
      reservoir,
      setAccuracy,
    });
    const around = { clock: motorClock, trace, product, state, metering, reservoir, seed };
    const onOccluded = (): void => this.overInfusion?.note('catheter blocked');
    this.catheter = state.catheter === undefined ? undefined : new CatheterInputs({ ...around, onOccluded });
    this.access = this.catheter === undefined ? undefined : this.#accessTo(this.catheter);
    reservoir.onSolution = (share) => this.catheter?.carry(share);
    reservoir.onCourse = () => {
      this.#recordUndelivered();
      this.catheter?.catheter.follow();
      this.overInfusion?.look();
    };
    this.#port = this.#newPort();
    const timeline = clock.lane(lane.timeline);
    this.#defects = defectsOf({ product, clock: timeline, trace, rotor, firmware, battery, setAccuracy, seed });
    if (state.hazards !== undefined) this.#mustHaveDefects().await(state.hazards, state.ageUs);
    this.#environment = new Environment({ ...around, clock: timeline, firmware });
  }

  #newPort(): ReservoirPort {
    const { product, reservoir, firmware, access } = this;
    return new ReservoirPort({
      product,
      trace: this.#trace,
      reservoir,
      firmware,
      interrogate: () => this.#records.keep(this.firmware.interrogate()),
      onFilled: (...filling) => this.catheter?.filled(...filling),
      drugRefusal: (drugs) => this.catheter?.mix.refusal('refill', drugs),
      isFlipped: this.#flipped,
      access,
      onOverfilled: () => this.overInfusion?.note('overfilled'),
    });
  }

  #accessTo(run: CatheterInputs): CatheterAccess {
    const { product, metering, firmware } = this;
    return new CatheterAccess({
      trace: this.#trace,
      product,
      run,
      mixing: this.#state.needleMixing ?? 'plug',
      isFlipped: this.#flipped,
      isHeldOpen: () => metering instanceof Valves && metering.state === 'open',
      mlPerDay: () => firmware.delivery.meanMlPerDay,
    });
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

  get delivery() {
    return this.firmware.delivery;
  }

  get detector() {
    return this.firmware.detector;
  }

  get log() {
    return this.firmware.log;
  }

  /** Powers up the pump: stopped, without a program. */
  begin(): void {
    this.supply.begin();
    this.metering.begin();
    this.firmware.begin();
    this.clocks.record();
  }

  program(program: Program): Acceptance {
    this.#trace.event('in.program', fieldsOf(program));
    return this.firmware.program(program);
  }

  /** Applies a programmer's change as a whole, or refuses it as a whole. */
  change(change: ProgramChange): Acceptance {
    this.#trace.event('in.program', fieldsOf(change));
    return this.firmware.change(change);
  }

  programSimpleContinuous(rateMlPerDay: number): Acceptance {
    return this.program({ mode: 'simple continuous', rateMlPerDay });
  }

  programStopped(): Acceptance {
    return this.program({ mode: 'stopped' });
  }

  singleBolus(volumeMl: number, rateMlPerDay: number): Acceptance {
    return this.#boluses.single(volumeMl, rateMlPerDay);
  }

  /** Requests a patient bolus. Returns an acceptance or a refusal, for example because of lockout or allotment. */
  askPatientBolus(): Acceptance {
    return this.#boluses.patient();
  }

  /** Starts a bridge bolus after a change of concentration; see `BridgeBolus`. */
  bridgeBolus(bolus: BridgeBolus): Acceptance {
    return this.#boluses.bridge(bolus);
  }

  /** Starts a bolus at the highest rate, which brings drug from the reservoir to the tip of the catheter. */
  primingBolus(volumeMl: number): Acceptance {
    return this.#boluses.priming(volumeMl);
  }

  /**
   * Runs a roller study: a programmed bolus of one study angle, with one film before the first step and one after the
   * last. A still film shows the angle modulo a turn. Live films also show the movement in between.
   */
  rollerStudy(filmed: 'still' | 'live' = 'still'): Acceptance {
    return this.#study.take(filmed);
  }

  /** Starts a field. Throws a RangeError, and changes nothing, for an invalid field, walk, pattern or effect. */
  setField(exposure: FieldExposure, effects: ExposureEffects = noEffects): void {
    if (!this.#environment.isExposed) this.#records.scanBegins();
    this.#environment.begin(exposure, effects);
  }

  removeField(): void {
    this.#environment.end();
  }

  interrogate({ who, premature }: Interrogation = {}): PumpStatus {
    this.#trace.event('in.interrogate', { who, premature });
    const status = this.#records.keep(this.firmware.interrogate(who));
    if (premature !== undefined) this.firmware.premature.raise(premature);
    return status;
  }

  /**
   * Interrogates, and compares each field with the record from before the scan. If a stall has no recovery, it
   * interrogates a second time. `pump.scanCheck` records the result.
   */
  scanCheck(): void {
    this.#records.check(this.#trace, () => this.interrogate());
  }

  /**
   * Begins a defect. A refused defect changes nothing. Throws a RangeError for a defect that this product cannot have.
   */
  beginDefect(defect: Defect): Acceptance {
    if (isSupplyFault(defect)) return this.supply.beginFault(defect);
    this.#mustHaveDefects().begin(defect);
    return accepted;
  }

  #mustHaveDefects(): Defects {
    if (this.#defects === undefined) throw new RangeError(`defect: no defects are known for ${this.product.id}`);
    return this.#defects;
  }

  /** Opens a shut flow-activated valve by hand, after a scan. */
  resetValve(): Acceptance {
    this.#trace.event('in.valveReset');
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

  alarmTest(): void {
    this.#trace.event('in.alarmTest');
    this.firmware.alarms.test();
  }

  /** Silences the standing alarms, on behalf of a programmer. Refused while telemetry mode is latched. */
  silenceAlarms(): Acceptance {
    this.#trace.event('in.alarmSilence');
    const { latch, alarms } = this.firmware;
    if (latch.latched)
      return refused(
        'program',
        'an alarm to silence',
        'no change while telemetry mode is latched: interrogate first',
        'latched',
      );
    this.#trace.event('pump.silence', { causes: alarms.silence() });
    return accepted;
  }

  /** Performs a refill without its omitted steps. A refused refill changes nothing. */
  refill(refill: Refill): Acceptance {
    return this.#port.refill(refill);
  }

  /** Withdraws all that a needle reaches without filling, as for a valve pump before a scan. Returns the volume. */
  withdraw(): number {
    return this.#port.withdraw();
  }

  #recordUndelivered(): void {
    const { stepMl, commandedSteps, line } = this.delivery;
    const { withheldMl, withheldPerSecondMl } = this.delivery;
    const missingMl = commandedSteps * stepMl + withheldMl - this.reservoir.deliveredMl;
    const perSecondMl = this.delivery.perSecondMl(line) + withheldPerSecondMl - this.reservoir.perSecondMl;
    this.#trace.line('true.undeliveredMl', missingMl, perSecondMl);
  }
}
