import type { Clock } from '../../protocol/clock.ts';
import { MINUTES_PER_WEEK } from '../flex-week.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../motor-line.ts';
import type { MotorPort } from '../motor-port.ts';
import { mustHaveTherapies, type Product } from '../products/product.ts';
import { stepVolumeOf } from '../products/step-volume.ts';
import { type Answer, accepted, type Refusal, refused } from '../refusal.ts';
import type { AlarmSettings, Alteration, BridgeBolus, Program, ProgramChange, PumpState } from '../therapy.ts';
import type { EventFields } from '../trace/record.ts';
import type { Trace } from '../trace/trace.ts';
import type { AlarmCause } from './alarm-cause.ts';
import { Alarms } from './alarms.ts';
import { type Bridge, bridgeOf, bridgeRefusal } from './bridge.ts';
import { Delivery } from './delivery.ts';
import { EventLog } from './event-log.ts';
import { MachineActor } from './machine-actor.ts';
import { PatientBoluses } from './patient-boluses.ts';
import {
  bridgeChangeRefusal,
  changedProgram,
  changedSettings,
  checkChange,
  draftedBridge,
  type ProgramCheckTerms,
  touchesMode,
} from './program-check.ts';
import { limitRefusal, programmingLimits } from './programming-limits.ts';
import { PumpMemory } from './pump-memory.ts';
import type { PatientBolusStatus, PumpStatus } from './pump-status.ts';
import { RecoveryEntry } from './recovery-entry.ts';
import { daysToLevel, mlPerDayWithAll, RefillDate } from './refill-date.ts';
import { ReservoirReckoner } from './reservoir-reckoner.ts';
import { ServiceLife } from './service-life.ts';
import { type DetectionNumbers, StallDetector } from './stall-detector.ts';
import { stallMachine } from './stall-machine.ts';
import { TelemetryLatch } from './telemetry-latch.ts';

/** Seven years as the calendar counts them on average. */
const DAYS_PER_YEAR = 365.25;

export interface PumpFirmwareOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly product: Product;
  readonly motor: MotorPort;
  readonly state: PumpState;
}

/** What the pump believes and does: modes, detection, alarms, log, its reckoning of the reservoir and of its own age. */
export class PumpFirmware {
  readonly log: EventLog;
  readonly delivery: Delivery;
  readonly detector: StallDetector;
  readonly alarms: Alarms;
  readonly reckoner: ReservoirReckoner;
  readonly latch: TelemetryLatch;
  readonly memory: PumpMemory;
  readonly patientBoluses: PatientBoluses;
  readonly #refillDate: RefillDate;
  readonly #options: PumpFirmwareOptions;
  readonly #recovery: RecoveryEntry;
  #settings: AlarmSettings;
  #eriReached = false;
  #interrogations = 0;

  constructor(options: PumpFirmwareOptions) {
    const { clock, trace, state } = options;
    this.#options = options;
    this.#settings = state.alarms;
    this.memory = new PumpMemory(options.product.quantities.catheterMl.value);
    this.log = new EventLog(clock, trace);
    this.alarms = new Alarms({ clock, trace, settings: () => this.#settings, onRaised: () => this.latch.look() });
    this.delivery = this.#newDelivery();
    this.reckoner = this.#newReckoner();
    this.#refillDate = new RefillDate(clock);
    this.patientBoluses = new PatientBoluses({
      clock,
      trace,
      delivery: () => this.delivery,
      calculatedMl: () => this.reckoner.calculatedMl,
    });
    this.#recovery = new RecoveryEntry({
      nowUs: () => clock.nowUs(),
      write: (noticedUs) => this.log.write('motor stall recovery', noticedUs),
    });
    this.detector = this.#newDetector();
    this.latch = this.#newLatch();
    options.motor.onShaft = (report) => {
      this.detector.onShaft(report);
      if (this.detector.settled) this.#recovery.settled();
    };
  }

