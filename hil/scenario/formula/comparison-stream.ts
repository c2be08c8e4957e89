import type { ActiveSum } from './active-sum.ts';
import { pointAt } from './instant.ts';
import { type InstantSet, intersectionOf, unionOf } from './instant-set.ts';
import { writeCourse } from './limit-course.ts';
import { ReadCourse } from './read-course.ts';
import { RunBuilder } from './run-builder.ts';
import { hasReadings } from './sum-enclosure.ts';
import { errorOf, shaftErrorOf } from './sum-error.ts';
import type { Stretch, StretchListener, TermStream } from './term-stream.ts';
import type { TruthOverTime } from './truth.ts';

/** Follows, from record to record, whether a sum plus a constant is above zero or at zero. */
export class ComparisonStream implements StretchListener {
  readonly #stream: TermStream;
  readonly #constant: number;
  readonly #isStrict: boolean;
  readonly #sure = new RunBuilder();
  readonly #maybe = new RunBuilder();

  /** Comparisons of the same sum share its stream. */
  constructor(stream: TermStream, constant: number, isStrict: boolean) {
    this.#stream = stream;
    this.#constant = constant;
    this.#isStrict = isStrict;
    stream.listen(this);
    // Before the first record nothing is known.
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

  #crossing(stretch: Stretch): void {
    const { sum, fromUs, toUs, errorMax } = stretch;
    const errors = errorMax === 0 ? EXACT : errorsOf(stretch);
    if (Math.max(errors.atStart, errors.behind) === errors.shaft || !hasReadings(sum)) {
      this.#byLines(stretch, errors, this.#sure, this.#maybe);
    } else if (countOf(sum) === 1) this.#byReadings(stretch, errors, this.#sure, this.#maybe);
    else {
      // What signals share cancels on their lines alone, and what follows from motor steps is known to readings alone.
      const [lines, read] = [new BothBuilders(), new BothBuilders()];
      this.#byLines(stretch, errors, lines.sure, lines.maybe);
      this.#byReadings(stretch, errors, read.sure, read.maybe);
      const last = pointAt(toUs) + 1;
      const [a, b] = [lines.endedAt(last), read.endedAt(last)];
      write(unionOf(a.sure, b.sure), pointAt(fromUs), this.#sure);
      write(intersectionOf(a.maybe, b.maybe), pointAt(fromUs), this.#maybe);
    }
  }

  #byLines({ sum, fromUs, toUs }: Stretch, errors: Errors, sure: RunBuilder, maybe: RunBuilder): void {
    const isStrict = this.#isStrict;
    const { atStart, behind } = errors;
    const first = pointAt(fromUs);
    for (const [out, sign] of [
      [sure, -1],
      [maybe, 1],
    ] as const) {
      const aboveWith = (size: number) => ({ sum, isStrict, offset: this.#constant + sign * size });
      if (atStart === behind) writeCourse(aboveWith(behind), fromUs, toUs, first, out);
      else {
        writeCourse(aboveWith(atStart), fromUs, fromUs, first, out);
        writeCourse(aboveWith(behind), fromUs, toUs, first + 1, out);
      }
    }
  }

  #byReadings({ sum, fromUs, toUs }: Stretch, { shaft }: Errors, sure: RunBuilder, maybe: RunBuilder): void {
    const above = { sum, constant: this.#constant, isStrict: this.#isStrict, error: shaft };
    const course = new ReadCourse(above, sure, maybe);
    course.write(fromUs, fromUs, pointAt(fromUs));
    // A record is exact only at its own microsecond.
    if (toUs > fromUs) course.write(fromUs + 1, toUs, pointAt(fromUs) + 1);
  }

  /** Returns the truth up to `endUs`, the last recorded microsecond. After it nothing is known. */
  truthUpTo(endUs: number): TruthOverTime {
    this.#stream.end(endUs);
    return knownUpTo(pointAt(endUs), this.#sure, this.#maybe);
  }
}

/** Errors of a sum in a stretch: at its first microsecond, after it, and the part of both that the shaft causes. */
interface Errors {
  readonly atStart: number;
  readonly behind: number;
  readonly shaft: number;
}

const EXACT: Errors = { atStart: 0, behind: 0, shaft: 0 };

function errorsOf({ sum, fromUs, toUs }: Stretch): Errors {
  const shaft = shaftErrorOf(sum, toUs);
  return { atStart: shaft + errorOf(sum, fromUs), behind: shaft + errorOf(sum, undefined), shaft };
}

/** Returns the number of signals in a sum. */
function countOf(sum: ActiveSum): number {
  const namesOf = ({ leaves, absolutes }: ActiveSum): readonly string[] => [
    ...leaves.map(({ leaf }) => leaf.signal),
    ...absolutes.flatMap(({ of }) => namesOf(of)),
  ];
  return new Set(namesOf(sum)).size;
}

class BothBuilders {
  readonly sure = new RunBuilder();
  readonly maybe = new RunBuilder();

  endedAt(last: number): TruthOverTime {
    return { sure: this.sure.endedAt(last), maybe: this.maybe.endedAt(last) };
  }
}

/** Writes a set of instants from `first` on. */
function write(set: InstantSet, first: number, out: RunBuilder): void {
  if (set[0] !== first) out.set(first, false);
  for (let i = 0; i < set.length; i += 2) {
    out.set(set[i] as number, true);
    out.set((set[i + 1] as number) + 1, false);
  }
}

/** Returns the truth that two builders hold up to an instant. After it the truth is unknown. */
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
