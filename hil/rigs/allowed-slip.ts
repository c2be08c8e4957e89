import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { FollowedRotor } from './followed-rotor.ts';
import type { RigFacts } from './rig-facts.ts';
import type { ShaftComparison, ShaftWatch } from './shaft-watch.ts';

/** Trace signals of a run whose scenario takes slip of the rig as an input. */
const slipSignals: readonly SignalDeclaration[] = [
  { name: 'in.rigSlip', kind: 'event', unit: 'deg', doc: "The rig's shaft fell behind, and the pump's rotor with it." },
  { name: 'rig.slip', kind: 'event', unit: 'deg', doc: 'The shaft fell behind and nothing on the timeline said so.' },
];

export interface AllowedSlipOptions {
  readonly facts: RigFacts;
  readonly watch: ShaftWatch;
  readonly rotor: FollowedRotor;
  readonly trace: Trace;
}

/** Takes slip of the rig as an input. Subtracts the missed angle from the plant's rotor, in whole slip quanta. */
export class AllowedSlip {
  readonly #options: AllowedSlipOptions;
  /** Last motor step that the encoder confirmed before the slip; undefined while the shaft follows. */
  #lastConfirmedSteps: number | undefined;
  #windowFromSteps = 0;

  constructor(options: AllowedSlipOptions) {
    this.#options = options;
    options.trace.declare(slipSignals);
  }

  /** Begins a window of motion at the present position of the rotor. */
  begin(): void {
    this.#windowFromSteps = this.#options.rotor.commandedSteps();
  }

  /** Ends a window in which the shaft matched its command. */
  followed(): void {
    if (this.#lastConfirmedSteps !== undefined) {
      this.#lastConfirmedSteps = undefined;
      this.#options.rotor.followsAgain(this.#windowFromSteps);
    }
    this.begin();
  }

  /**
   * Books a difference as slip. Returns false for a shaft that is ahead of its command or turned backwards, because
   * slip causes neither.
   */
  takes({ commandedDeg, measuredDeg, allowedDeg }: ShaftComparison): boolean {
    const { facts, watch } = this.#options;
    const behindDeg = commandedDeg - measuredDeg;
    if (behindDeg < 0 || behindDeg > watch.motionDeg + allowedDeg) return false;
    const slipDeg = Math.round(behindDeg / facts.slipQuantumDeg) * facts.slipQuantumDeg;
    const movedDeg = Math.max(0, watch.motionDeg - slipDeg);
    watch.missed(slipDeg);
    watch.compared(measuredDeg);
    this.#takeAway(slipDeg, movedDeg);
    this.begin();
    return true;
  }

  /**
   * Subtracts slip from the plant's rotor. The order of motion and slip within a window is unknown; motion first is
   * assumed.
   */
  #takeAway(slipDeg: number, movedDeg: number): void {
    const { rotor, trace } = this.#options;
    const motorStepDeg = 360 / rotor.train.stepsPerRevolution;
    const movedSteps = Math.floor(movedDeg / motorStepDeg);
    if (this.#lastConfirmedSteps === undefined || movedSteps > 0)
      this.#lastConfirmedSteps = this.#windowFromSteps + movedSteps;
    trace.event('in.rigSlip', { slipDeg });
    trace.event('rig.slip', { slipDeg, sinceSteps: this.#lastConfirmedSteps });
    rotor.takeAway(slipDeg / motorStepDeg, this.#lastConfirmedSteps);
  }
}
