import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { ln } from '../base/exact-math.ts';
import { type MotorLine, stepDueUs } from '../base/motor-line.ts';
import type { RandomStream } from '../base/random-stream.ts';

export interface TurnLossOptions {
  readonly clock: Clock;
  /** Draws the motor turns that a field between disturbance and stall costs. */
  readonly stream: RandomStream;
  readonly line: () => MotorLine;
  /** Called at both steps of a lost turn. */
  readonly onStep: (atSteps: number) => void;
}

/** Next motor turn that a disturbing field costs, and the alarm at each of its two steps. */
export class TurnLoss {
  readonly #options: TurnLossOptions;
  #cancel: CancelAlarm | undefined;
  #atSteps: number | undefined;

  constructor(options: TurnLossOptions) {
    this.#options = options;
  }

  /** Step that begins the next lost turn; Infinity if none is drawn. */
  get nextSteps(): number {
    return this.#atSteps ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Draws the next lost turn. The number of turns until then is geometric, so one draw replaces one per turn.
   * `probability` is that of losing one turn.
   */
  draw(fromSteps: number, probability: number): void {
    // So small a probability vanishes in 1 - p, and the divisor would be ln(1) = 0.
    if (1 - probability >= 1) return;
    const turns = Math.floor(ln(1 - this.#options.stream.uniform()) / ln(1 - probability));
    this.#awaitStep(fromSteps + (fromSteps % 2) + 2 * turns + 1);
  }

  /** Sets the alarm anew, after a change of the motor line. */
  follow(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#atSteps === undefined) return;
    const { clock, line } = this.#options;
    const dueUs = stepDueUs(line(), this.#atSteps);
    if (dueUs !== Number.POSITIVE_INFINITY) this.#cancel = clock.at(dueUs, () => this.#step());
  }

  /** Waits for the second step of the lost turn. */
  goOn(firstSteps: number): void {
    this.#awaitStep(firstSteps + 1);
  }

  drop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#atSteps = undefined;
  }

  #awaitStep(atSteps: number): void {
    this.#atSteps = atSteps;
    this.follow();
  }

  #step(): void {
    const atSteps = this.#atSteps as number;
    this.#atSteps = undefined;
    this.#options.onStep(atSteps);
  }
}
