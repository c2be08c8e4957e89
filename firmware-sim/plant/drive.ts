import type { Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepDueUs, stepsAt, stepsPerSecond } from '../base/motor-line.ts';
import type { SlipStatement } from '../base/motor-port.ts';
import type { RandomStream } from '../base/random-stream.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import { HeadVolume } from './head-volume.ts';
import { angleToShaftDeg, inPlaneMt, type MagneticField } from './magnetic-field.ts';
import type { Metering } from './metering.ts';
import type { RollerHead } from './roller-head.ts';
import { type RotorLock, RotorLocks } from './rotor-locks.ts';
import { TurnLoss } from './turn-loss.ts';
import {
  MOTOR_STEP_DEG,
  nearestImageDeg,
  restAngleDeg,
  rockingDeg,
  stallFieldMt,
  type TwoPoleMotor,
  turnLossProbability,
} from './two-pole-motor.ts';

/** Signals and events of the rotor. */
export const rotorSignals = {
  'true.rotor': {
    kind: 'event',
    unit: '',
    texts: ['turning', 'held', 'losing', 'bound', 'blocked', 'seized'] satisfies readonly RotorState[],
    doc: 'The rotor began to turn, was held or blocked, lost a turn or seized.',
  },
  'true.rotorDeg': {
    kind: 'line',
    unit: 'deg',
    error: 'rotor step',
    quantum: 'rotor step',
    doc: 'Rotor angle from the start; it moves in steps, the line is their mean.',
  },
} as const satisfies Declarations;

/** Motor, gear train and roller head of one pump as numbers. The product has their provenance. */
export interface DriveTrain {
  readonly motor: TwoPoleMotor;
  readonly head: RollerHead;
  readonly stepsPerRevolution: number;
  /** A field of at least this strength, within the cone about the shaft, damages the motor permanently. */
  readonly damageFieldMt: number;
  readonly damageConeDeg: number;
}

/**
 * State of the rotor: `turning` with the drive, `losing` a motor turn in a weak field, or standing. The state of a
 * standing rotor is its first lock.
 */
export type RotorState = 'turning' | 'losing' | RotorLock;

export interface DriveOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly train: DriveTrain;
  /** Draws the motor turns that a field between disturbance and stall costs. */
  readonly lossStream: RandomStream;
}

/** The plant's motor and roller head: the truth on every rig. */
export class Drive implements Metering {
  onShaft: ((statement: SlipStatement) => void) | undefined;
  /** Called after the rotor started or ceased to follow. A rig then makes its stepper do the same. */
  onImposed: (() => void) | undefined;
  /** Called when the rotor's motion changes. */
  onMotion: (() => void) | undefined;
  /** Called when `extend` added a step for which a caller waits. */
  onReached: (() => void) | undefined;

  readonly train: DriveTrain;
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #loss: TurnLoss;
  readonly #volume: HeadVolume;
  readonly #locks: RotorLocks;
  #line: MotorLine;
  #state: RotorState = 'turning';
  /** Whole commanded steps that never became motion. Always even, because the rotor loses whole turns. */
  #lostSteps = 0;
  /** Motor angle, in motor steps, at which a standing rotor was left or caught. */
  #restSteps = 0;
  /** Motor steps that a rig's shaft missed, if the scenario takes slip of the rig as an input. */
  #takenSteps = 0;
  /** Commanded step at which `onReached` is called. */
  #awaitedSteps = Number.POSITIVE_INFINITY;
  /** Last slip statement. */
  #saidFollows = true;

