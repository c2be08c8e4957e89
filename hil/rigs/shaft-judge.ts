import type { Rational } from '../../firmware-sim/rational.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import { hasShaftFlag, type ShaftReport } from '../../protocol/rig-vocabulary.ts';
import { HilError } from '../hil-error.ts';
import type { Asker } from './asker.ts';
import type { FollowedRotor } from './followed-rotor.ts';
import type { RigFacts } from './rig-facts.ts';
import { ShaftWatch } from './shaft-watch.ts';
import { StallImposer } from './stall-imposer.ts';

/** Two readings of a shaft at rest differ by no more: two counts of its encoder. */
const REST_DEG = 0.18;
/** Readings until a push must be over. */
const REST_ASKS_MAX = 100;

export interface ShaftJudgeOptions {
  readonly asker: Asker;
  readonly facts: RigFacts;
  /** The shaft as the run begins. */
  readonly first: ShaftReport;
  /** Rig steps of one motor step of the pump. */
  readonly perMotorStep: Rational;
  readonly rotor: FollowedRotor;
  readonly trace: Trace;
}

/** Sees to it that the shaft does what the plant's rotor does, and decides what it means where its encoder says otherwise. */
export class ShaftJudge {
  readonly #options: ShaftJudgeOptions;
  readonly #watch: ShaftWatch;
  readonly #imposer: StallImposer;
  /** First motor step that the shaft was not seen to follow, while it slips. */
  #lastConfirmedSteps: number | undefined;
  #windowFromSteps = 0;
  #holdFromDeg: number | undefined;

  constructor(options: ShaftJudgeOptions) {
    const { asker, facts, first, perMotorStep, rotor } = options;
    this.#options = options;
    this.#watch = new ShaftWatch(facts, first);
    this.#imposer = new StallImposer({
      asker,
      facts,
      watch: this.#watch,
      pushStepsMax: Math.ceil(perMotorStep.numerator / perMotorStep.denominator),
      onImposed: (mode, bySteps) => this.#onStall(mode, bySteps),
    });
    rotor.onImposed = () => this.#impose();
  }

  /** A stall mode is imposed, so that the shaft stays where it is. */
  get holding(): boolean {
    return this.#imposer.holding;
  }

  get resolutionDeg(): number {
    return this.#watch.resolutionDeg;
  }

  /** So many rig steps were made by a shaft that nothing kept from turning. */
  moved(steps: number): void {
    this.#watch.moved(steps);
  }

  /** At the pump time of a segment's end. */
  decide(report: ShaftReport): void {
    const shaftDeg = this.#watch.shaftDeg(report);
    this.#options.trace.step('rig.shaftDeg', shaftDeg);
    if (!hasShaftFlag(report.flags, 'encoderOk')) {
      this.#options.asker.fail(
        new HilError('ENCODER_MISSING', 'rig', 'The rig lost its encoder: nothing says where the shaft is.'),
      );
    } else if (this.holding) {
      this.#confirmHold(shaftDeg);
    } else {
      this.#decideSlip(shaftDeg);
    }
  }

  #confirmHold(shaftDeg: number): void {
    this.#holdFromDeg ??= shaftDeg;
    const movedDeg = Math.abs(shaftDeg - this.#holdFromDeg);
    if (movedDeg <= this.#options.facts.reversedResolutionDeg) return;
    const message = `The shaft should be held, but its encoder saw it move by ${movedDeg.toFixed(2)} deg.`;
    this.#options.asker.fail(
      new HilError('HOLD_CONTRADICTED', 'rig', message, { hint: 'Is the motor held, and the encoder on the shaft?' }),
    );
  }

  #decideSlip(shaftDeg: number): void {
    const { asker, rotor } = this.#options;
    const decision = this.#watch.decide(shaftDeg);
    const commanded = rotor.commandedSteps();
    if (decision.kind === 'too little motion') return;
    if (decision.kind === 'ahead') {
      const message = `The shaft is ${decision.aheadDeg.toFixed(2)} deg ahead of all that was sent; a rig can only take away.`;
      asker.fail(new HilError('SHAFT_AHEAD', 'rig', message));
    } else if (decision.kind === 'slipped') {
      this.#takeAway(decision.slipDeg, decision.movedDeg);
    } else if (this.#lastConfirmedSteps !== undefined) {
      this.#lastConfirmedSteps = undefined;
      rotor.followsAgain(this.#windowFromSteps);
    }
    this.#windowFromSteps = commanded;
  }

  /** The order within a window is not known; motion first and then slip is assumed. */
  #takeAway(slipDeg: number, movedDeg: number): void {
    const { rotor, trace } = this.#options;
    const motorStepDeg = 360 / rotor.train.stepsPerRevolution;
    const movedSteps = Math.floor(movedDeg / motorStepDeg);
    if (this.#lastConfirmedSteps === undefined || movedSteps > 0)
      this.#lastConfirmedSteps = this.#windowFromSteps + movedSteps;
    trace.event('rig.slip', { slipDeg, sinceSteps: this.#lastConfirmedSteps });
    rotor.takeAway(slipDeg / motorStepDeg, this.#lastConfirmedSteps);
  }

  /** The plant's rotor began or ceased to follow. */
  #impose(): void {
    const { rotor } = this.#options;
    const rotorSteps = rotor.rotorDeg() / this.#options.facts.stepDeg;
    if (rotor.state !== 'turning') {
      this.#imposer.hold(rotorSteps);
      return;
    }
    this.#imposer.release(rotorSteps);
    this.#windowFromSteps = rotor.commandedSteps();
  }

  #onStall(mode: string, bySteps: number): void {
    this.#options.trace.event('rig.stall', { mode, bySteps });
    this.#holdFromDeg = undefined;
    this.#whenAtRest(REST_ASKS_MAX, undefined, (shaftDeg) => {
      if (mode !== 'none') this.#holdFromDeg = shaftDeg;
      this.#options.trace.step('rig.shaftDeg', shaftDeg);
    });
  }

  /** A push takes its time, and the answer to STALL comes before it: two readings that agree say that it is over. */
  #whenAtRest(asks: number, beforeDeg: number | undefined, then: (shaftDeg: number) => void): void {
    this.#options.asker.ask('STAT', {}, (_reply, report) => {
      const shaftDeg = this.#watch.shaftDeg(report);
      const rests = beforeDeg !== undefined && Math.abs(shaftDeg - beforeDeg) <= REST_DEG;
      if (rests || asks === 0) then(shaftDeg);
      else this.#whenAtRest(asks - 1, shaftDeg, then);
    });
  }
}