  /** Powers up: stopped, nothing programmed. */
  begin(): void {
    this.delivery.begin();
    this.#startLife();
  }

  /** A new therapy in one piece; refused, it leaves the running one alone. */
  program(program: Program): Answer {
    if (this.latch.latched)
      return refused('program', program.mode, 'nothing while telemetry mode is latched: interrogate first', 'latched');
    const answer = this.delivery.apply(program);
    if (!answer.ok) return answer;
    if (program.patientBolus !== undefined) this.patientBoluses.set(program.patientBolus);
    this.#reckonRefill();
    this.alarms.clear('critical memory error');
    this.alarms.clear('non-critical memory error');
    return accepted;
  }

  /** What a programmer changes at once: all of it or, where any of it is refused, nothing. */
  change(change: ProgramChange): Answer {
    const answer = checkChange(change, this.#terms());
    if (!answer.ok) return answer;
    const program = changedProgram(change, this.delivery.program);
    const bridge = draftedBridge(change, this.memory);
    this.memory.remember(change);
    if (change.reservoirMl !== undefined) this.reckoner.told(change.reservoirMl);
    this.#settings = changedSettings(change, this.#settings);
    if (change.patientBolus !== undefined) this.patientBoluses.set(change.patientBolus);
    this.reckoner.follow();
    this.#reckonRefill();
    if (bridge !== undefined) return this.bridgeBolus(bridge);
    return program === undefined || !touchesMode(change) ? accepted : this.program(program);
  }

  /** What the bridge of a change comes to, or why it could not begin; undefined where there is none in it. */
  bridgeAfter(change: ProgramChange): Bridge | Refusal | undefined {
    const bolus = draftedBridge(change, this.memory);
    if (bolus === undefined) return undefined;
    const answer = bridgeChangeRefusal(change, this.#terms());
    return answer === undefined || answer.ok ? bridgeOf(bolus, bolus.pathMl) : answer.refusal;
  }

  #terms(): ProgramCheckTerms {
    const { delivery, memory, latch, reckoner } = this;
    const { product } = this.#options;
    return { product, delivery, memory, latched: latch.latched, calculatedMl: reckoner.calculatedMl };
  }

  /** A patient presses the button; refused or granted, it is recorded. The next refill is reckoned anew with each one granted. */
  askPatientBolus(): Answer {
    const answer = this.patientBoluses.ask();
    if (answer.ok) this.#reckonRefill();
    return answer;
  }

  /** The old drug out of the catheter at the rate that keeps the dose; then simple continuous at the rate of the new one. */
  bridgeBolus(bolus: BridgeBolus): Answer {
    const { delivery } = this;
    const bridge = bridgeOf(bolus, bolus.pathMl ?? this.memory.catheterMl);
    const refusal = bridgeRefusal(bolus, bridge, delivery.limits, this.reckoner.calculatedMl);
    if (refusal !== undefined) return refusal;
    const { pathMl, bridgeMlPerDay, durationUs, thenMlPerDay } = bridge;
    return delivery.startBolus({
      kind: 'bridge bolus',
      steps: delivery.stepsOf(pathMl),
      rateMlPerDay: bridgeMlPerDay,
      programAfter: { mode: 'simple continuous', rateMlPerDay: thenMlPerDay },
      told: { pathMl, bridgeMlPerDay, durationUs, thenMlPerDay },
      onEnd: () => this.#reckonRefill(),
    });
  }

  #reckonRefill(): void {
    const { setting } = this.patientBoluses;
    if (setting === undefined) return;
    const { nextRefillMl } = mustHaveTherapies(this.#options.product);
    const mlPerDay = mlPerDayWithAll(this.delivery.meanMlPerDay, setting);
    this.#refillDate.reckoned(daysToLevel(this.reckoner.calculatedMl, nextRefillMl.value, mlPerDay));
  }

  get #refillDays(): number {
    if (this.patientBoluses.setting !== undefined) return this.#refillDate.days;
    return daysToLevel(this.reckoner.calculatedMl, this.#settings.lowReservoirMl, this.delivery.meanMlPerDay);
  }

  #patientBolusStatus(): PatientBolusStatus | undefined {
    const { setting, usedCount, nextAllowedUs } = this.patientBoluses;
    return setting === undefined ? undefined : { setting, usedCount, nextAllowedUs: nextAllowedUs ?? 0 };
  }

