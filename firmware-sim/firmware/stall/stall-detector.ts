import type { CancelAlarm, Clock } from '../../../protocol/clock.ts';
import { type MotorLine, stepDueUs, stepsAt } from '../../base/motor-line.ts';
import type { SlipStatement } from '../../base/motor-port.ts';
import { divideFloor } from '../../base/rational.ts';
import type { DetectionLaw, RecoveryLaw } from '../../base/therapy.ts';
import { CommandedTime } from '../schedule/commanded-time.ts';

export interface DetectionNumbers {
  /** Missed volume that makes a stall, in motor steps. A change of rate keeps the count. */
  readonly detectSteps: number;
  readonly recoverSteps: number;
  /** Time of missed steps that makes a stall, by the laws that use time. */
  readonly detectUs: number;
  /** Time of confirmed steps that makes a recovery, by the laws that use time. */
  readonly recoverUs: number;
}

export interface StallDetectorOptions {
  readonly clock: Clock;
  readonly law: DetectionLaw;
  readonly recoveryLaw: RecoveryLaw;
  readonly numbers: DetectionNumbers;
  readonly line: () => MotorLine;
  /** State of the stall machine. Only `onMissed` and `onConfirmed` change it. */
  readonly isStalled: () => boolean;
  readonly onMissed: () => void;
  readonly onConfirmed: () => void;
}

/**
 * Turns slip statements into a motor stall and its recovery, each by one of three laws. `volume` counts steps missed or
 * confirmed. `time` counts from the first missed or confirmed step, while steps are commanded. `eitherLater` needs
 * both. One confirmed step clears both counts of missed steps (assumed), and one missed step clears both counts of
 * confirmed steps. The moment of decision is computed, not polled.
 */
export class StallDetector {
  readonly #options: StallDetectorOptions;
  readonly #missedTime = new CommandedTime();
  readonly #confirmedTime = new CommandedTime();
  #follows = true;
  #lastConfirmedSteps = 0;
  #confirmedFromSteps = 0;
  #cancel: CancelAlarm | undefined;
  /** Time of the next decision. */
  #dueUs = Number.POSITIVE_INFINITY;

  constructor(options: StallDetectorOptions) {
    this.#options = options;
    this.#missFrom(0);
    this.#confirmFrom(0);
  }

  get stalled(): boolean {
    return this.#options.isStalled();
  }

  /** True if there is neither a stall nor a missed step. */
  get settled(): boolean {
    return this.#follows && !this.stalled;
  }

  /** Commanded step at which a statement could next decide. A rig checks its shaft there at the latest. */
  decideAtSteps(): number {
    const commanded = this.#commanded();
    const countSteps = this.stalled ? this.#recoverSteps() : this.#detectSteps();
    const decideAt = this.#countsFromSteps(commanded) + countSteps;
    return decideAt > commanded ? decideAt : commanded + countSteps;
  }

  onShaft(statement: SlipStatement): void {
    if (this.#isFullAt(statement)) this.#decide();
    if (statement.follows) {
      if (!this.#follows) this.#confirmFrom(statement.atSteps);
    } else if (!this.#follows) {
      if (statement.atSteps > this.#lastConfirmedSteps) this.#missFrom(statement.atSteps);
    } else if (statement.atSteps > this.#confirmedFromSteps) {
      this.#missFrom(statement.atSteps);
    }
    this.#follows = statement.follows;
    this.reschedule();
  }

  /**
   * True if the missed steps up to this statement are those of a stall, and the present step is the last of them. A field
   * that costs single turns ends each one at a missed step.
   */
  #isFullAt({ follows, atSteps }: SlipStatement): boolean {
    if (!follows || this.stalled || this.#dueUs > this.#options.clock.nowUs()) return false;
    return atSteps >= this.#commanded();
  }

  /** Sets the alarm of the next decision anew. Called after a change of the commanded line and after a statement. */
  reschedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#dueUs = Number.POSITIVE_INFINITY;
    const { clock, line } = this.#options;
    this.#missedTime.follow(line(), clock.nowUs());
    this.#confirmedTime.follow(line(), clock.nowUs());
    if (this.#follows !== this.stalled) return;
    const dueUs = this.stalled ? this.#recoveryDueUs() : this.#detectionDueUs();
    if (dueUs === Number.POSITIVE_INFINITY) return;
    this.#dueUs = Math.max(dueUs, clock.nowUs());
    this.#cancel = clock.at(this.#dueUs, () => this.#decide());
  }

  /** Returns the step from which the current count runs. A count that has not begun would begin now. */
  #countsFromSteps(commandedSteps: number): number {
    if (this.#follows !== this.stalled) return commandedSteps;
    return this.stalled ? this.#confirmedFromSteps : this.#lastConfirmedSteps;
  }

  #missFrom(lastConfirmedSteps: number): void {
    this.#lastConfirmedSteps = lastConfirmedSteps;
    this.#missedTime.restart(lastConfirmedSteps + 1);
  }

  #confirmFrom(lastMissedSteps: number): void {
    this.#confirmedFromSteps = lastMissedSteps;
    this.#confirmedTime.restart(lastMissedSteps + 1);
  }

  #detectionDueUs(): number {
    const { law, line, numbers, clock } = this.#options;
    const byVolumeUs = stepDueUs(line(), this.#lastConfirmedSteps + numbers.detectSteps);
    return dueUsBy(law, byVolumeUs, this.#missedTime.dueUs(numbers.detectUs, clock.nowUs()));
  }

  #recoveryDueUs(): number {
    const { recoveryLaw, line, numbers, clock } = this.#options;
    const byVolumeUs = stepDueUs(line(), this.#confirmedFromSteps + numbers.recoverSteps);
    return dueUsBy(recoveryLaw, byVolumeUs, this.#confirmedTime.dueUs(numbers.recoverUs, clock.nowUs()));
  }

  /** Returns the number of missed steps, including the first, from which on a stall may be noticed. */
  #detectSteps(): number {
    const { law, numbers, line } = this.#options;
    return stepsBy(law, numbers.detectSteps, numbers.detectUs, line());
  }

  #recoverSteps(): number {
    const { recoveryLaw, numbers, line } = this.#options;
    return stepsBy(recoveryLaw, numbers.recoverSteps, numbers.recoverUs, line());
  }

  #decide(): void {
    if (this.stalled) this.#options.onConfirmed();
    else this.#options.onMissed();
    this.reschedule();
  }

  #commanded(): number {
    return stepsAt(this.#options.line(), this.#options.clock.nowUs());
  }
}

function dueUsBy(law: DetectionLaw | RecoveryLaw, byVolumeUs: number, byTimeUs: number): number {
  if (law === 'volume') return byVolumeUs;
  return law === 'time' ? byTimeUs : Math.max(byVolumeUs, byTimeUs);
}

/** Returns the number of steps after which a law may decide. At a low rate the law by time needs few. */
function stepsBy(law: DetectionLaw | RecoveryLaw, steps: number, timeUs: number, { periodUs }: MotorLine): number {
  if (law !== 'time' || periodUs === undefined) return steps;
  return Math.min(steps, 1 + divideFloor(timeUs, periodUs));
}