  constructor(options: DriveOptions) {
    this.#clock = options.clock;
    this.#trace = options.trace;
    this.train = options.train;
    this.#volume = new HeadVolume(options.train.head, options.train.stepsPerRevolution);
    this.#locks = new RotorLocks(options.clock, options.train.motor, () => {
      if (this.#state === 'bound') this.#settle(this.#restSteps * MOTOR_STEP_DEG);
    });
    this.#line = { anchorUs: options.clock.nowUs(), anchorSteps: 0 };
    this.#loss = new TurnLoss({
      clock: options.clock,
      stream: options.lossStream,
      line: () => this.#line,
      onStep: (atSteps) => this.#lossStep(atSteps),
    });
  }

  get line(): MotorLine {
    return this.#line;
  }

  get state(): RotorState {
    return this.#state;
  }

  get field(): MagneticField {
    return this.#locks.field;
  }

  /** Writes the current lines into the trace. Called once, when a run begins. */
  begin(): void {
    this.#record();
  }

  commandedSteps(timeUs = this.#clock.nowUs()): number {
    return stepsAt(this.#line, timeUs);
  }

  /**
   * Position of the plant's rotor in motor steps from the start, with fractions. Steps that a rig's shaft missed are
   * not subtracted.
   */
  imposedSteps(timeUs = this.#clock.nowUs()): number {
    const commanded = this.commandedSteps(timeUs);
    if (this.#state === 'turning') {
      // The step of a lost turn does not move the rotor, even if its alarm is still due in this microsecond.
      const mostSteps = timeUs > this.#clock.nowUs() ? commanded : this.#loss.nextSteps - 1;
      return Math.min(commanded, mostSteps) - this.#lostSteps;
    }
    if (this.#state === 'held') return this.#restAngle(commanded) / MOTOR_STEP_DEG;
    return this.#restSteps;
  }

  /** Number of commanded steps from now that the rotor surely follows, if nothing outside changes. */
  get surelyFollowedSteps(): number {
    if (this.#state !== 'turning' || !this.#saidFollows) return 0;
    return this.#loss.nextSteps - 1 - this.commandedSteps();
  }

  rotorDeg(timeUs = this.#clock.nowUs()): number {
    return ((this.imposedSteps(timeUs) - this.#takenSteps) * 360) / this.train.stepsPerRevolution;
  }

  /** Volume through the roller head since the start. It does not matter whether the reservoir held drug. */
  pumpedMl(timeUs = this.#clock.nowUs()): number {
    return this.#volume.pumpedMl(this.rotorDeg(timeUs));
  }

  /** Mean flow through the head, in mL a second. */
  get perSecondMl(): number {
    return (
      (this.#volume.ratio * this.#stepsPerSecond() * this.train.head.revolutionUl) /
      this.train.stepsPerRevolution /
      1000
    );
  }

  /** Returns the time at which the head will have pumped a volume; Infinity while the rotor does not turn. */
  dueUsAtPumpedMl(volumeMl: number): number {
    if (this.#state !== 'turning') return Number.POSITIVE_INFINITY;
    const step = this.#volume.commandedStepAt(volumeMl, this.#lostSteps, this.#takenSteps);
    if (this.#line.endSteps !== undefined && step > this.#line.endSteps)
      this.#awaitedSteps = Math.min(this.#awaitedSteps, step);
    return stepDueUs(this.#line, step);
  }

  awaitStep(): void {
    if (this.#line.endSteps !== undefined) this.#awaitedSteps = this.#line.endSteps + 1;
  }

  /**
   * Returns the field strengths at which the behaviour of the rotor changes. Disturbance and stall depend only on the
   * component in the rotor plane.
   */
  fieldThresholdsMt(field: MagneticField): readonly number[] {
    const { motor, damageFieldMt } = this.train;
    const share = inPlaneMt({ ...field, fieldMt: 1 });
    return [strengthOf(motor.disturbFieldMt, share), strengthOf(stallFieldMt(motor), share), damageFieldMt];
  }

  follow(line: MotorLine): void {
    this.#line = line;
    this.#loss.follow();
    this.#record();
  }

  /**
   * Adds steps to the present course. The slope stays, so there is no record. `line` agrees with the present line on the
   * steps up to now.
   */
  extend(line: MotorLine): void {
    this.#line = line;
    this.#loss.follow();
    if ((line.endSteps ?? Number.POSITIVE_INFINITY) < this.#awaitedSteps) return;
    this.#awaitedSteps = Number.POSITIVE_INFINITY;
    this.onReached?.();
  }

  /**
   * Replaces the field. If the old field held the rotor and the new one does not, the gears stay bound for at least
   * `restartDelayUs`.
   */
  setField(field: MagneticField, restartDelayUs = 0): void {
    const nearDeg = this.imposedSteps() * MOTOR_STEP_DEG;
    const wasHolding = this.#locks.fieldHolds;
    this.#locks.field = field;
    if (this.#locks.isSeized) return;
    this.#loss.drop();
    if (this.#isForbidden(field)) this.#locks.isSeized = true;
    else if (wasHolding && !this.#locks.fieldHolds && restartDelayUs > 0) this.#locks.bindFor(restartDelayUs);
    this.#settle(nearDeg);
  }

  /**
   * Sets the volume per turn from now on to `ratio` times that of the gear train. Volume already pumped does not
   * change.
   */
  setRatio(ratio: number): void {
    if (!(ratio >= 0 && Number.isFinite(ratio))) throw new RangeError(`drive: ratio is ${ratio}; allowed: 0 or more`);
    this.#volume.setRatio(ratio, this.rotorDeg());
    this.#record();
  }

  /** Makes the rotor stick for `forUs`, or seize permanently. If the gears are already bound, the later end applies. */
  stick(forUs?: number): void {
    if (this.#locks.isSeized) return;
    const nearDeg = this.imposedSteps() * MOTOR_STEP_DEG;
    if (forUs === undefined) this.#locks.isSeized = true;
    else this.#locks.bindFor(forUs);
    if (this.#locks.first !== this.#state) this.#settle(nearDeg);
  }

  /** True if the load exceeds the available torque. Other locks do not matter. */
  get isBlocked(): boolean {
    return this.#locks.isBlocked;
  }

  /** Blocks the rotor, because the load exceeds the available torque. */
  block(): void {
    const nearDeg = this.imposedSteps() * MOTOR_STEP_DEG;
    this.#locks.isBlocked = true;
    if (this.#locks.first !== this.#state) this.#settle(nearDeg);
  }

  /** Ends the block. The rotor starts if no other lock holds it. */
  unblock(): void {
    this.#locks.isBlocked = false;
    if (this.#state === 'blocked') this.#settle(this.#restSteps * MOTOR_STEP_DEG);
  }

  /**
   * Applies slip of a rig as an input. Its shaft, and so the pump's rotor, fell behind by `steps` since
   * `lastConfirmedSteps`.
   */
  takeAway(steps: number, lastConfirmedSteps: number): void {
    this.#takenSteps += steps;
    this.#record();
    this.#say(lastConfirmedSteps, false);
  }

  /**
   * Reports that a rig's shaft follows all steps after `sinceSteps`. Has no effect while the plant's own rotor stands.
   */
  followsAgain(sinceSteps: number): void {
    if (this.#state === 'turning') this.#say(sinceSteps, true);
  }

  #isForbidden(field: MagneticField): boolean {
    return field.fieldMt >= this.train.damageFieldMt && angleToShaftDeg(field) <= this.train.damageConeDeg;
  }

  #restAngle(commandedSteps: number): number {
    return restAngleDeg(this.train.motor, this.#locks.field, commandedSteps, this.#restSteps * MOTOR_STEP_DEG);
  }

  #hold(nearDeg: number): void {
    this.#restSteps =
      restAngleDeg(this.train.motor, this.#locks.field, this.commandedSteps(), nearDeg) / MOTOR_STEP_DEG;
    this.#enter('held', { rockingDeg: rockingDeg(this.train.motor, this.#locks.field) });
    this.#report(this.commandedSteps(), false);
  }

  /** Enters the state that the locks determine. The rotor is at `nearDeg`. */
  #settle(nearDeg: number): void {
    const lock = this.#locks.first;
    if (lock === undefined) {
      this.#release(nearDeg);
      return;
    }
    this.#loss.drop();
    if (lock === 'held') this.#hold(nearDeg);
    else if (lock !== this.#state) this.#rest(lock, nearDeg);
  }

  #rest(state: Exclude<RotorLock, 'held'>, nearDeg: number): void {
    this.#restSteps = nearDeg / MOTOR_STEP_DEG;
    this.#enter(state, {});
    this.#report(this.commandedSteps(), false);
  }

  /**
   * Moves the rotor to the direction of the drive by the shorter way. It therefore loses whole turns, never half ones.
   */
  #release(nearDeg: number): void {
    const commanded = this.commandedSteps();
    const wasTurning = this.#state === 'turning';
    this.#lostSteps = commanded - nearestImageDeg(commanded * MOTOR_STEP_DEG, nearDeg) / MOTOR_STEP_DEG;
    if (!wasTurning) {
      this.#enter('turning', {});
      this.#report(commanded, true);
    }
    this.#drawLoss(commanded);
  }

  #enter(state: RotorState, fields: { readonly rockingDeg?: number }): void {
    this.#state = state;
    this.#trace.event('true.rotor', { state, ...fields });
    this.#record();
    this.onImposed?.();
  }

  /**
   * Reports a change of slip. A rotor that still stands after a change of field already missed steps, so there is no
   * report.
   */
  #report(atSteps: number, follows: boolean): void {
    if (follows !== this.#saidFollows) this.#say(atSteps, follows);
  }

  #say(atSteps: number, follows: boolean): void {
    this.#saidFollows = follows;
    this.onShaft?.({ atUs: this.#clock.nowUs(), atSteps, follows });
  }

  /** Draws the next turn that the field costs. */
  #drawLoss(fromSteps: number): void {
    this.#loss.draw(fromSteps, turnLossProbability(this.train.motor, this.#locks.field));
  }

  /**
   * Handles a step of a lost turn. The first step leaves the rotor in place. At the second step the drive is again at
   * the rotor's direction.
   */
  #lossStep(step: number): void {
    if (this.#state === 'turning') {
      this.#restSteps = step - 1 - this.#lostSteps;
      this.#enter('losing', {});
      this.#report(step - 1, false);
      this.#loss.goOn(step);
      return;
    }
    this.#lostSteps += 2;
    this.#enter('turning', {});
    this.#report(step, true);
    this.#drawLoss(step);
  }

  #stepsPerSecond(): number {
    return this.#state === 'turning' ? stepsPerSecond(this.#line) : 0;
  }

  #record(): void {
    const perSecondDeg = (this.#stepsPerSecond() * 360) / this.train.stepsPerRevolution;
    this.#trace.line('true.rotorDeg', this.rotorDeg(), perSecondDeg);
    this.onMotion?.();
  }
}

/** Returns the least strength whose component in the rotor plane reaches `planeMt`, with rounding. */
function strengthOf(planeMt: number, share: number): number {
  const fieldMt = planeMt / share;
  return fieldMt * share >= planeMt ? fieldMt : fieldMt * (1 + 2 * Number.EPSILON);
}