  /** Somebody tells the pump what was filled in. */
  tellRefill(volumeMl: number): Answer {
    const refusal = this.refillRefusal(volumeMl);
    if (refusal === undefined) this.reckoner.told(volumeMl);
    if (refusal === undefined) this.#reckonRefill();
    return refusal ?? accepted;
  }

  /** Why the pump would not be told that volume. */
  refillRefusal(volumeMl: number): Answer | undefined {
    return limitRefusal('reservoir volume', volumeMl, programmingLimits(this.#options.product)['reservoir volume']);
  }

  /** Ends a latched telemetry mode, and shows what the pump believes. */
  interrogate(): PumpStatus {
    this.#interrogations += 1;
    this.#recovery.interrogated();
    this.latch.interrogated();
    const status = this.status();
    const { mode, rateMlPerDay, doing, calculatedReservoirMl, alarms, log } = status;
    this.#options.trace.event('pump.interrogation', {
      number: this.#interrogations,
      mode,
      rateMlPerDay,
      doing,
      reservoirMl: calculatedReservoirMl,
      alarms,
      log: log.map((entry) => entry.kind),
      ...shownTherapy(status),
    });
    return status;
  }

  status(): PumpStatus {
    const { product, clock, state } = this.#options;
    const { program } = this.delivery;
    return {
      productId: product.id,
      calibrationUl: stepVolumeOf(product).unitUl,
      pumpUs: clock.nowUs(),
      ageUs: state.ageUs + clock.nowUs(),
      mode: program.mode,
      rateMlPerDay: this.delivery.basalMlPerDay,
      meanMlPerDay: this.delivery.meanMlPerDay,
      program,
      patientBolus: this.#patientBolusStatus(),
      weekMinutes: (state.startWeekMinutes + Math.floor(clock.nowUs() / US_PER_MINUTE)) % MINUTES_PER_WEEK,
      refillDays: this.#refillDays,
      doing: this.delivery.doing,
      calculatedReservoirMl: this.reckoner.calculatedMl,
      programmedMl: this.delivery.commandedSteps * this.delivery.stepMl,
      drugs: this.memory.drugs,
      catheterMl: this.memory.catheterMl,
      alarmSettings: this.#settings,
      eriReached: this.#eriReached,
      alarms: this.alarms.causes,
      log: [...this.log.entries],
    };
  }

  /** An exposure with the second-interrogation quirk is over; without a stall it leaves nothing to hide. */
  hideNextRecovery(): void {
    if (!this.detector.settled) this.#recovery.hideNext();
  }

  /** What a scan did to the memory; the pump itself knows only of what it calls a memory error. */
  alter(alteration: Alteration): void {
    if (alteration.kind === 'rate') this.delivery.alterRate(alteration.rateMlPerDay);
    else this.#complain(`${alteration.class} memory error`);
  }

