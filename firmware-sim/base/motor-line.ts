import { divideFloor, type Rational, rational, timesCeil } from './rational.ts';
import { US_PER_DAY, US_PER_SECOND } from './time-units.ts';

/**
 * What the firmware asks of the motor: from `anchorSteps` at `anchorUs` one step every `periodUs`, up to `endSteps`.
 * Step anchorSteps + k is due at anchorUs + ceil(k x period), so a line that runs for seven years is still exact to 1 us.
 * The anchor of a line may lie up to a period before it was given: then a step was under way already.
 */
export interface MotorLine {
  readonly anchorUs: number;
  readonly anchorSteps: number;
  /** Microseconds per motor step; absent while the motor stands. */
  readonly periodUs?: Rational;
  /** The last step of the line, where it has one. */
  readonly endSteps?: number;
}

/** Period of a rate: 86.4e9 us a day times the volume of one motor step. Both volumes in whole nanolitres. */
export function stepPeriodUs(rateNlPerDay: number, revolutionNl: number, stepsPerRevolution: number): Rational {
  return rational([US_PER_DAY, revolutionNl], [rateNlPerDay, stepsPerRevolution]);
}

/** Motor steps commanded up to and at a time. */
export function stepsAt(line: MotorLine, timeUs: number): number {
  if (line.periodUs === undefined || timeUs <= line.anchorUs) return line.anchorSteps;
  const steps = line.anchorSteps + divideFloor(timeUs - line.anchorUs, line.periodUs);
  return line.endSteps === undefined ? steps : Math.min(steps, line.endSteps);
}

/**
 * When a step is due; the anchor for steps already made, Infinity where the line never reaches it or only after the
 * 285 years that whole microseconds in a double can count.
 */
export function stepDueUs(line: MotorLine, step: number): number {
  if (step <= line.anchorSteps) return line.anchorUs;
  if (line.periodUs === undefined || step === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (line.endSteps !== undefined && step > line.endSteps) return Number.POSITIVE_INFINITY;
  const dueUs = line.anchorUs + timesCeil(step - line.anchorSteps, line.periodUs);
  return Number.isSafeInteger(dueUs) ? dueUs : Number.POSITIVE_INFINITY;
}

/** Mean steps per second, for the slopes in the trace. */
export function stepsPerSecond(line: MotorLine): number {
  if (line.periodUs === undefined) return 0;
  return (US_PER_SECOND * line.periodUs.denominator) / line.periodUs.numerator;
}
