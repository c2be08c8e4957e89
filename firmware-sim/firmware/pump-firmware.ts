import type { Clock } from '../../protocol/clock.ts';
import type { AlarmCause } from '../base/alarm-cause.ts';
import type { MotorPort } from '../base/motor-port.ts';
import type { PowerPort } from '../base/power-port.ts';
import { type Acceptance, accepted, type Refused, refused } from '../base/refusal.ts';
import {
  type AlarmSettings,
  type Alteration,
  type Drug,
  drugsOf,
  type Program,
  type ProgramChange,
  type PumpState,
} from '../base/therapy.ts';
import type { Product } from '../products/product.ts';
import type { Trace } from '../trace/trace.ts';
import { Alarms } from './alarms.ts';
import { setClock } from './clock-setting.ts';
import { Delivery } from './delivery.ts';
import { EventLog } from './event-log.ts';
import { believedStatus, recordInterrogation } from './interrogation.ts';
import { PrematureAlarms } from './premature-alarms.ts';
import {
  changedProgram,
  changedSettings,
  checkChange,
  draftedBridge,
  type ProgramCheckTerms,
  touchesMode,
} from './program-check.ts';
import { PumpMemory } from './pump-memory.ts';
import type { PumpStatus } from './pump-status.ts';
import { RecoveryEntry } from './recovery-entry.ts';
import { ReservoirCalculator } from './reservoir-calculator.ts';
import { deliveryLimitsOf } from './schedule/delivery-limits.ts';
import { limitRefusal, programmingLimits } from './schedule/programming-limits.ts';
import { PumpCalendar } from './schedule/pump-calendar.ts';
import { lifeSpanOf, ServiceLife } from './service-life.ts';
import type { StallDetector } from './stall/stall-detector.ts';
import { stallNotice } from './stall/stall-notice.ts';
import { type Interrogator, TelemetryLatch } from './telemetry-latch.ts';
import { TimedTherapies } from './timed-therapies.ts';

export interface PumpFirmwareOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly product: Product;
  readonly motor: MotorPort;
  /** Absent: service life depends on age alone. */
  readonly power?: PowerPort | undefined;
  readonly state: PumpState;
}

/** The pump's firmware: modes, stall detection, alarms, log, calculated reservoir level and service life. */
export class PumpFirmware {
  readonly calendar: PumpCalendar;
  readonly log: EventLog;
  readonly delivery: Delivery;
  readonly detector: StallDetector;
  readonly alarms: Alarms;
  readonly calculator: ReservoirCalculator;
  readonly latch: TelemetryLatch;
  readonly memory: PumpMemory;
  readonly therapies: TimedTherapies;
  readonly premature: PrematureAlarms;
  readonly #options: PumpFirmwareOptions;
  readonly #recovery: RecoveryEntry;
  #settings: AlarmSettings;
  #eriReached = false;
  #run: ServiceLife | undefined;
  #interrogations = 0;

