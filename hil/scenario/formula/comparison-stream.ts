import { type ActiveSum, limitsOf } from './active-sum.ts';
import { pointAt } from './instant.ts';
import { writeCourse } from './limit-course.ts';
import type { SignalTraits } from './piece.ts';
import { RunBuilder } from './run-builder.ts';
import { type StretchListener, TermStream } from './term-stream.ts';
import type { TermSum } from './term-sum.ts';
import type { TruthOverTime } from './truth.ts';

/** Follows whether a sum is above zero, or at it, while records come. */
export class ComparisonStream implements StretchListener {
  readonly stream: TermStream;
  readonly #isStrict: boolean;
  readonly #sure = new RunBuilder();
  readonly #maybe = new RunBuilder();

  constructor(sum: TermSum, isStrict: boolean, traitsOf: (signal: string) => SignalTraits) {
    this.stream = new TermStream(sum, traitsOf, this);
    this.#isStrict = isStrict;
    // Without a first record nothing is known.
    this.#maybe.set(0, true);
  }

  stretch(sum: ActiveSum, fromUs: number, toUs: number, errorAtStart: number, error: number): void {
    const [low, high] = limitsOf(sum, fromUs, toUs);
    const errorMax = Math.max(errorAtStart, error);
    const first = pointAt(fromUs);
    if (low - errorMax > 0 || high + errorMax < 0) {
      this.#sure.set(first, low > 0);
      this.#maybe.set(first, low > 0);
      return;
    }
    for (const [out, sign] of [
      [this.#sure, -1],
      [this.#maybe, 1],
    ] as const) {
      const isStrict = this.#isStrict;
      if (errorAtStart === error) {
        writeCourse({ sum, isStrict, offset: sign * error }, fromUs, toUs, first, out);
      } else {
        writeCourse({ sum, isStrict, offset: sign * errorAtStart }, fromUs, fromUs, first, out);
        writeCourse({ sum, isStrict, offset: sign * error }, fromUs, toUs, first + 1, out);
      }
    }
  }

  /** Returns the truth up to `endUs`, the last microsecond that was recorded. Behind it nothing is known. */
  truthUpTo(endUs: number): TruthOverTime {
    this.stream.end(endUs);
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
