import { divideFloor, type Rational, rational, timesCeil } from './rational.ts';
import { US_PER_DAY, US_PER_SECOND } from './time-units.ts';

/**
 * Motor steps that the firmware commands: from `anchorSteps` at `anchorUs` one step every `periodUs`, up to `endSteps`.
 * Step anchorSteps + k is due at anchorUs + ceil(k x period), so a line is exact to 1 us even after seven years. The
 * anchor may lie up to one period before the start of the line; then a step was already in progress.
 */
export interface MotorLine {
  readonly anchorUs: number;
  readonly anchorSteps: number;
  /** Microseconds per motor step. Absent while the motor stands. */
  readonly periodUs?: Rational;
  /** Last step of the line. Absent if the line has no end. */
  readonly endSteps?: number | undefined;
  /** Mean period of a train of single steps, for slopes. Absent: `periodUs`, which then is the period of every step. */
  readonly meanPeriodUs?: Rational | undefined;
}

/**
 * Returns the period of one motor step at a rate: 86.4e9 us a day times the volume of the step. Both volumes are in
 * whole nanolitres.
 */
export function stepPeriodUs(rateNlPerDay: number, revolutionNl: number, stepsPerRevolution: number): Rational {
  return rational([US_PER_DAY, revolutionNl], [rateNlPerDay, stepsPerRevolution]);
}

/** Returns the motor steps commanded up to a time, and at it. */
export function stepsAt(line: MotorLine, timeUs: number): number {
  if (line.periodUs === undefined || timeUs <= line.anchorUs) return line.anchorSteps;
  const steps = line.anchorSteps + divideFloor(timeUs - line.anchorUs, line.periodUs);
  return line.endSteps === undefined ? steps : Math.min(steps, line.endSteps);
}

/**
 * Returns the time at which a step is due; the anchor for steps already made. Infinity if the line never reaches the
 * step, or only after the 285 years that whole microseconds in a double can count.
 */
export function stepDueUs(line: MotorLine, step: number): number {
  if (step <= line.anchorSteps) return line.anchorUs;
  if (line.periodUs === undefined || step === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (line.endSteps !== undefined && step > line.endSteps) return Number.POSITIVE_INFINITY;
  const dueUs = line.anchorUs + timesCeil(step - line.anchorSteps, line.periodUs);
  return Number.isSafeInteger(dueUs) ? dueUs : Number.POSITIVE_INFINITY;
}

/** Returns the mean steps per second, for the slopes in the trace. */
export function stepsPerSecond(line: MotorLine): number {
  if (line.periodUs === undefined) return 0;
  const { numerator, denominator } = line.meanPeriodUs ?? line.periodUs;
  return (US_PER_SECOND * denominator) / numerator;
}
