import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { Piece, SignalPieces } from './signal-pieces.ts';

/** Smallest and largest number of steps that the records allow. */
export interface StepRange {
  readonly low: number;
  readonly high: number;
}

/** Motor steps that a firmware commanded, as far as the records tell. */
export interface CommandedSteps {
  /** Returns the steps commanded up to a time, and at it. Undefined before the first record. */
  at(timeUs: number): StepRange | undefined;
  /** Returns the mean steps a second at a time. */
  perSecondAt(timeUs: number): number;
  /**
   * Returns the times of up to `countMax` steps after `fromUs` and up to `toUs`, counted from either end. All of them
   * lie in one line.
   */
  timesUs(fromUs: number, toUs: number, countMax: number, end: 'first' | 'last'): readonly number[];
}

/** Whether a new line of steps drops the unfinished step, continues it, or the records do not tell. */
export type StepStart = 'dropped' | 'carried' | 'open';

/** A stretch of evenly spaced steps. */
interface Stretch {
  readonly atUs: number;
  readonly count: number;
  readonly perUs: number;
  /** Elapsed part of the unfinished step at the start. Undefined if unknown. */
  readonly owed: number | undefined;
  readonly leadUs: number;
}

/** Rounding of a step count in double precision, relative to the count. */
const COUNT_SLACK = 8 * Number.EPSILON;
/** Rounding of a part of a step that was added up from slopes. */
const PART_SLACK = 1e-6;
/** Rounding of a time offset, in microseconds. */
const LEAD_SLACK_US = 1e-3;

/**
 * Motor steps that the firmware commanded, counted from the records of the programmed volume. The firmware begins each
 * line with a whole step, so step `k` of a line is due `k` periods after its record. Only a schedule carries an
 * unfinished step over its boundaries.
 */
export class StepCount implements CommandedSteps {
  readonly #programmed: SignalPieces;
  readonly #stepMl: number;
  readonly #startAt: (timeUs: number) => StepStart;
  readonly #stretches: Stretch[] = [];

  /** `startAt` states what happened to the unfinished step at the time of a record. */
  constructor(programmed: SignalPieces, stepMl: number, startAt: (timeUs: number) => StepStart) {
    this.#programmed = programmed;
    this.#stepMl = stepMl;
    this.#startAt = startAt;
  }

  at(timeUs: number): StepRange | undefined {
    const stretch = this.#stretchAt(timeUs);
    if (stretch === undefined) return undefined;
    const { atUs, count, perUs, owed, leadUs } = stretch;
    if (perUs === 0 || timeUs <= atUs) return { low: count, high: count };
    const made = (timeUs - atUs + leadUs) * perUs;
    const low = count + Math.floor(made * (1 + COUNT_SLACK));
    return { low, high: owed === undefined ? count + Math.ceil(made * (1 - COUNT_SLACK)) : low };
  }

  perSecondAt(timeUs: number): number {
    return (this.#stretchAt(timeUs)?.perUs ?? 0) * US_PER_SECOND;
  }

  timesUs(fromUs: number, toUs: number, countMax: number, end: 'first' | 'last'): readonly number[] {
    const stretch = this.#stretchAt(fromUs);
    if (stretch === undefined || stretch.perUs === 0) return [];
    const { atUs, perUs, leadUs } = stretch;
    const [first, last] = [numberAt(stretch, fromUs) + 1, numberAt(stretch, toUs)];
    const count = Math.min(countMax, last - first + 1);
    const begin = end === 'first' ? first : last - count + 1;
    const timesUs: number[] = [];
    for (let step = begin; step < begin + count; step += 1) {
      timesUs.push(Math.min(toUs, Math.ceil((step / perUs) * (1 - COUNT_SLACK) - leadUs) + atUs));
    }
    return timesUs;
  }

  #stretchAt(timeUs: number): Stretch | undefined {
    while (this.#stretches.length < this.#programmed.count) this.#append();
    return this.#stretches[this.#programmed.indexAt(timeUs)];
  }

  #append(): void {
    const index = this.#stretches.length;
    const { t, v, r } = this.#programmed.piece(index) as Piece;
    const count = Math.round(v / this.#stepMl);
    const perUs = r / this.#stepMl / US_PER_SECOND;
    const owed = this.#owedAt(t, count);
    this.#stretches.push({ atUs: t, count, perUs, owed, leadUs: leadOf(owed ?? 0, perUs) });
  }

  /** Returns the elapsed part of the unfinished step when a line began. Undefined if the records do not tell. */
  #owedAt(timeUs: number, count: number): number | undefined {
    const start = this.#startAt(timeUs);
    let last = this.#stretches.length - 1;
    while (last >= 0 && (this.#stretches[last] as Stretch).atUs >= timeUs) last -= 1;
    const before = this.#stretches[last];
    if (start === 'dropped' || before === undefined) return 0;
    if (before.owed === undefined || start === 'open') return undefined;
    const owed = before.owed + (timeUs - before.atUs) * before.perUs - (count - before.count);
    if (owed < PART_SLACK) return 0;
    // While a line stood, the unfinished step may have been dropped.
    return before.perUs === 0 || owed >= 1 ? undefined : owed;
  }
}

/** Returns the number of steps of a stretch up to a time, and at it. */
function numberAt({ atUs, perUs, leadUs }: Stretch, timeUs: number): number {
  return Math.floor((timeUs - atUs + leadUs) * perUs * (1 + COUNT_SLACK));
}

/** Returns the time that has elapsed of the first step, rounded up. It is never a whole step. */
function leadOf(owed: number, perUs: number): number {
  if (owed === 0 || perUs === 0) return 0;
  return Math.min(Math.ceil(owed / perUs - LEAD_SLACK_US), Math.ceil(1 / perUs) - 1);
}
