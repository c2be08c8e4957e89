import { pointAt } from './instant.ts';
import { writeCourse } from './limit-course.ts';
import { RunBuilder } from './run-builder.ts';
import { errorOf } from './sum-error.ts';
import type { Stretch, StretchListener, TermStream } from './term-stream.ts';
import type { TruthOverTime } from './truth.ts';

/** Follows from record to record whether a sum plus a constant is above zero, or at zero. */
export class ComparisonStream implements StretchListener {
  readonly #stream: TermStream;
  readonly #constant: number;
  readonly #isStrict: boolean;
  readonly #sure = new RunBuilder();
  readonly #maybe = new RunBuilder();

  /** Comparisons of one sum share its stream. */
  constructor(stream: TermStream, constant: number, isStrict: boolean) {
    this.#stream = stream;
    this.#constant = constant;
    this.#isStrict = isStrict;
    stream.listen(this);
    // Without a first record nothing is known.
    this.#maybe.set(0, true);
  }

  stretch(stretch: Stretch): void {
    const { low, high, errorMax, fromUs } = stretch;
    const isAbove = low + this.#constant - errorMax > 0;
    if (isAbove || high + this.#constant + errorMax < 0) {
      const first = pointAt(fromUs);
      this.#sure.set(first, isAbove);
      this.#maybe.set(first, isAbove);
    } else this.#crossing(stretch);
  }

  #crossing({ sum, fromUs, toUs, errorMax }: Stretch): void {
    const isStrict = this.#isStrict;
    const first = pointAt(fromUs);
    const errorAtStart = errorMax === 0 ? 0 : errorOf(sum, fromUs);
    const error = errorMax === 0 ? 0 : errorOf(sum, undefined);
    for (const [out, sign] of [
      [this.#sure, -1],
      [this.#maybe, 1],
    ] as const) {
      const aboveWith = (size: number) => ({ sum, isStrict, offset: this.#constant + sign * size });
      if (errorAtStart === error) writeCourse(aboveWith(error), fromUs, toUs, first, out);
      else {
        writeCourse(aboveWith(errorAtStart), fromUs, fromUs, first, out);
        writeCourse(aboveWith(error), fromUs, toUs, first + 1, out);
      }
    }
  }

  /** Returns the truth up to `endUs`, the last microsecond that was recorded. Behind it nothing is known. */
  truthUpTo(endUs: number): TruthOverTime {
    this.#stream.end(endUs);
    return knownUpTo(pointAt(endUs), this.#sure, this.#maybe);
  }
}

/** Returns what two builders hold up to an instant; behind it the truth is unknown. */
export function knownUpTo(last: number, sure: RunBuilder, maybe: RunBuilder): TruthOverTime {
  return { sure: clipped(sure.endedAt(last), last), maybe: openedFrom(maybe.endedAt(last), last) };
}

function clipped(runs: readonly number[], last: number): readonly number[] {
  const result = [...runs];
  while (result.length > 0 && (result.at(-2) as number) > last) result.length -= 2;
  if (result.length > 0) result[result.length - 1] = Math.min(result.at(-1) as number, last);
  return result;
}

function openedFrom(runs: readonly number[], last: number): readonly number[] {
  const result = [...clipped(runs, last)];
  if (result.at(-1) === last) result[result.length - 1] = Number.POSITIVE_INFINITY;
  else result.push(last + 1, Number.POSITIVE_INFINITY);
  return result;
}
