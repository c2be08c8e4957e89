import type { Clock } from '../../../protocol/clock.ts';
import { type MotorLine, stepPeriodUs, stepsAt, stepsPerSecond } from '../../base/motor-line.ts';
import type { MotorPort } from '../../base/motor-port.ts';
import type { Rational } from '../../base/rational.ts';
import { stepMlOf } from '../../products/step-volume.ts';
import type { Declarations } from '../../trace/signal.ts';
import type { Trace } from '../../trace/trace.ts';
import { type DeliveryLimits, NL_PER_ML } from './delivery-limits.ts';

/** Signals of the commanded motor line. */
export const commandSignals = {
  'pump.rateMlPerDay': { kind: 'step', unit: 'mL/day', doc: 'Rate that the firmware commands.' },
  'pump.programmedMl': {
    kind: 'line',
    unit: 'mL',
    error: 'believed step',
    quantum: 'believed step',
    doc: 'Volume that the firmware believes it has pumped.',
  },
} as const satisfies Declarations;

export interface CommandedLineOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly motor: MotorPort;
  readonly limits: DeliveryLimits;
  /** Called after each change. */
  readonly onLine: () => void;
}

export interface Course {
  readonly rateMlPerDay: number;
  readonly periodUs: Rational | undefined;
  /** Time for which the first step is already in progress. */
  readonly leadUs?: number;
  readonly endSteps?: number | undefined;
}

const PERIODS_KEPT_MAX = 32;

/** The commanded line of motor steps, and its records. */
export class CommandedLine {
  readonly #options: CommandedLineOptions;
  #line: MotorLine;
  readonly #periods = new Map<number, Rational>();

  constructor(options: CommandedLineOptions) {
    this.#options = options;
    this.#line = { anchorUs: options.clock.nowUs(), anchorSteps: 0 };
  }

  get line(): MotorLine {
    return this.#line;
  }

  get commandedSteps(): number {
    return stepsAt(this.#line, this.#options.clock.nowUs());
  }

  get stepMl(): number {
    return stepMlOf(this.#options.limits.step);
  }

  /** Mean programmed flow of a line, in mL a second. */
  perSecondMl(line: MotorLine): number {
    return stepsPerSecond(line) * this.stepMl;
  }

  /** Runs at a rate from now on, up to `endSteps` if given. Drops the part of an unfinished step. */
  run(rateMlPerDay: number, endSteps?: number): void {
    const periodUs = rateMlPerDay === 0 ? undefined : this.#periodUs(rateMlPerDay);
    this.follow({ rateMlPerDay, periodUs, endSteps });
  }

  follow({ rateMlPerDay, periodUs, leadUs = 0, endSteps }: Course): void {
    const { motor, clock, trace, onLine } = this.#options;
    const anchorSteps = this.commandedSteps;
    this.#line =
      periodUs === undefined
        ? { anchorUs: clock.nowUs(), anchorSteps }
        : { anchorUs: clock.nowUs() - leadUs, anchorSteps, periodUs, endSteps };
    trace.line('pump.programmedMl', anchorSteps * this.stepMl, this.perSecondMl(this.#line));
    trace.step('pump.rateMlPerDay', rateMlPerDay);
    motor.follow(this.#line);
    onLine();
  }

  /**
   * Returns the step period of a rate. It is cached, because few rates recur and reducing a ratio of large numbers is
   * the costliest part of a line.
   */
  #periodUs(rateMlPerDay: number): Rational {
    const known = this.#periods.get(rateMlPerDay);
    if (known !== undefined) return known;
    const { unitUl, stepsPerUnit } = this.#options.limits.step;
    const period = stepPeriodUs(Math.round(rateMlPerDay * NL_PER_ML), Math.round(unitUl * 1000), stepsPerUnit);
    if (this.#periods.size >= PERIODS_KEPT_MAX) this.#periods.clear();
    this.#periods.set(rateMlPerDay, period);
    return period;
  }
}
