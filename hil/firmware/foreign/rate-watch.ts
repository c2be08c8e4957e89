import { US_PER_DAY } from '../../../firmware-sim/base/time-units.ts';
import type { Trace } from '../../../firmware-sim/trace/trace.ts';
import type { Clock } from '../../../protocol/clock.ts';
import type { StatedRate } from './stated-values.ts';

/** Steps by which both ends of a span may be off: the step under way, and one that a change of rate drops. */
const STEPS_SLACK = 2;
/** Error of a clock without a stated drift, for example of a quartz (assumed). */
const DRIFT_PPM_MIN = 200;
const PPM = 1_000_000;

export interface RateWatchOptions {
  readonly trace: Trace;
  readonly clock: Clock;
  /** Volume of a motor step by the firmware's calibration. */
  readonly stepMl: number;
  readonly clockDriftPpm: number;
  /** Steps that the firmware has commanded up to now. */
  readonly stepsMade: () => number;
}

/** A statement, and the steps that were commanded by then. */
interface Stated {
  readonly atUs: number;
  readonly steps: number;
  readonly rateMlPerDay: number;
}

/**
 * Compares the rate that a firmware states with the steps that it commands, from one statement to the next. Between two equal
 * statements of a steady rate the number of steps follows. It judges the firmware by its own words.
 */
export class RateWatch {
  readonly #options: RateWatchOptions;
  #from: Stated | undefined;

  constructor(options: RateWatchOptions) {
    this.#options = options;
  }

  stated({ rateMlPerDay, isSteady }: StatedRate): void {
    const { clock, stepsMade } = this.#options;
    const [atUs, steps] = [clock.nowUs(), stepsMade()];
    const from = this.#from;
    if (from !== undefined && isSteady && from.rateMlPerDay === rateMlPerDay) {
      this.#compare(from, atUs, steps);
      return;
    }
    this.#from = isSteady ? { atUs, steps, rateMlPerDay } : undefined;
  }

  #compare(from: Stated, atUs: number, steps: number): void {
    const { trace, stepMl, clockDriftPpm } = this.#options;
    const spanUs = atUs - from.atUs;
    if (spanUs === 0) return;
    const stepsStated = (from.rateMlPerDay * spanUs) / US_PER_DAY / stepMl;
    const stepsMade = steps - from.steps;
    const errorMax = STEPS_SLACK + (stepsStated * Math.max(DRIFT_PPM_MIN, clockDriftPpm)) / PPM;
    const state = Math.abs(stepsMade - stepsStated) <= errorMax ? 'kept' : 'not kept';
    const stepsRounded = Math.round(stepsStated * 10) / 10;
    trace.event('motor.rateCheck', { state, rateMlPerDay: from.rateMlPerDay, stepsStated: stepsRounded, stepsMade });
  }
}
