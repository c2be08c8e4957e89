import { type MotorLine, stepDueUs } from '../../base/motor-line.ts';

/**
 * Counts the time for which steps have been commanded since a given step was due. It stands while nothing is commanded.
 */
export class CommandedTime {
  #fromStep = Number.POSITIVE_INFINITY;
  #countedUs = 0;
  #line: MotorLine | undefined;
  #countedToUs = 0;

  /** Restarts the count at the time at which `step` is due. */
  restart(step: number): void {
    this.#fromStep = step;
    this.#countedUs = 0;
  }

  /** Follows a new line. Time on the old line still counts. */
  follow(line: MotorLine, nowUs: number): void {
    if (this.#line?.periodUs !== undefined) {
      const fromUs = Math.max(this.#countedToUs, stepDueUs(this.#line, this.#fromStep));
      this.#countedUs += Math.max(0, nowUs - fromUs);
    }
    this.#line = line;
    this.#countedToUs = nowUs;
  }

  /**
   * Returns the time at which the count reaches `limitUs` on the current line. Infinity while it stands or never
   * reaches the step.
   */
  dueUs(limitUs: number, nowUs: number): number {
    if (this.#line?.periodUs === undefined) return Number.POSITIVE_INFINITY;
    const fromUs = Math.max(nowUs, stepDueUs(this.#line, this.#fromStep));
    return fromUs + limitUs - this.#countedUs;
  }
}
