import type {
  FirmwareIdentity,
  Grant,
  HostedFirmware,
  PumpPins,
  ResetCause,
  Rest,
} from '../../../hil/firmware/hosted-firmware.ts';

interface StepperOptions {
  /** Time between two steps. */
  readonly periodUs: number;
  /** Most steps in one report. Default: 64. */
  readonly batchSteps?: number;
  /** Steps after which the firmware sleeps for ever. Default: never. */
  readonly stepCount?: number;
  readonly onBattery?: (mv: number) => void;
}

/** A firmware that energises the motor at its start, and then steps at a constant period. It counts SENSE pulses. */
export class ConstantStepper implements HostedFirmware {
  readonly identity: FirmwareIdentity = { name: 'constant stepper', kind: 'native', hash: '0'.repeat(64) };
  /** Steps made, and steps that the shaft followed according to SENSE. */
  commandedSteps = 0;
  followedSteps = 0;
  closeCount = 0;
  /** Causes of its starts. */
  readonly causes: ResetCause[] = [];
  readonly #options: Required<StepperOptions>;
  #pins: PumpPins | undefined;
  #reachedUs = 0;
  #nextUs = 0;
  /** Times of SENSE pulses that the grants covered, and that have not come yet. */
  #pulses: number[] = [];

  constructor(options: StepperOptions) {
    this.#options = { batchSteps: 64, stepCount: Number.POSITIVE_INFINITY, onBattery: () => {}, ...options };
  }

  begin(pins: PumpPins, nowUs: number, cause: ResetCause): void {
    this.causes.push(cause);
    this.#pins = pins;
    this.#reachedUs = nowUs;
    this.#nextUs = nowUs + this.#options.periodUs;
    pins.energise(true, nowUs);
  }

  advance({ limitUs, followedSteps, senseDelayUs }: Grant): Rest {
    const { periodUs, batchSteps, stepCount } = this.#options;
    let followed = followedSteps;
    while (this.#nextUs <= limitUs && this.commandedSteps < stepCount) {
      const dueSteps = Math.floor((limitUs - this.#nextUs) / periodUs) + 1;
      const count = Math.min(dueSteps, batchSteps, Math.max(1, followed), stepCount - this.commandedSteps);
      this.#pins?.step(this.#nextUs, count, count > 1 ? periodUs : undefined);
      for (let step = 0; step < Math.min(count, followed); step += 1)
        this.#pulses.push(this.#nextUs + step * periodUs + senseDelayUs);
      this.commandedSteps += count;
      this.#nextUs += count * periodUs;
      this.#reachedUs = this.#nextUs - periodUs;
      const isStopped = count > followed;
      followed -= count;
      if (isStopped) return { reachedUs: this.#reachedUs, wakeUs: this.#reachedUs };
    }
    this.#takePulses(limitUs);
    const nextStepUs = this.commandedSteps < stepCount ? this.#nextUs : Number.POSITIVE_INFINITY;
    return { reachedUs: this.#reachedUs, wakeUs: Math.min(nextStepUs, this.#pulses[0] ?? Number.POSITIVE_INFINITY) };
  }

  receive(_bytes: Uint8Array, atUs: number): void {
    this.#reachedUs = atUs;
  }

  sense(atUs: number): void {
    this.#reachedUs = atUs;
    this.followedSteps += 1;
  }

  battery(mv: number, atUs: number): void {
    this.#reachedUs = atUs;
    this.#options.onBattery(mv);
  }

  async close(): Promise<void> {
    this.closeCount += 1;
  }

  #takePulses(limitUs: number): void {
    const still = this.#pulses.filter((atUs) => atUs > limitUs);
    const raised = this.#pulses.length - still.length;
    this.followedSteps += raised;
    if (raised > 0) this.#reachedUs = Math.max(this.#reachedUs, this.#pulses[raised - 1] ?? 0);
    this.#pulses = still;
  }
}
