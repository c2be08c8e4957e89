import { type MotorLine, stepDueUs } from '../../base/motor-line.ts';

/** How long steps have been commanded since a certain step was due; it stands while nothing is commanded. */
export class CommandedTime {
  #fromStep = Number.POSITIVE_INFINITY;
  #countedUs = 0;
  #line: MotorLine | undefined;
  #countedToUs = 0;

  /** Counts anew, from the moment at which `step` is due. */
  restart(step: number): void {
    this.#fromStep = step;
    this.#countedUs = 0;
  }

  /** The line from now on; what went by on the one before it is counted. */
  follow(line: MotorLine, nowUs: number): void {
    if (this.#line?.periodUs !== undefined) {
      const fromUs = Math.max(this.#countedToUs, stepDueUs(this.#line, this.#fromStep));
      this.#countedUs += Math.max(0, nowUs - fromUs);
    }
    this.#line = line;
    this.#countedToUs = nowUs;
  }

  /** When the count reaches `limitUs` if the line goes on; Infinity while it stands or never comes to the step. */
  dueUs(limitUs: number, nowUs: number): number {
    if (this.#line?.periodUs === undefined) return Number.POSITIVE_INFINITY;
    const fromUs = Math.max(nowUs, stepDueUs(this.#line, this.#fromStep));
    return fromUs + limitUs - this.#countedUs;
  }
}
