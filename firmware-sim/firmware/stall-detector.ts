import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepDueUs, stepsAt } from '../motor-line.ts';
import type { ShaftReport } from '../motor-port.ts';

/** Detection by unpumped volume, counted in motor steps so that a change of rate keeps the count. */
export interface VolumeLaw {
  readonly detectSteps: number;
  readonly recoverSteps: number;
}

export interface StallDetectorOptions {
  readonly clock: Clock;
  readonly law: VolumeLaw;
  readonly line: () => MotorLine;
  readonly onMissedVolume: () => void;
  readonly onConfirmedVolume: () => void;
}

/**
 * Turns the slip sensor's statements into a motor stall and its recovery. A stall: `detectSteps` commanded since the last
 * confirmed step, which zeroes the count (assumed). Recovery: `recoverSteps` confirmed without a miss. Between statements
 * nothing is polled, the moment of decision is computed.
 */
export class StallDetector {
  readonly #options: StallDetectorOptions;
  #follows = true;
  #stalled = false;
  #lastConfirmedSteps = 0;
  #confirmedFromSteps = 0;
  #cancel: CancelAlarm | undefined;

  constructor(options: StallDetectorOptions) {
    this.#options = options;
  }

  get stalled(): boolean {
    return this.#stalled;
  }

  /** The commanded step at which the next statement could decide something; a rig looks at its shaft there at the latest. */
  decideAtSteps(): number {
    const commanded = this.#commanded();
    const { detectSteps, recoverSteps } = this.#options.law;
    if (this.#stalled) return (this.#follows ? this.#confirmedFromSteps : commanded) + recoverSteps;
    return (this.#follows ? commanded : this.#lastConfirmedSteps) + detectSteps;
  }

  onShaft(report: ShaftReport): void {
    if (report.follows) {
      if (!this.#follows) this.#confirmedFromSteps = report.atSteps;
    } else if (!this.#follows) {
      this.#lastConfirmedSteps = Math.max(this.#lastConfirmedSteps, report.atSteps);
    } else if (report.atSteps > this.#confirmedFromSteps) {
      this.#lastConfirmedSteps = report.atSteps;
    }
    this.#follows = report.follows;
    this.reschedule();
  }

  /** After the commanded line changed, or a statement: sets the alarm of the next decision anew. */
  reschedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#follows === this.#stalled) {
      const dueUs = stepDueUs(this.#options.line(), this.decideAtSteps());
      if (dueUs === Number.POSITIVE_INFINITY) return;
      this.#cancel = this.#options.clock.at(Math.max(dueUs, this.#options.clock.nowUs()), () => this.#decide());
    }
  }

  #decide(): void {
    this.#stalled = !this.#stalled;
    if (this.#stalled) this.#options.onMissedVolume();
    else this.#options.onConfirmedVolume();
    this.reschedule();
  }

  #commanded(): number {
    return stepsAt(this.#options.line(), this.#options.clock.nowUs());
  }
}
