import { isEvent } from '../../../firmware-sim/trace/record.ts';
import { ComparisonStream } from '../formula/comparison-stream.ts';
import type { Comparison, Term } from '../formula/formula.ts';
import { pointAt } from '../formula/instant.ts';
import { differenceRange } from '../formula/margin.ts';
import type { Piece } from '../formula/piece.ts';
import { TermStream } from '../formula/term-stream.ts';
import { differenceOf } from '../formula/term-sum.ts';
import type { TruthOverTime } from '../formula/truth.ts';
import type { PatternEvidence } from '../patterns/judge-pattern.ts';

export type Side = readonly [left: Term, is: Comparison, right: Term];

interface NamedPiece {
  readonly signal: string;
  readonly piece: Piece;
}

/** One side of a comparison over a run, whose limit may allow more by a slack. */
export class ComparedSide {
  readonly #side: Side;
  readonly #evidence: PatternEvidence;
  readonly #pieces: readonly NamedPiece[];

  constructor(side: Side, evidence: PatternEvidence) {
    this.#side = side;
    this.#evidence = evidence;
    const names = new TermStream(this.#sum, () => ({})).signals;
    const pieces = evidence.records.flatMap((record): readonly NamedPiece[] => {
      if (isEvent(record) || !names.includes(record.s)) return [];
      const piece = evidence.facts.pieceOf(record);
      return piece === undefined ? [] : [{ signal: record.s, piece }];
    });
    this.#pieces = names.length > 1 ? pieces.toSorted((a, b) => a.piece.atUs - b.piece.atUs) : pieces;
  }

  /** Returns the truth with the errors of the signals. `is` may be another comparison. */
  truth(slack: number, is?: Comparison): TruthOverTime {
    return this.#truth(slack, this.#pieces, true, is);
  }

  /** Returns the truth by the mean lines of the signals, which is quicker to compute. */
  lineTruth(slack: number): TruthOverTime {
    const lines = this.#pieces.map(({ signal, piece: { quantum: _steps, ...line } }) => ({
      signal,
      piece: { ...line, errorAtStart: 0, error: 0 },
    }));
    return this.#truth(slack, lines, false);
  }

  /** Returns the slack with which the side is true at all times of the run, or at none. */
  farthest(isAlways: boolean): number {
    const { records, facts, evaluation } = this.#evidence;
    const { low, high } = differenceRange(this.#side, [0, pointAt(evaluation.times.recordedUs)], records, facts);
    const span = Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE);
    return isAlways ? Math.max(0, -low) + span : Math.min(0, -high) - span;
  }

  /** Largest distance of a value from the mean lines. */
  get errorMax(): number {
    const sizes = new Map<string, number>();
    for (const { signal, piece } of this.#pieces)
      sizes.set(signal, Math.max(sizes.get(signal) ?? 0, piece.error, piece.quantum ?? 0));
    return [...sizes.values()].reduce((sum, one) => sum + one, 0);
  }

  get #sum() {
    const [left, is, right] = this.#side;
    return is.startsWith('>') ? differenceOf(left, right) : differenceOf(right, left);
  }

  #truth(
    slack: number,
    pieces: readonly NamedPiece[],
    hasTraits: boolean,
    is: Comparison = this.#side[1],
  ): TruthOverTime {
    const { facts, evaluation } = this.#evidence;
    const sum = this.#sum;
    const stream = new TermStream({ ...sum, constant: 0 }, hasTraits ? facts.traitsOf : () => ({}));
    const comparison = new ComparisonStream(stream, sum.constant + slack, !is.endsWith('='));
    for (const { signal, piece } of pieces) stream.hear(stream.leavesOf(signal), piece);
    return comparison.truthUpTo(evaluation.times.recordedUs);
  }
}
