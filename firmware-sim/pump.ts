import { CatheterLife } from './catheter-life.ts';
import { Environment } from './environment.ts';
import type { FieldExposure } from './field-exposure.ts';
import { lackRefusal } from './firmware/delivery-limits.ts';
import { PumpFirmware } from './firmware/pump-firmware.ts';
import type { PumpStatus } from './firmware/pump-status.ts';
import { Drive } from './plant/drive.ts';
import type { Metering } from './plant/metering.ts';
import { Reservoir } from './plant/reservoir.ts';
import { type Surroundings, Throttle } from './plant/throttle.ts';
import { Valves } from './plant/valves.ts';
import { type Product, rollersOf } from './products/product.ts';
import { drugFields, fieldsOf } from './program-fields.ts';
import { initialState } from './pump-build.ts';
import { newMetering } from './pump-metering.ts';
import { pumpSignals } from './pump-signals.ts';
import { type Answer, accepted, refused } from './refusal.ts';
import {
  type BridgeBolus,
  type Drug,
  type ExposureEffects,
  noEffects,
  type Program,
  type ProgramChange,
  type PumpState,
} from './therapy.ts';
import type { Trace } from './trace/trace.ts';
import { lane, type VirtualClock } from './virtual-clock.ts';

export interface PumpOptions {
  readonly product: Product;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly seed: number;
  /** Default: full, new, exact, detection by volume. */
  readonly state?: Partial<PumpState>;
}

export type RefillStep = 'interrogate' | 'withdraw' | 'fill' | 'program';

export interface Refill {
  readonly fillMl: number;
  /** Volume told to the pump; the filled one where it is left out. */
  readonly programMl?: number;
  /** What is filled in truth; the same as before where it is left out. */
  readonly drug?: Drug;
  /** Steps of the procedure that nobody does. */
  readonly omit?: readonly RefillStep[];
}

/** Plant and firmware of one pump, living on one clock. What people do to it comes in here and is recorded as `in.*`. */
export class Pump {
  readonly product: Product;
  readonly metering: Metering;
  readonly reservoir: Reservoir;
  readonly firmware: PumpFirmware;
  /** Only where somebody asked for one. */
  readonly catheter: CatheterLife | undefined;
  readonly #trace: Trace;
  readonly #state: PumpState;
  readonly #environment: Environment;
  readonly #flipped: boolean;

