import type { Rational } from '../../firmware-sim/base/rational.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import { hasShaftFlag, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import { AllowedSlip } from './allowed-slip.ts';
import { SlipReports } from './claims/slip-reports.ts';
import type { SeenTurn } from './first-turn.ts';
import type { FollowedRotor } from './followed-rotor.ts';
import type { RigFacts } from './rig-facts.ts';
import type { RigRequests } from './rig-requests.ts';
import { type Agreement, shaftFailure } from './shaft-failure.ts';
import { agrees, COMPARED_MOTION_DEG, type ShaftComparison, ShaftWatch } from './shaft-watch.ts';
import { StallImposer } from './stall-imposer.ts';

/** Largest difference between two readings at rest: two counts of the encoder. */
const REST_DEG = 0.18;
/** Number of readings within which a push must end. */
const REST_ASKS_MAX = 100;

export interface ShaftJudgeOptions {
  readonly requests: RigRequests;
  readonly facts: RigFacts;
  /** Report at the start of the run. */
  readonly first: ShaftReport;
  /** Comparison of the turn before the run. */
  readonly firstTurn: SeenTurn;
  /** Rig steps per motor step of the pump. */
  readonly perMotorStep: Rational;
  readonly rotor: FollowedRotor;
  readonly trace: Trace;
  readonly pumpUs: () => number;
  /** True if the scenario takes slip of the rig as an input. */
  readonly allowsSlip: boolean;
}

/**
 * Makes the shaft follow the plant's rotor, and compares both. The expected position includes holds, lost turns and
 * pushes of the plant. A difference is therefore a failure of the rig, and never changes the plant.
 */
export class ShaftJudge {
  readonly #options: ShaftJudgeOptions;
  readonly #watch: ShaftWatch;
  readonly #imposer: StallImposer;
  readonly #slip: AllowedSlip | undefined;
  readonly #slipReports = new SlipReports();
  /** Angle of the plant's rotor at which this shaft began to follow it. */
  readonly #beganDeg: number;
  #agreement: Agreement | undefined;
  /** Latest reading of the free shaft, and its expected position. */
  #reading: { readonly shaftDeg: number; readonly expectedSteps: number } | undefined;
  #holdFromDeg: number | undefined;

