import { createActor } from 'xstate';
import { Delivery } from './firmware/delivery.ts';
import { EventLog } from './firmware/event-log.ts';
import { StallDetector } from './firmware/stall-detector.ts';
import { stallMachine } from './firmware/stall-machine.ts';
import { Drive, type DriveTrain } from './plant/drive.ts';
import { checkField, noField } from './plant/magnetic-field.ts';
import type { Product } from './products/product.ts';
import { pumpSignals } from './pump-signals.ts';
import { RandomStream } from './random-stream.ts';
import type { Answer } from './refusal.ts';
import type { Trace } from './trace/trace.ts';
import { lane, type VirtualClock } from './virtual-clock.ts';

/** A field as somebody describes it; without an azimuth one is drawn from the run's seed and recorded. */
export interface FieldExposure {
  readonly fieldMt: number;
  readonly angleToNormalDeg?: number;
  readonly azimuthDeg?: number;
}

export interface PumpOptions {
  readonly product: Product;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  readonly seed: number;
}

/** The plant's numbers of a product, without their provenance. */
export function driveTrainOf(product: Product): DriveTrain {
  const q = product.quantities;
  return {
    motor: {
      holdingTorqueUnm: q.holdingTorqueUnm.value,
      momentAm2: q.momentAm2.value,
      disturbFieldMt: q.disturbFieldMt.value,
    },
    head: {
      rollerCount: q.rollerCount.value,
      revolutionUl: q.revolutionUl.value,
      rollerZoneUl: q.rollerZoneUl.value,
      liftDeg: q.liftDeg.value,
    },
    stepsPerRevolution: q.stepsPerRevolutionCount.value,
    damageFieldMt: q.damageFieldMt.value,
    damageConeDeg: q.damageConeDeg.value,
  };
}

/** Plant and firmware of one pump, living on one clock. What people do to it comes in here and is recorded as `in.*`. */
export class Pump {
  readonly product: Product;
  readonly drive: Drive;
  readonly delivery: Delivery;
  readonly log: EventLog;
  readonly detector: StallDetector;
  readonly #trace: Trace;
  readonly #azimuths: RandomStream;

  constructor(options: PumpOptions) {
    const { clock, trace, product, seed } = options;
    const train = driveTrainOf(product);
    trace.declare(pumpSignals(train));
    this.product = product;
    this.#trace = trace;
    this.#azimuths = new RandomStream(seed, 'field azimuth');
    const lossStream = new RandomStream(seed, 'lost motor turns');
    this.drive = new Drive({ clock: clock.lane(lane.motorStep), trace, train, lossStream });
    this.log = new EventLog(clock, trace);
    this.delivery = new Delivery({
      clock: clock.lane(lane.pumpAlarm),
      trace,
      motor: this.drive,
      limits: deliveryLimitsOf(product),
      onLine: () => this.detector.reschedule(),
    });
    this.detector = this.#wireDetector(clock);
  }

  /** Powers the pump up: stopped, nothing programmed. */
  begin(): void {
    this.drive.begin();
    this.delivery.begin();
  }

  programSimpleContinuous(rateMlPerDay: number): Answer {
    this.#trace.event('in.program', { mode: 'simple continuous', rateMlPerDay });
    return this.delivery.programSimpleContinuous(rateMlPerDay);
  }

  programStopped(): Answer {
    this.#trace.event('in.program', { mode: 'stopped' });
    return this.delivery.stop();
  }

  singleBolus(volumeMl: number, rateMlPerDay: number): Answer {
    this.#trace.event('in.bolus', { volumeMl, rateMlPerDay });
    return this.delivery.startBolus({ kind: 'single bolus', steps: this.delivery.stepsOf(volumeMl), rateMlPerDay });
  }

  /**
   * A programmed bolus of one study angle at the highest rate, with a film before the first step and one after the last.
   * A still film shows the angle modulo a turn and nothing of the way there.
   */
  rollerStudy(): Answer {
    this.#trace.event('in.rollerStudy');
    const q = this.product.quantities;
    const steps = Math.round((q.studyAngleDeg.value / 360) * q.stepsPerRevolutionCount.value);
    const answer = this.delivery.startBolus({
      kind: 'roller study',
      steps,
      rateMlPerDay: q.studyRateMlPerDay.value,
      onEnd: () => this.#film(2),
    });
    if (answer.ok) this.#film(1);
    return answer;
  }

  /** A field from now on; a RangeError, and no change, for a negative strength, an angle outside 0..180, or no number. */
  setField(exposure: FieldExposure): void {
    const angleToNormalDeg = exposure.angleToNormalDeg ?? 90;
    const azimuthDeg = exposure.azimuthDeg ?? Math.floor(this.#azimuths.between(-180, 180));
    const field = { fieldMt: exposure.fieldMt, angleToNormalDeg, azimuthDeg };
    checkField(field);
    this.#trace.event('in.field', field);
    this.drive.setField(field);
  }

  removeField(): void {
    this.#trace.event('in.field', { fieldMt: 0 });
    this.drive.setField(noField);
  }

  #film(number: number): void {
    const rotorDeg = this.drive.rotorDeg();
    this.#trace.event('true.film', { number, filmDeg: rotorDeg - 360 * Math.floor(rotorDeg / 360), rotorDeg });
  }

  #wireDetector(clock: VirtualClock): StallDetector {
    const { detectMl, recoverMl } = this.product.quantities;
    const actor = createActor(
      stallMachine.provide({
        actions: {
          logMotorStall: () => this.log.write('motor stall'),
          logMotorStallRecovery: () => this.log.write('motor stall recovery'),
        },
      }),
    ).start();
    const detector = new StallDetector({
      clock: clock.lane(lane.pumpAlarm),
      law: { detectSteps: this.delivery.stepsOf(detectMl.value), recoverSteps: this.delivery.stepsOf(recoverMl.value) },
      line: () => this.delivery.line,
      onMissedVolume: () => actor.send({ type: 'VOLUME_MISSED' }),
      onConfirmedVolume: () => actor.send({ type: 'VOLUME_CONFIRMED' }),
    });
    this.drive.onShaft = (report) => detector.onShaft(report);
    return detector;
  }
}

function deliveryLimitsOf(product: Product) {
  const q = product.quantities;
  return {
    rateMlPerDayMin: q.rateMlPerDayMin.value,
    rateMlPerDayMax: q.rateMlPerDayMax.value,
    revolutionUl: q.revolutionUl.value,
    stepsPerRevolution: q.stepsPerRevolutionCount.value,
  };
}