  #complain(cause: AlarmCause): void {
    this.log.write(cause);
    this.alarms.raise(cause);
  }

  #newDelivery(): Delivery {
    const { clock, trace, motor, product, state } = this.#options;
    const q = product.quantities;
    return new Delivery({
      clock,
      trace,
      motor,
      limits: {
        rateMlPerDayMin: q.rateMlPerDayMin.value,
        rateMlPerDayMax: q.rateMlPerDayMax.value,
        ...(product.minimumRate === undefined
          ? {}
          : { minimumRateMlPerDay: product.minimumRate.minimumRateMlPerDay.value }),
        step: stepVolumeOf(product),
        stoppedAlarmUs: q.stoppedAlarmHours.value * US_PER_HOUR,
        abilities: product.modes,
        programming: programmingLimits(product),
      },
      startWeekMinutes: state.startWeekMinutes,
      onLine: () => {
        this.detector.reschedule();
        this.reckoner.follow();
      },
      onStoppedTooLong: () => this.#complain('pump stopped over 48 h'),
      onStoppedLeft: () => this.alarms.clear('pump stopped over 48 h'),
    });
  }

  #newReckoner(): ReservoirReckoner {
    const { clock, trace, state } = this.#options;
    return new ReservoirReckoner(
      {
        clock,
        trace,
        line: () => this.delivery.line,
        stepMl: this.delivery.stepMl,
        lowMl: () => this.#settings.lowReservoirMl,
        onLow: () => this.#complain('low reservoir'),
        onNotLow: () => this.alarms.clear('low reservoir'),
        onEmpty: () => this.#complain('empty reservoir'),
        onRefilled: () => {
          this.alarms.clear('low reservoir');
          this.alarms.clear('empty reservoir');
        },
      },
      state.reservoirMl,
    );
  }

  #newDetector(): StallDetector {
    const { clock, product, state } = this.#options;
    const actor = new MachineActor(
      stallMachine.provide({
        actions: {
          noticeStall: () => this.#complain('motor stall'),
          noticeRecovery: () => {
            this.#recovery.noticed();
            this.alarms.clear('motor stall');
          },
        },
      }),
      clock,
    );
    actor.start();
    return new StallDetector({
      clock,
      // What keeps no stall log waits for a volume that never comes.
      law: product.stallLog === undefined ? 'volume' : state.law,
      numbers: this.#detectionNumbers(),
      line: () => this.delivery.line,
      onMissed: () => actor.send({ type: 'STEPS_MISSED' }),
      onConfirmed: () => actor.send({ type: 'STEPS_CONFIRMED' }),
    });
  }

  #detectionNumbers(): DetectionNumbers {
    const { stallLog } = this.#options.product;
    if (stallLog === undefined) {
      const never = Number.POSITIVE_INFINITY;
      return { detectSteps: never, recoverSteps: never, detectUs: never };
    }
    const { detectMl, recoverMl, detectMinutes } = stallLog;
    return {
      detectSteps: this.delivery.stepsOf(detectMl.value),
      recoverSteps: this.delivery.stepsOf(recoverMl.value),
      detectUs: detectMinutes.value * 60_000_000,
    };
  }

  #newLatch(): TelemetryLatch {
    return new TelemetryLatch({
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

  #startLife(): void {
    const { clock, product, state } = this.#options;
    if (product.serviceLife === undefined) return;
    const { lifeYears, eriToEosDays } = product.serviceLife;
    const lifeUs = lifeYears.value * DAYS_PER_YEAR * US_PER_DAY;
    const eriToEosUs = eriToEosDays.value * US_PER_DAY;
    new ServiceLife({
      clock,
      ageUs: state.ageUs,
      eriAtAgeUs: state.eriAtAgeUs ?? lifeUs - eriToEosUs,
      eriToEosUs,
      lifeUs,
      onEri: () => {
        this.#eriReached = true;
        this.#complain('elective replacement indicator');
      },
      onEos: () => {
        this.#complain('end of service');
        this.delivery.end();
      },
    });
  }
}

/** Only where there is more to a therapy than a rate. */
function shownTherapy({ mode, meanMlPerDay, refillDays, patientBolus, weekMinutes }: PumpStatus): EventFields {
  if (patientBolus === undefined && mode !== 'flex' && mode !== 'periodic bolus') return {};
  return {
    meanMlPerDay,
    weekMinutes,
    ...(Number.isFinite(refillDays) ? { refillDays } : {}),
    ...(patientBolus === undefined
      ? {}
      : { patientBolusesUsed: patientBolus.usedCount, nextAllowedUs: patientBolus.nextAllowedUs }),
  };
}