  constructor(options: ShaftJudgeOptions) {
    const { requests, facts, first, perMotorStep, rotor, trace } = options;
    this.#options = options;
    this.#watch = new ShaftWatch(facts, first);
    this.#beganDeg = rotor.rotorDeg();
    this.#slip = options.allowsSlip ? new AllowedSlip({ facts, watch: this.#watch, rotor, trace }) : undefined;
    this.#imposer = new StallImposer({
      requests,
      facts,
      watch: this.#watch,
      pushStepsMax: Math.ceil(perMotorStep.numerator / perMotorStep.denominator),
      onImposed: (mode, bySteps) => this.#onStall(mode, bySteps),
    });
    rotor.onImposed = () => this.#impose();
    this.#begin(options.firstTurn);
    if (rotor.state !== 'turning') this.#impose();
  }

  /** True while a stall mode holds the shaft. */
  get holding(): boolean {
    return this.#imposer.holding;
  }

  get resolutionDeg(): number {
    return this.#watch.resolutionDeg;
  }

  /** Adds rig steps that the free shaft made. */
  moved(steps: number): void {
    this.#watch.moved(steps);
  }

  /** Adds the largest number of rig steps that the shaft can have made between a trip and its hold. */
  overran(steps: number): void {
    this.#watch.overran(steps);
  }

  /** Takes a SLIP event of the board. */
  slipReported(errorMilliDeg: number): void {
    this.#slipReports.reported(errorMilliDeg, this.#watch.drivenDeg);
  }

  /** Judges the report at the pump time at which a segment ends. */
  decide(report: ShaftReport): void {
    const shaftDeg = this.#seen(report);
    if (shaftDeg === undefined) return;
    const slipFailure = this.#slipReports.failureAt(this.#watch.drivenDeg);
    if (slipFailure !== undefined) this.#options.requests.fail(slipFailure);
    if (this.holding) {
      this.#confirmHold(shaftDeg);
      return;
    }
    this.#reading = { shaftDeg, expectedSteps: this.#watch.expectedSteps };
    if (this.#watch.isDue(shaftDeg)) this.#compare(shaftDeg);
  }

  /** Compares the resting shaft at the end of a run, however little it moved since the last comparison. */
  confirm(): void {
    this.#whenAtRest(REST_ASKS_MAX, undefined, (_shaftDeg, report) => {
      const shaftDeg = this.#seen(report);
      if (shaftDeg === undefined) return;
      if (this.holding) this.#confirmHold(shaftDeg);
      else this.#compare(shaftDeg);
    });
  }

  /**
   * Judges the first turn. Either it shows that the encoder is not stuck, or it fails the run before pump time
   * advances.
   */
  #begin(turn: SeenTurn): void {
    const { pumpUs } = this.#options;
    if (agrees(turn)) {
      this.#watch.followedBefore(turn.commandedDeg);
      this.#agreement = { pumpUs: pumpUs(), commandedDeg: 0, measuredDeg: 0 };
    } else if (this.#slip === undefined) this.#fail(turn);
  }

  /** Writes the shaft angle of a report into the trace, and returns it. Fails the run if the encoder is missing. */
  #seen(report: ShaftReport): number | undefined {
    const shaftDeg = this.#watch.shaftDeg(report);
    this.#options.trace.step('rig.shaftDeg', shaftDeg);
    if (hasShaftFlag(report.flags, 'encoderOk')) return shaftDeg;
    const message = 'The rig lost its encoder, so the angle of its shaft is unknown.';
    this.#options.requests.fail(new HilError('ENCODER_MISSING', 'rig', message));
    return undefined;
  }

  #confirmHold(shaftDeg: number): void {
    const { requests, facts } = this.#options;
    if (!this.#watch.hasFollowed) {
      const message = `The hold is unconfirmed: the encoder has shown less than ${COMPARED_MOTION_DEG} deg of motion in this run, so it may be stuck.`;
      requests.fail(new HilError('HOLD_UNCONFIRMED', 'rig', message, { hint: 'Check the encoder with `rig check`.' }));
      return;
    }
    this.#holdFromDeg ??= shaftDeg;
    const movedDeg = Math.abs(shaftDeg - this.#holdFromDeg);
    if (movedDeg <= facts.reversedResolutionDeg) return;
    const message = `The shaft moved by ${movedDeg.toFixed(2)} deg while it was held.`;
    requests.fail(
      new HilError('HOLD_CONTRADICTED', 'rig', message, { hint: 'Check the brake and the mount of the encoder.' }),
    );
  }

  #compare(shaftDeg: number): void {
    const { pumpUs } = this.#options;
    const seen = this.#watch.compare(shaftDeg);
    if (agrees(seen)) {
      this.#agreement = { pumpUs: pumpUs(), commandedDeg: seen.commandedDeg, measuredDeg: seen.measuredDeg };
      this.#watch.agreed(seen);
      this.#slip?.followed();
      return;
    }
    if (this.#slip?.takes(seen) === true) return;
    this.#fail(seen);
  }

  #fail(seen: ShaftComparison): void {
    const { requests, facts, trace } = this.#options;
    trace.event('rig.disagreement', { ...seen, agreedUs: this.#agreement?.pumpUs ?? 'never' });
    requests.fail(shaftFailure(seen, this.#agreement, facts.calibrated));
  }

  /** Holds or releases the shaft after the plant's rotor has stalled or follows again. */
  #impose(): void {
    const { rotor } = this.#options;
    const rotorSteps = (rotor.rotorDeg() - this.#beganDeg) / this.#options.facts.stepDeg;
    if (rotor.state !== 'turning') {
      this.#compareBeforeHold();
      this.#imposer.hold(rotorSteps);
      return;
    }
    this.#imposer.release(rotorSteps);
    if (this.#options.facts.holdMode !== 'hold') this.#watch.lockedIn();
    this.#slip?.begin();
  }

  /**
   * Compares before a hold. After a trip no reading matches the expected position, so the next span is compared
   * instead.
   */
  #compareBeforeHold(): void {
    const reading = this.#reading;
    if (this.holding || this.#slip !== undefined || reading?.expectedSteps !== this.#watch.expectedSteps) return;
    this.#compare(reading.shaftDeg);
  }

  #onStall(mode: string, bySteps: number): void {
    this.#options.trace.event('rig.stall', { mode, bySteps });
    this.#holdFromDeg = undefined;
    this.#whenAtRest(REST_ASKS_MAX, undefined, (shaftDeg) => {
      if (mode !== 'none') this.#holdFromDeg = shaftDeg;
      this.#options.trace.step('rig.shaftDeg', shaftDeg);
    });
  }

  /** Repeats STAT until two readings agree, because a push lasts longer than the reply to STALL. */
  #whenAtRest(
    asks: number,
    beforeDeg: number | undefined,
    then: (shaftDeg: number, report: ShaftReport) => void,
  ): void {
    this.#options.requests.send('STAT', {}, (_reply, report) => {
      const shaftDeg = this.#watch.shaftDeg(report);
      const rests = beforeDeg !== undefined && Math.abs(shaftDeg - beforeDeg) <= REST_DEG;
      if (rests || asks === 0) then(shaftDeg, report);
      else this.#whenAtRest(asks - 1, shaftDeg, then);
    });
  }
}
