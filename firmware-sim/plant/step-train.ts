import type { Clock } from '../../protocol/clock.ts';
import { type MotorLine, stepsPerSecond } from '../base/motor-line.ts';
import type { PowerPort } from '../base/power-port.ts';
import { type Rational, rational, timesCeil } from '../base/rational.ts';
import type { Trace } from '../trace/trace.ts';
import type { Drive } from './drive.ts';
import { KEPT_STEPS, TRAIN_AHEAD_STEPS } from './motor-signals.ts';

/** A step keeps the period if its interval differs by at most this share (chosen). */
const KEPT_SHARE = 0.25;

/** Steps at one period: the first at `firstUs`, further ones every `periodUs`. */
export interface StepRun {
  readonly firstUs: number;
  readonly count: number;
  /** At least 1 us. Meaningless for one step. */
  readonly periodUs: number;
}

/** The line in the trace: its last record, and the period of its slope. */
interface RecordedTrain {
  readonly atUs: number;
  readonly atSteps: number;
  readonly periodUs: Rational;
}

export interface StepTrainOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly drive: Drive;
  readonly power: PowerPort | undefined;
}

/**
 * Makes lines of the single steps of a foreign firmware. Steps that keep their period extend one line, whose end is the
 * last commanded step. Only a deviation writes records, so that a year of steps writes few of them. The count of commanded
 * steps is exact at every time. It does not matter how the firmware divides its steps into runs.
 */
export class StepTrain {
  readonly #options: StepTrainOptions;
  #steps = 0;
  /** Time of the last commanded step; undefined while no train can begin with it. */
  #lastUs: number | undefined;
  #recorded: RecordedTrain | undefined;

  constructor(options: StepTrainOptions) {
    this.#options = options;
  }

  /** Time at which the next step is so late that the train has ended; Infinity without a train. */
  get lateUs(): number {
    if (this.#recorded === undefined || this.#lastUs === undefined) return Number.POSITIVE_INFINITY;
    return this.#lastUs + timesCeil(TRAIN_AHEAD_STEPS, this.#recorded.periodUs);
  }

  /** Writes the first record. Called once, when a run begins. */
  begin(): void {
    const { trace, clock, power } = this.#options;
    trace.line('motor.commandedSteps', 0, 0);
    power?.follow({ anchorUs: clock.nowUs(), anchorSteps: 0 });
  }

  /**
   * Commands the first step of a run, which is due now, and those after it that keep the train. Returns the rest of the
   * run, to be commanded at its own first step.
   */
  command({ count, periodUs }: StepRun): StepRun | undefined {
    const nowUs = this.#options.clock.nowUs();
    const isKept = this.#isKept(nowUs);
    const recorded = isKept ? this.#recorded : this.#newTrain(nowUs);
    this.#recorded = recorded;
    this.#steps += 1;
    const ahead = recorded === undefined ? 0 : this.#keptAhead(recorded, { firstUs: nowUs, count, periodUs });
    const line = this.#lineFrom(nowUs, ahead, periodUs);
    this.#steps += ahead;
    this.#lastUs = nowUs + ahead * periodUs;
    if (isKept) this.#extend(line);
    else this.#follow(line);
    const rest = count - 1 - ahead;
    return rest === 0 ? undefined : { firstUs: this.#lastUs + periodUs, count: rest, periodUs };
  }

  /** Ends the train at `lateUs`: the motor stands. */
  end(): void {
    this.#recorded = undefined;
    this.#lastUs = undefined;
    this.#follow({ anchorUs: this.#options.clock.nowUs(), anchorSteps: this.#steps });
  }

  /** Returns whether a step now keeps the train. */
  #isKept(nowUs: number): boolean {
    const recorded = this.#recorded;
    if (recorded === undefined || this.#lastUs === undefined) return false;
    return keepsPeriod(recorded, nowUs - this.#lastUs) && isOnLine(recorded, nowUs, this.#steps + 1);
  }

  /**
   * Returns the train that a step now begins. Its period is the mean since the last record, or the last interval if that
   * differs much. A step after a standstill begins none, because its period is not known yet.
   */
  #newTrain(nowUs: number): RecordedTrain | undefined {
    if (this.#lastUs === undefined) return undefined;
    const before = this.#recorded;
    const atSteps = this.#steps + 1;
    const periodUs =
      before !== undefined && keepsPeriod(before, nowUs - this.#lastUs)
        ? rational([nowUs - before.atUs], [atSteps - before.atSteps])
        : rational([nowUs - this.#lastUs], [1]);
    return { atUs: nowUs, atSteps, periodUs };
  }

  /** Returns how many steps of a run after its first one, which is already counted, keep the train. */
  #keptAhead(recorded: RecordedTrain, { firstUs, count, periodUs }: StepRun): number {
    if (count === 1 || !keepsPeriod(recorded, periodUs)) return 0;
    const isOn = (ahead: number): boolean => isOnLine(recorded, firstUs + ahead * periodUs, this.#steps + ahead);
    if (isOn(count - 1)) return count - 1;
    // The distance from the line grows with each step, so that bisection finds the last one on it.
    let low = 0;
    let high = count - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (isOn(middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  #lineFrom(nowUs: number, ahead: number, periodUs: number): MotorLine {
    const anchorSteps = this.#steps;
    const meanPeriodUs = this.#recorded?.periodUs;
    if (meanPeriodUs === undefined) return { anchorUs: nowUs, anchorSteps };
    const exact = ahead === 0 ? meanPeriodUs : { numerator: periodUs, denominator: 1 };
    return { anchorUs: nowUs, anchorSteps, periodUs: exact, endSteps: anchorSteps + ahead, meanPeriodUs };
  }

  #extend(line: MotorLine): void {
    const { drive, power } = this.#options;
    power?.extend(line);
    drive.extend(line);
  }

  #follow(line: MotorLine): void {
    const { drive, power, trace } = this.#options;
    trace.line('motor.commandedSteps', line.anchorSteps, stepsPerSecond(line));
    power?.follow(line);
    drive.follow(line);
  }
}

function keepsPeriod({ periodUs: { numerator, denominator } }: RecordedTrain, intervalUs: number): boolean {
  return Math.abs(intervalUs * denominator - numerator) <= KEPT_SHARE * numerator;
}

/** Returns whether a step lies on the recorded line. */
function isOnLine({ atUs, atSteps, periodUs }: RecordedTrain, stepUs: number, step: number): boolean {
  const { numerator, denominator } = periodUs;
  const ahead = (step - atSteps) * numerator - (stepUs - atUs) * denominator;
  return Math.abs(ahead) <= KEPT_STEPS * numerator;
}
