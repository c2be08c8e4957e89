import type { CancelAlarm, Clock } from '../../../protocol/clock.ts';
import { stepPeriodUs } from '../../base/motor-line.ts';
import { type Rational, rational } from '../../base/rational.ts';
import { US_PER_DAY } from '../../base/time-units.ts';
import type { StepVolume } from '../../products/step-volume.ts';
import type { BolusProgress } from './bolus-record.ts';
import type { CommandedLine } from './commanded-line.ts';
import type { PumpCalendar } from './pump-calendar.ts';
import { lengthUs, type RateStretch, rateMlPerDayOf, type Schedule } from './schedule.ts';
import { placeNow } from './schedule-time.ts';

export interface SchedulePlayerOptions {
  readonly clock: Clock;
  readonly calendar: PumpCalendar;
  readonly line: CommandedLine;
  readonly step: StepVolume;
  /** Called when a bolus of the schedule begins, ends or is cut. */
  readonly onBolus: (progress: BolusProgress) => void;
}

/**
 * Stretch with the values that the motor needs. They are computed once, because reducing a ratio of large numbers is
 * costly.
 */
interface MotorStretch extends RateStretch {
  /** Absent if nothing flows. */
  readonly periodUs?: Rational;
  readonly rateMlPerDay: number;
  readonly lengthUs: number;
  /** Parts of a step that the stretch makes in `perUs`, and in its whole length. */
  readonly partsPerSpan: bigint;
  readonly partsPerLength: bigint;
  readonly spanUs: bigint;
}

/**
 * Runs a schedule: an alarm at its next boundary, and a new line there. A motor step in progress at a boundary
 * continues in the next stretch. It is counted in whole parts of a step, so that years of boundaries are exact to a
 * step.
 */
export class SchedulePlayer {
  readonly #options: SchedulePlayerOptions;
  /** Number of parts in one motor step. With it every rate makes a whole number of parts a microsecond. */
  readonly #partsPerStep: bigint;
  #schedule: Schedule | undefined;
  #stretches: readonly MotorStretch[] = [];
  #index = 0;
  #parts = 0n;
  #fromUs = 0;
  #fromSteps = 0;
  /** Steps of the current bolus. Fewer than the whole bolus if the schedule started within it. */
  #bolusSteps = 0;
  #cancel: CancelAlarm | undefined;
  #running = false;

  constructor(options: SchedulePlayerOptions) {
    this.#options = options;
    this.#partsPerStep = BigInt(this.#unitNl) * BigInt(US_PER_DAY);
  }

  get runsBolus(): boolean {
    return this.#running && this.#stretch.isBolus;
  }

