import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { FollowedRotor } from './followed-rotor.ts';
import type { RigFacts } from './rig-facts.ts';
import type { Comparison, ShaftWatch } from './shaft-watch.ts';

/** What a run records whose scenario takes slip of the rig for an input. */
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

/** Slip as an input: what the shaft missed is missing from the plant's rotor, in whole slip quanta. */
export class AllowedSlip {
  readonly #options: AllowedSlipOptions;
  /** First motor step that the shaft was not seen to follow, while it slips. */
  #lastConfirmedSteps: number | undefined;
  #windowFromSteps = 0;

  constructor(options: AllowedSlipOptions) {
    this.#options = options;
    options.trace.declare(slipSignals);
  }

  /** A window of motion begins: the rotor turns from here on. */
  begin(): void {
    this.#windowFromSteps = this.#options.rotor.commandedSteps();
  }

  /** The shaft agrees over the window that ends now. */
  followed(): void {
    if (this.#lastConfirmedSteps !== undefined) {
      this.#lastConfirmedSteps = undefined;
      this.#options.rotor.followsAgain(this.#windowFromSteps);
    }
    this.begin();
  }

  /** Books a difference, unless it is none that slip can make: a shaft ahead of its command, or one that went backwards. */
  takes({ commandedDeg, measuredDeg, allowedDeg }: Comparison): boolean {
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

  /** The order within a window is not known; motion first and then slip is assumed. */
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
