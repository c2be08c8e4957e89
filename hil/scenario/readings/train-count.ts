import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { KEPT_STEPS, TRAIN_AHEAD_STEPS } from '../../../firmware-sim/plant/motor-signals.ts';
import { meanAt, type Piece, type SignalPieces } from './signal-pieces.ts';
import type { CommandedSteps, StepRange } from './step-count.ts';

/** Rounding of a time that is computed from a slope, in microseconds. */
const TIME_SLACK_US = 1;
/** Rounding of a number of steps on a line. */
const STEP_SLACK = 1e-6;

/** Records from which steps are counted. */
export interface TrainRecords {
  /** Trains of steps. */
  readonly commanded: SignalPieces;
  /** Counts that the bench took, each after all steps of its microsecond. */
  readonly counted: SignalPieces;
  /** Returns the time up to which all records are known. */
  readonly heardUs: () => number;
}

/**
 * Motor steps that a firmware under test commanded, counted from the records of its trains. A step that keeps its train is at
 * most a quarter of a step beside the line. A step that comes later than that writes a record, and so does the end of a train,
 * two periods after the step that did not come. A count that the bench took is exact at its time, and a bound at others.
 */
export class TrainCount implements CommandedSteps {
  readonly #commanded: SignalPieces;
  readonly #counted: SignalPieces;
  readonly #heardUs: () => number;

  constructor({ commanded, counted, heardUs }: TrainRecords) {
    this.#commanded = commanded;
    this.#counted = counted;
    this.#heardUs = heardUs;
  }

  at(timeUs: number): StepRange | undefined {
    const index = this.#commanded.indexAt(timeUs);
    const piece = this.#commanded.piece(index);
    if (piece === undefined) return undefined;
    const begun = Math.round(piece.v);
    if (piece.r === 0 || timeUs === piece.t) return { low: begun, high: begun };
    const next = this.#commanded.piece(index + 1);
    const isOnTime = next !== undefined || this.#heardUs() > timeUs + (TRAIN_AHEAD_STEPS * US_PER_SECOND) / piece.r;
    return this.#bounded(within(piece, next, { timeUs, isOnTime }), timeUs);
  }

  #bounded({ low, high }: StepRange, timeUs: number): StepRange {
    const index = this.#counted.indexAt(timeUs);
    const before = this.#counted.piece(index);
    const least = Math.max(low, before?.v ?? low);
    const after = before?.t === timeUs ? before : this.#counted.piece(index + 1);
    return { low: least, high: Math.max(least, Math.min(high, after?.v ?? high)) };
  }

  perSecondAt(timeUs: number): number {
    return this.#commanded.at(timeUs)?.r ?? 0;
  }

  timesUs(fromUs: number, toUs: number, countMax: number, end: 'first' | 'last'): readonly number[] {
    const piece = this.#commanded.at(fromUs);
    if (piece === undefined || piece.r === 0) return [];
    const numberAt = (timeUs: number): number => Math.floor(meanAt(piece, timeUs) - piece.v + STEP_SLACK);
    const [first, last] = [numberAt(fromUs) + 1, numberAt(toUs)];
    const count = Math.max(0, Math.min(countMax, last - first + 1));
    const begin = end === 'first' ? first : last - count + 1;
    return Array.from({ length: count }, (_, index) =>
      Math.min(toUs, Math.ceil(piece.t + ((begin + index) * US_PER_SECOND) / piece.r)),
    );
  }
}

/** A time in a train, and whether the records show that no step was late then. */
interface TrainMoment {
  readonly timeUs: number;
  readonly isOnTime: boolean;
}

/** Returns the steps of a train at a time after its record. `next` is the record that ended it, if that is known. */
function within(piece: Piece, next: Piece | undefined, { timeUs, isOnTime }: TrainMoment): StepRange {
  const line = meanAt(piece, timeUs);
  const begun = Math.round(piece.v);
  const isLate = next?.r === 0;
  // A step that deviates begins the next train at its own time. A train that ended late had all its steps before.
  const last = next === undefined ? Number.POSITIVE_INFINITY : Math.round(next.v) - (isLate ? 0 : 1);
  if (next !== undefined && isLate && timeUs >= lastStepUs(piece, next)) return { low: last, high: last };
  const behindSteps = KEPT_STEPS + (isOnTime ? 1 : TRAIN_AHEAD_STEPS);
  const low = Math.max(begun, Math.min(last, Math.ceil(line - behindSteps - STEP_SLACK)));
  return { low, high: Math.max(low, Math.min(last, Math.floor(line + KEPT_STEPS + STEP_SLACK))) };
}

/** Returns the time from which on the last step of a late train is certain. */
function lastStepUs({ r }: Piece, next: Piece): number {
  return next.t - (TRAIN_AHEAD_STEPS * US_PER_SECOND) / r + TIME_SLACK_US;
}