  /** Remaining volume of a bolus of the schedule, in nanolitres. */
  get bolusLeftNl(): number {
    if (!this.runsBolus || this.#schedule === undefined) return 0;
    const { volumeNl, perUs } = this.#stretch;
    const nowUs = this.#options.clock.nowUs();
    const { endUs } = placeNow(this.#schedule, this.#options);
    return endUs === Number.POSITIVE_INFINITY ? 0 : (volumeNl * (endUs - nowUs)) / perUs;
  }

  /** Starts a schedule at the present clock time. Part of an unfinished step is not made up. */
  play(schedule: Schedule): void {
    this.halt();
    if (schedule !== this.#schedule) {
      this.#schedule = schedule;
      this.#stretches = schedule.stretches.map((stretch, index) =>
        this.#motorStretch(stretch, lengthUs(schedule, index)),
      );
    }
    const { index, endUs } = placeNow(schedule, this.#options);
    this.#parts = 0n;
    this.#running = true;
    this.#begin(index, endUs);
  }

  /** Continues a calendar schedule at the new clock time, with the part of the unfinished step. */
  calendarSet(): void {
    if (!this.#running || this.#schedule?.by !== 'calendar') return;
    const { index, endUs } = placeNow(this.#schedule, this.#options);
    this.#cancel?.();
    this.#cancel = undefined;
    if (index === this.#index) {
      this.#endAt(endUs);
      return;
    }
    this.#carryParts();
    this.#begin(index, endUs);
  }

  halt(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.runsBolus) this.#tellBolus('cut');
    this.#running = false;
  }

  get #stretch(): MotorStretch {
    return this.#stretches[this.#index] as MotorStretch;
  }

  #begin(index: number, endUs: number): void {
    const { clock, line } = this.#options;
    this.#index = index;
    this.#fromUs = clock.nowUs();
    this.#fromSteps = line.commandedSteps;
    const { periodUs, rateMlPerDay, isBolus } = this.#stretch;
    if (isBolus) {
      this.#bolusSteps = this.#stepsUntil(endUs);
      this.#tellBolus('start');
    }
    this.#endAt(endUs);
    line.follow({ rateMlPerDay, periodUs, leadUs: this.#leadUs() });
  }

  #endAt(endUs: number): void {
    if (endUs !== Number.POSITIVE_INFINITY) this.#cancel = this.#options.clock.at(endUs, () => this.#next());
  }

  #next(): void {
    this.#carryParts();
    if (this.#stretch.isBolus) this.#tellBolus('end');
    const { index, endUs } = placeNow(this.#schedule as Schedule, this.#options);
    this.#begin(index, endUs);
  }

  /** Counts the volume of the stretch that the motor has not made yet. A rate refers to elapsed time. */
  #carryParts(): void {
    const { clock, line } = this.#options;
    const { lengthUs, partsPerLength, partsPerSpan, spanUs } = this.#stretch;
    const ranUs = clock.nowUs() - this.#fromUs;
    this.#parts += ranUs === lengthUs ? partsPerLength : (partsPerSpan * BigInt(ranUs)) / spanUs;
    this.#parts -= BigInt(line.commandedSteps - this.#fromSteps) * this.#partsPerStep;
  }

  #tellBolus(phase: BolusProgress['phase']): void {
    const givenSteps = this.#options.line.commandedSteps - this.#fromSteps;
    this.#options.onBolus({ phase, steps: this.#bolusSteps, givenSteps });
  }

  /** Returns the number of motor steps nearest to the volume of the current bolus from now to its end. */
  #stepsUntil(endUs: number): number {
    const { volumeNl, perUs } = this.#stretch;
    const { unitUl, stepsPerUnit } = this.#options.step;
    const leftNl = endUs === Number.POSITIVE_INFINITY ? volumeNl : (volumeNl * (endUs - this.#fromUs)) / perUs;
    return Math.round((leftNl * stepsPerUnit) / (unitUl * 1000));
  }

  /**
   * Returns the time since the unfinished step began, at the flow of this stretch. It is rounded so that no step is
   * late, and is never a whole step.
   */
  #leadUs(): number {
    const { periodUs, spanUs, partsPerSpan } = this.#stretch;
    if (periodUs === undefined || this.#parts <= 0n) return 0;
    const lead = Number((this.#parts * spanUs + partsPerSpan - 1n) / partsPerSpan);
    return Math.min(lead, Math.ceil(periodUs.numerator / periodUs.denominator) - 1);
  }

  get #unitNl(): number {
    return Math.round(this.#options.step.unitUl * 1000);
  }

  #motorStretch(stretch: RateStretch, length: number): MotorStretch {
    const { volumeNl, perUs } = stretch;
    const { stepsPerUnit } = this.#options.step;
    const partsPerSpan = BigInt(volumeNl) * BigInt(stepsPerUnit) * BigInt(US_PER_DAY);
    const spanUs = BigInt(perUs);
    const partsPerLength = (partsPerSpan * BigInt(length)) / spanUs;
    const parts = { partsPerSpan, partsPerLength, spanUs };
    const shown = { ...stretch, rateMlPerDay: rateMlPerDayOf(stretch), lengthUs: length, ...parts };
    if (volumeNl === 0) return shown;
    const periodUs =
      perUs === US_PER_DAY
        ? stepPeriodUs(volumeNl, this.#unitNl, stepsPerUnit)
        : rational([perUs, this.#unitNl], [volumeNl, stepsPerUnit]);
    return { ...shown, periodUs };
  }
}
