import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepDueUs, stepsAt } from '../motor-line.ts';
import type { ShaftReport } from '../motor-port.ts';
import { divideFloor } from '../rational.ts';
import type { DetectionLaw } from '../therapy.ts';
import { CommandedTime } from './commanded-time.ts';

export interface DetectionNumbers {
  /** Unpumped volume that makes a stall, in motor steps, so that a change of rate keeps the count. */
  readonly detectSteps: number;
  readonly recoverSteps: number;
  /** Time of missed steps that makes a stall by the laws that look at time. */
  readonly detectUs: number;
}

export interface StallDetectorOptions {
  readonly clock: Clock;
  readonly law: DetectionLaw;
  readonly numbers: DetectionNumbers;
  readonly line: () => MotorLine;
  readonly onMissed: () => void;
  readonly onConfirmed: () => void;
}

/**
 * Turns the slip sensor's statements into a motor stall and its recovery, by one of three laws: `volume` (steps commanded
 * since the last confirmed one), `time` (from the first missed step on, while steps are commanded), `eitherLater` (both).
 * One confirmed step zeroes both counts (assumed). Recovery is by volume under each law. Nothing is polled: the moment of
 * decision is computed.
 */
export class StallDetector {
  readonly #options: StallDetectorOptions;
  readonly #missedTime = new CommandedTime();
  #follows = true;
  #stalled = false;
  #lastConfirmedSteps = 0;
  #confirmedFromSteps = 0;
  #cancel: CancelAlarm | undefined;

  constructor(options: StallDetectorOptions) {
    this.#options = options;
    this.#missFrom(0);
  }

  get stalled(): boolean {
    return this.#stalled;
  }

  /** Neither a stall nor a missed step: what happens next begins anew. */
  get settled(): boolean {
    return this.#follows && !this.#stalled;
  }

  /** The commanded step at which a statement could next decide something; a rig looks at its shaft there at the latest. */
  decideAtSteps(): number {
    const commanded = this.#commanded();
    if (this.#stalled)
      return (this.#follows ? this.#confirmedFromSteps : commanded) + this.#options.numbers.recoverSteps;
    const detectSteps = this.#detectSteps();
    const fromSteps = this.#follows ? commanded : this.#lastConfirmedSteps;
    const decideAt = fromSteps + detectSteps;
    return decideAt > commanded ? decideAt : commanded + detectSteps;
  }

  onShaft(report: ShaftReport): void {
    if (report.follows) {
      if (!this.#follows) this.#confirmedFromSteps = report.atSteps;
    } else if (!this.#follows) {
      if (report.atSteps > this.#lastConfirmedSteps) this.#missFrom(report.atSteps);
    } else if (report.atSteps > this.#confirmedFromSteps) {
      this.#missFrom(report.atSteps);
    }
    this.#follows = report.follows;
    this.reschedule();
  }

  /** After the commanded line changed, or a statement: sets the alarm of the next decision anew. */
  reschedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const { clock, line } = this.#options;
    this.#missedTime.follow(line(), clock.nowUs());
    if (this.#follows !== this.#stalled) return;
    const dueUs = this.#stalled ? stepDueUs(line(), this.decideAtSteps()) : this.#detectionDueUs();
    if (dueUs !== Number.POSITIVE_INFINITY) {
      this.#cancel = clock.at(Math.max(dueUs, clock.nowUs()), () => this.#decide());
    }
  }

  #missFrom(lastConfirmedSteps: number): void {
    this.#lastConfirmedSteps = lastConfirmedSteps;
    this.#missedTime.restart(lastConfirmedSteps + 1);
  }

  #detectionDueUs(): number {
    const { law, line, numbers, clock } = this.#options;
    const byVolumeUs = stepDueUs(line(), this.#lastConfirmedSteps + numbers.detectSteps);
    const byTimeUs = this.#missedTime.dueUs(numbers.detectUs, clock.nowUs());
    if (law === 'volume') return byVolumeUs;
    return law === 'time' ? byTimeUs : Math.max(byVolumeUs, byTimeUs);
  }

  /** Missed steps, the first included, after which a stall may be noticed; at a low rate the law by time needs few. */
  #detectSteps(): number {
    const { law, numbers, line } = this.#options;
    const { periodUs } = line();
    if (law !== 'time' || periodUs === undefined) return numbers.detectSteps;
    return Math.min(numbers.detectSteps, 1 + divideFloor(numbers.detectUs, periodUs));
  }

  #decide(): void {
    this.#stalled = !this.#stalled;
    if (this.#stalled) this.#options.onMissed();
    else this.#options.onConfirmed();
    this.reschedule();
  }

  #commanded(): number {
    return stepsAt(this.#options.line(), this.#options.clock.nowUs());
  }
}