  constructor(options: PumpFirmwareOptions) {
    const { clock, trace, state } = options;
    this.#options = options;
    this.#settings = state.alarms;
    this.memory = new PumpMemory(state.storedCatheterMl ?? options.product.quantities.catheterMl.value, drugsOf(state));
    const { startWeekMinutes, clockDriftPpb: driftPpb = 0 } = state;
    this.calendar = new PumpCalendar({ clock, startWeekMinutes, driftPpb });
    const known = options.product.complaints?.log ?? [];
    this.log = new EventLog({ clock, calendar: this.calendar, trace, known });
    this.alarms = this.#newAlarms();
    this.premature = new PrematureAlarms(this.alarms, (cause) => this.#complain(cause));
    this.delivery = this.#newDelivery();
    this.calculator = this.#newCalculator();
    this.therapies = new TimedTherapies({
      clock,
      trace,
      product: options.product,
      memory: this.memory,
      delivery: () => this.delivery,
      calculatedMl: () => this.calculator.calculatedMl,
      lowReservoirMl: () => this.#settings.lowReservoirMl,
    });
    this.#recovery = new RecoveryEntry({
      now: () => this.log.now,
      write: (noticed) => this.log.write('motor stall recovery', noticed),
    });
    this.detector = this.#newDetector();
    this.latch = this.#newLatch();
    options.motor.onShaft = (report) => {
      this.detector.onShaft(report);
      if (this.detector.settled) this.#recovery.settled();
    };
  }

  /** Powers up: stopped, without a program. */
  begin(): void {
    this.delivery.begin();
    this.#startServiceLife();
  }

  /** Programs a new therapy as a whole. A refused therapy leaves the running one unchanged. */
  program(program: Program): Acceptance {
    if (this.latch.latched)
      return refused(
        'program',
        program.mode,
        'no change while telemetry mode is latched: interrogate first',
        'latched',
      );
    const answer = this.delivery.apply(program);
    if (!answer.ok) return answer;
    this.therapies.setPatientBolus(program.patientBolus);
    this.alarms.clear('critical memory error');
    this.alarms.clear('non-critical memory error');
    this.alarms.clear('low battery reset');
    return accepted;
  }

  /** Applies a programmer's change as a whole, or refuses it as a whole. */
  change(change: ProgramChange): Acceptance {
    const answer = checkChange(change, this.terms());
    if (!answer.ok) return answer;
    const program = changedProgram(change, this.delivery.program);
    const bridge = draftedBridge(change, this.memory);
    this.memory.remember(change);
    if (change.reservoirMl !== undefined) this.calculator.told(change.reservoirMl);
    this.#settings = changedSettings(change, this.#settings);
    this.therapies.setPatientBolus(change.patientBolus);
    this.calculator.follow();
    if (bridge !== undefined) return this.therapies.bridge(bridge);
    return program === undefined || !touchesMode(change) ? accepted : this.program(program);
  }

  /** Returns the data against which a change is checked. */
  terms(): ProgramCheckTerms {
    const { delivery, memory } = this;
    const { calculatedMl } = this.calculator;
    return { product: this.#options.product, delivery, memory, latched: this.latch.latched, calculatedMl };
  }

  /** Sets the clock to a calendar time, on behalf of a programmer. */
  setClock(calendarUs: number): Acceptance {
    const { product, trace } = this.#options;
    const { calendar, delivery, latch } = this;
    return setClock(calendarUs, { calendar, delivery, latch, product, trace });
  }

  /** Programs the filled volume and the drugs after a refill. */
  tellRefill(volumeMl: number, drugs?: readonly Drug[]): Acceptance {
    const refusal = this.refillRefusal(volumeMl);
    if (refusal !== undefined) return refusal;
    this.calculator.told(volumeMl);
    if (drugs !== undefined) this.memory.filled(drugs);
    return accepted;
  }

  /** Returns why the pump would refuse this reservoir volume. */
  refillRefusal(volumeMl: number): Refused | undefined {
    return limitRefusal('reservoir volume', volumeMl, programmingLimits(this.#options.product)['reservoir volume']);
  }

  /** Ends a latched telemetry mode if this interrogator may do so. Returns the pump's beliefs. */
  interrogate(who: Interrogator = 'clinician'): PumpStatus {
    this.#interrogations += 1;
    this.#options.power?.talk();
    this.#recovery.interrogated();
    this.latch.interrogated(who);
    this.premature.interrogated();
    const status = this.status();
    recordInterrogation(this.#options.trace, this.#interrogations, status, this.calendar.isOwn);
    return status;
  }

  status(): PumpStatus {
    const { product, clock, state } = this.#options;
    const pumpUs = clock.nowUs();
    return believedStatus({
      product,
      pumpUs,
      ageUs: state.ageUs + pumpUs,
      delivery: this.delivery,
      therapies: this.therapies,
      calendar: this.calendar,
      calculator: this.calculator,
      memory: this.memory,
      alarmSettings: this.#settings,
      eriReached: this.#eriReached,
      alarms: this.alarms,
      log: this.log,
    });
  }

  /**
   * Hides the next recovery after an exposure with the second-interrogation quirk. If there is no stall, it hides
   * nothing.
   */
  hideNextRecovery(): void {
    if (!this.detector.settled) this.#recovery.hideNext();
  }

  /** Applies an alteration of the memory by a scan. The pump itself notices only a memory error. */
  alter(alteration: Alteration): void {
    if (alteration.kind === 'rate') this.delivery.alterRate(alteration.rateMlPerDay);
    else this.#complain(`${alteration.class} memory error`);
  }

  /** Restarts the electronics after a short failure of the battery. In safe state the minimum rate runs (assumed). */
  lowBatteryReset(safeState: boolean): void {
    if (this.delivery.doing === 'ended') return;
    this.delivery.reset(safeState);
    this.#complain('low battery reset');
  }

  /** Raises the replacement indicator now, independent of age and battery. */
  replacementDue(): void {
    this.#run?.batteryLow();
  }

  #complain(cause: AlarmCause): void {
    this.log.write(cause);
    this.alarms.raise(cause);
  }

  #newAlarms(): Alarms {
    const { clock, trace, product, power } = this.#options;
    return new Alarms({
      clock,
      trace,
      known: product.complaints?.alarms ?? [],
      sounds: product.complaints?.tones === 'two classes',
      settings: () => this.#settings,
      onRaised: () => this.latch.look(),
      onTone: (seconds) => {
        power?.sound(seconds);
        this.latch.sounds(seconds);
      },
    });
  }

  #newDelivery(): Delivery {
    const { clock, trace, motor, product } = this.#options;
    return new Delivery({
      clock,
      trace,
      motor,
      limits: deliveryLimitsOf(product),
      calendar: this.calendar,
      onLine: () => {
        this.#options.power?.follow(this.delivery.line);
        this.detector.reschedule();
        this.calculator.follow();
      },
      onStoppedTooLong: () => this.#complain('pump stopped over 48 h'),
      onStoppedLeft: () => this.alarms.clear('pump stopped over 48 h'),
    });
  }

  #newCalculator(): ReservoirCalculator {
    const { clock, trace, state } = this.#options;
    return new ReservoirCalculator(
      {
        clock,
        trace,
        line: () => this.delivery.line,
        stepMl: this.delivery.stepMl,
        lowMl: () => this.#settings.lowReservoirMl,
        onLow: () => this.premature.due('low reservoir'),
        onNotLow: () => this.alarms.clear('low reservoir'),
        onEmpty: () => this.premature.due('empty reservoir'),
        onRefilled: () => {
          this.therapies.updateRefillDate();
          this.premature.refilled();
          this.alarms.clear('low reservoir');
          this.alarms.clear('empty reservoir');
        },
      },
      state.reservoirMl,
    );
  }

  #newDetector(): StallDetector {
    const { clock, product, state } = this.#options;
    return stallNotice({
      clock,
      stallLog: product.stallLog,
      law: state.law,
      recoveryLaw: state.recoveryLaw ?? 'volume',
      stepsOf: (volumeMl) => this.delivery.stepsOf(volumeMl),
      line: () => this.delivery.line,
      onStall: () => this.#complain('motor stall'),
      onRecovery: () => {
        this.#recovery.noticed();
        this.alarms.clear('motor stall');
      },
    });
  }

  #newLatch(): TelemetryLatch {
    const { clock, state } = this.#options;
    return new TelemetryLatch({
      clock,
      needs: state.latchNeeds ?? 'alarm state',
      endedBy: state.latchEndedBy ?? 'any',
      isAlarming: () => this.alarms.causes.length > 0,
      onLatched: () => {
        this.log.write('telemetry mode');
        this.delivery.suspend();
      },
      onReleased: () => {
        this.log.write('telemetry mode ended');
        this.delivery.resume();
      },
    });
  }

  #startServiceLife(): void {
    const { clock, product, state, power } = this.#options;
    const run = new ServiceLife({
      clock,
      ageUs: state.ageUs,
      ...lifeSpanOf(product.serviceLife, state.eriAtAgeUs),
      onEri: () => {
        this.#eriReached = true;
        const knows = product.complaints?.alarms ?? [];
        this.#complain(knows.includes('low battery') ? 'low battery' : 'elective replacement indicator');
      },
      onEos: () => {
        this.#complain('end of service');
        this.delivery.end();
      },
    });
    this.#run = run;
    if (power === undefined) return;
    power.onEriLevel = () => run.batteryLow();
    power.onExhausted = () => run.end();
  }
}