  constructor(options: PumpOptions) {
    const { clock, trace, product, seed } = options;
    const state = initialState(product, seed, options.state);
    trace.declare(pumpSignals(product, state.accuracy));
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
    this.firmware = new PumpFirmware({
      clock: clock.lane(lane.pumpAlarm),
      trace,
      product,
      motor: this.metering,
      state,
    });
    const { firmware, metering, reservoir } = this;
    const around = { clock: motorClock, trace, product, state, metering, reservoir, seed };
    this.catheter = state.catheter === undefined ? undefined : new CatheterLife(around);
    this.reservoir.onCourse = () => {
      this.#recordUndelivered();
      this.catheter?.catheter.follow();
    };
    this.#environment = new Environment({
      clock: clock.lane(lane.timeline),
      trace,
      metering,
      firmware,
      product,
      state,
      seed,
    });
  }

  /** Motor and roller head, where the product has them. */
  get rotor(): Drive | undefined {
    return this.metering instanceof Drive ? this.metering : undefined;
  }

  /** The same, where there has to be a rotor; a RangeError for a product without. */
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

  /** Powers the pump up: stopped, nothing programmed. */
  begin(): void {
    this.metering.begin();
    this.firmware.begin();
  }

  program(program: Program): Answer {
    this.#trace.event('in.program', fieldsOf(program));
    return this.firmware.program(program);
  }

  /** What a programmer changes at once: all of it or, where any of it is refused, nothing. */
  change(change: ProgramChange): Answer {
    this.#trace.event('in.program', fieldsOf(change));
    return this.firmware.change(change);
  }

  programSimpleContinuous(rateMlPerDay: number): Answer {
    return this.program({ mode: 'simple continuous', rateMlPerDay });
  }

  programStopped(): Answer {
    return this.program({ mode: 'stopped' });
  }

  singleBolus(volumeMl: number, rateMlPerDay: number): Answer {
    this.#trace.event('in.bolus', { kind: 'single bolus', volumeMl, rateMlPerDay });
    const limitMl = this.firmware.reckoner.calculatedMl;
    if (!(volumeMl > 0 && volumeMl <= limitMl)) {
      return refused('bolus', `${volumeMl} mL`, `above 0 mL to what the pump reckons to have, ${round(limitMl)} mL`);
    }
    const steps = this.delivery.stepsOf(volumeMl);
    const after = this.#state.singleBolusEndsStopped ? { programAfter: { mode: 'stopped' } as const } : {};
    return this.delivery.startBolus({ kind: 'single bolus', steps, rateMlPerDay, ...after });
  }

  /** A patient presses the button: granted, or refused for lockout, allotment or whatever else stands against it. */
  askPatientBolus(): Answer {
    this.#trace.event('in.bolus', { kind: 'patient bolus' });
    return this.firmware.askPatientBolus();
  }

  /** After a change of concentration: see `BridgeBolus`. */
  bridgeBolus(bolus: BridgeBolus): Answer {
    this.#trace.event('in.bolus', { kind: 'bridge bolus', ...bolus });
    return this.firmware.bridgeBolus(bolus);
  }

  /** At the highest rate, to bring drug from the reservoir to the tip of the catheter. */
  primingBolus(volumeMl: number): Answer {
    const q = this.product.quantities;
    this.#trace.event('in.bolus', { kind: 'priming bolus', volumeMl, rateMlPerDay: q.rateMlPerDayMax.value });
    const lacking = lackRefusal('priming bolus', this.delivery.limits);
    if (lacking !== undefined) return lacking;
    const limitMl = Math.min(q.primingMlMax.value, this.firmware.reckoner.calculatedMl);
    if (!(volumeMl > 0 && volumeMl <= limitMl)) {
      return refused('priming bolus', `${volumeMl} mL`, `above 0 to ${round(limitMl)} mL`);
    }
    const steps = this.delivery.stepsOf(volumeMl);
    return this.delivery.startBolus({ kind: 'priming bolus', steps, rateMlPerDay: q.rateMlPerDayMax.value });
  }

  /**
   * A programmed bolus of one study angle at the highest rate, with a film before the first step and one after the last.
   * A still film shows the angle modulo a turn and nothing of the way there; live ones show that as well.
   */
  rollerStudy(filmed: 'still' | 'live' = 'still'): Answer {
    this.#trace.event('in.rollerStudy', filmed === 'live' ? { filmed } : {});
    const q = rollersOf(this.product);
    if (q === undefined) return refused('roller study', this.product.title, 'a pump with a rotor to film', 'lacking');
    const steps = Math.round((q.studyAngleDeg.value / 360) * q.stepsPerRevolutionCount.value);
    const rateMlPerDay = q.studyRateMlPerDay.value;
    const answer = this.delivery.startBolus({ kind: 'roller study', steps, rateMlPerDay, onEnd: () => this.#film(2) });
    if (answer.ok) this.#film(1);
    return answer;
  }

  /** A field from now on; a RangeError, and no change, for a negative strength, an angle outside 0..180, or no number. */
  setField(exposure: FieldExposure, effects: ExposureEffects = noEffects): void {
    this.#environment.begin(exposure, effects);
  }

  removeField(): void {
    this.#environment.end();
  }

  interrogate(): PumpStatus {
    this.#trace.event('in.interrogate');
    return this.firmware.interrogate();
  }

  /** The manual procedure that opens a flow-activated valve again after a scan. */
  resetValve(): Answer {
    this.#trace.event('in.valveReset');
    const { drive } = this.product;
    if (!(this.metering instanceof Valves) || drive.kind !== 'valves' || drive.flowActivatedValve === undefined)
      return refused('valve', this.product.title, 'a pump with a flow-activated valve', 'lacking');
    return this.metering.reset()
      ? accepted
      : refused('valve', 'held open by a field', 'reset out of the field', 'busy');
  }

  /** Warmth and air pressure from now on; they matter to a throttle alone. */
  setSurroundings({ temperatureC, pressureKpa }: Surroundings): void {
    const surroundings = { temperatureC, pressureKpa };
    this.#trace.event('in.surroundings', surroundings);
    if (this.metering instanceof Throttle) this.metering.setSurroundings(surroundings);
  }

  alarmTest(): void {
    this.#trace.event('in.alarmTest');
    this.firmware.alarms.test();
  }

  /** The procedure at the reservoir port, with whatever of it is done; refused where it would overfill, and then nothing is done. */
  refill({ fillMl, programMl, drug, omit = [] }: Refill): Answer {
    const told = {
      ...(programMl === undefined ? {} : { programMl }),
      ...(drug === undefined ? {} : drugFields('drug', drug)),
    };
    this.#trace.event('in.refill', { fillMl, ...told, omit });
    const does = (step: RefillStep): boolean => !omit.includes(step);
    const refusal = this.#refillRefusal(does, fillMl, programMl ?? fillMl);
    if (refusal !== undefined) return refusal;
    const expectedMl = does('interrogate')
      ? this.firmware.interrogate().calculatedReservoirMl
      : this.firmware.reckoner.calculatedMl;
    if (does('withdraw')) {
      const withdrawnMl = this.reservoir.withdraw();
      this.#trace.event('true.refill', { withdrawnMl, expectedMl, differenceMl: withdrawnMl - expectedMl });
    }
    if (does('fill')) this.#fill(fillMl, drug);
    return does('program') ? this.firmware.tellRefill(programMl ?? fillMl) : { ok: true };
  }

  #fill(fillMl: number, drug: Drug | undefined): void {
    const restMl = this.reservoir.allMl;
    this.reservoir.fill(fillMl);
    if (drug !== undefined) this.catheter?.filled(restMl, fillMl, drug.concentrationUgPerMl);
  }

  /** Draws out all that a needle reaches, and fills nothing: what is done to a valve pump before a scan. Returns how much. */
  withdraw(): number {
    this.#trace.event('in.withdraw');
    const withdrawnMl = this.reservoir.withdraw();
    const expectedMl = this.firmware.reckoner.calculatedMl;
    this.#trace.event('true.refill', { withdrawnMl, expectedMl, differenceMl: withdrawnMl - expectedMl });
    return withdrawnMl;
  }

  #refillRefusal(does: (step: RefillStep) => boolean, fillMl: number, toldMl: number): Answer | undefined {
    if (!(fillMl > 0)) return refused('refill', `${fillMl} mL`, 'above 0 mL');
    const withdrawn = does('withdraw');
    if (does('fill') && !this.reservoir.hasRoomFor(fillMl, withdrawn)) {
      const roomMl = round(this.reservoir.roomMl(withdrawn));
      return refused('refill', `${fillMl} mL`, `the room left in the reservoir, ${roomMl} mL`);
    }
    if (!does('program')) return undefined;
    if (this.firmware.latch.latched && !does('interrogate')) {
      return refused(
        'reservoir volume',
        `${toldMl} mL`,
        'nothing while telemetry mode is latched: interrogate first',
        'latched',
      );
    }
    return this.firmware.refillRefusal(toldMl);
  }

  #film(number: number): void {
    const rotorDeg = this.drive.rotorDeg();
    const shownDeg = this.#flipped ? -rotorDeg : rotorDeg;
    const filmDeg = shownDeg - 360 * Math.floor(shownDeg / 360);
    this.#trace.event('true.film', { number, filmDeg, rotorDeg, ...(this.#flipped ? { flipped: true } : {}) });
  }

  #recordUndelivered(): void {
    const { stepMl, commandedSteps, line } = this.delivery;
    const missingMl = commandedSteps * stepMl - this.reservoir.deliveredMl;
    this.#trace.line('true.undeliveredMl', missingMl, this.delivery.perSecondMl(line) - this.reservoir.perSecondMl);
  }
}

function round(volumeMl: number): number {
  return Math.round(volumeMl * 1e6) / 1e6;
}
