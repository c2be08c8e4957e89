import {
  type CountRange,
  countedWindows,
  countRange,
  filledAfterUs,
  type WindowLengths,
  windowLengths,
} from './count-windows.ts';
import { risesOf } from './edges.ts';
import { type Formula, horizonUs, type Predicate, type Within } from './formula.ts';
import { inOrder } from './in-order.ts';
import { pointAt } from './instant.ts';
import { complementOf, type InstantSet, intersectionOf, unionOf } from './instant-set.ts';
import type { AtomicPredicate, PredicateStreams } from './predicate-streams.ts';
import { bothOf, eitherOf, instantsOf, joined, lifted, notOf, type TruthOverTime } from './truth.ts';
import { type ChainedKind, chainedOperator } from './until.ts';
import { once, type WindowedKind, windowedOperator } from './windows.ts';

/** Times that the evaluation of formulas needs. */
export interface RunTimes {
  /** The last recorded microsecond. */
  readonly recordedUs: number;
  /** End of the run. Windows without an end reach to it. */
  readonly endUs: number;
  /** End of the run proper: later occurrences do not count. Absent: the end of the run. */
  readonly properUs?: number;
}

/** Streams and ledgers that decide the predicates of formulas. */
export type PredicateTruths = Pick<PredicateStreams, 'truthOf' | 'timesOf'>;

type CountPredicate = Extract<Predicate, { readonly kind: 'count' }>;

const WHOLE: Within = { fromUs: 0 };

/** Evaluates formulas over a run. Evaluates each part once. */
export class Evaluation {
  readonly #predicates: PredicateTruths;
  readonly #times: RunTimes;
  readonly #known: Map<Formula, TruthOverTime>;

  /** `known` holds the truth of formulas that are not evaluated again. */
  constructor(predicates: PredicateTruths, times: RunTimes, known: ReadonlyMap<Formula, TruthOverTime> = new Map()) {
    this.#predicates = predicates;
    this.#times = times;
    this.#known = new Map(known);
  }

  /** Returns an evaluation of the same run in which some formulas have another truth. */
  withKnown(known: ReadonlyMap<Formula, TruthOverTime>): Evaluation {
    return new Evaluation(this.#predicates, this.#times, known);
  }

  get times(): RunTimes {
    return this.#times;
  }

  /**
   * Returns the end of a window that has none, round formulas that look `horizonUs` ahead. Their own windows stay inside the
   * run, unless they begin in the run proper.
   */
  openEndUs(horizonUs: number): number {
    const { endUs, properUs = endUs } = this.#times;
    return Math.max(properUs, endUs - horizonUs);
  }

  /** Returns the last instant of a window without an end, round formulas that look `horizonUs` ahead. */
  lastInstantOf(horizonUs: number): number {
    return pointAt(this.openEndUs(horizonUs));
  }

  truthOf(formula: Formula): TruthOverTime {
    const known = this.#known.get(formula);
    if (known !== undefined) return known;
    const truth = this.#evaluated(formula);
    this.#known.set(formula, truth);
    return truth;
  }

  #evaluated(formula: Formula): TruthOverTime {
    switch (formula.kind) {
      case 'count':
        return this.#counted(formula);
      case 'not':
        return notOf(this.truthOf(formula.of));
      case 'rises':
        return this.#rises(this.truthOf(formula.of));
      case 'falls':
        return this.#rises(notOf(this.truthOf(formula.of)));
      case 'always':
      case 'eventually':
      case 'once':
      case 'historically':
        return this.#windowed(formula);
      case 'and':
        return bothOf(this.truthOf(formula.left), this.truthOf(formula.right));
      case 'or':
        return eitherOf(this.truthOf(formula.left), this.truthOf(formula.right));
      case 'implies':
        return eitherOf(notOf(this.truthOf(formula.left)), this.truthOf(formula.right));
      case 'in order': {
        const steps = formula.steps.map((step) => this.truthOf(step));
        const ordered = (part: keyof TruthOverTime) =>
          inOrder(
            steps.map((step) => step[part]),
            formula.withinUs,
          );
        return { sure: ordered('sure'), maybe: ordered('maybe') };
      }
      case 'until':
      case 'weakly until':
      case 'since':
        return this.#chained(formula);
      default:
        return this.#predicates.truthOf(formula satisfies AtomicPredicate, this.#times.recordedUs);
    }
  }

  /** What comes behind the last record does not make a formula rise at that record. */
  #rises(of: TruthOverTime): TruthOverTime {
    const last = pointAt(this.#times.recordedUs);
    const known = lifted(of, (set) => intersectionOf(set, [0, last]));
    const atLast = lifted(risesOf(known), (set) => intersectionOf(set, [last, last]));
    const others = complementOf([last, last]);
    return eitherOf(
      atLast,
      lifted(risesOf(of), (set) => intersectionOf(set, others)),
    );
  }

  #windowed({ kind, within = WHOLE, of }: Extract<Formula, { readonly kind: WindowedKind }>): TruthOverTime {
    return lifted(this.truthOf(of), windowedOperator(kind, within, this.lastInstantOf(horizonUs(of))));
  }

  #chained({ kind, within = WHOLE, left, right }: Extract<Formula, { readonly kind: ChainedKind }>): TruthOverTime {
    const last = this.lastInstantOf(Math.max(horizonUs(left), horizonUs(right)));
    return joined(this.truthOf(left), this.truthOf(right), chainedOperator(kind, within, last));
  }

  /**
   * Returns the range of a count in some instants; undefined without an instant, and if it is unknown whether an
   * occurrence counts.
   */
  countRange({ of, windowUs }: CountPredicate, instants: InstantSet): CountRange | undefined {
    const { points, doubts } = this.#occurrences(of);
    const recorded: InstantSet = [0, pointAt(this.#times.recordedUs)];
    if (intersectionOf(doubts, recorded).length > 0) return undefined;
    return countRange(points, windowUs, intersectionOf(instants, recorded));
  }

  /**
   * Returns the lengths at which the windows that end in some instants hold a number of occurrences; undefined if it is
   * unknown whether an occurrence counts. With `firstWindowUs` the runs of instants begin with first windows of that length.
   */
  windowLengths(of: Formula, count: number, instants: InstantSet, firstWindowUs?: number): WindowLengths | undefined {
    const { points, doubts } = this.#occurrences(of);
    const recorded: InstantSet = [0, pointAt(this.#times.recordedUs)];
    if (intersectionOf(doubts, recorded).length > 0) return undefined;
    const looked = intersectionOf(instants, recorded);
    const lengths = windowLengths(points, count, looked);
    if (lengths === undefined || firstWindowUs === undefined) return lengths;
    const filledUs = filledAfterUs(points, count, firstWindowUs, looked);
    return { ...lengths, longestUs: Math.max(lengths.longestUs, filledUs) };
  }

  #counted({ of, windowUs, is, limit }: CountPredicate): TruthOverTime {
    const { points, doubts } = this.#occurrences(of);
    const known = countedWindows(points, windowUs, is, limit);
    // An unknown occurrence makes each window that holds it unknown: its count may be any number from the known one on.
    const doubted = once(doubts, { fromUs: 0, toUs: windowUs });
    if (is.startsWith('>')) return { sure: known, maybe: unionOf(known, doubted) };
    return { sure: intersectionOf(known, complementOf(doubted)), maybe: known };
  }

  /** Returns the recorded moments at which a formula occurs, and the instants at which it may. */
  #occurrences(of: Formula): { readonly points: readonly number[]; readonly doubts: InstantSet } {
    const recorded = pointAt(this.#times.recordedUs);
    const rises = of.kind === 'event' ? undefined : risesOf(this.truthOf(of));
    const points = of.kind === 'event' ? this.#predicates.timesOf(of).map(pointAt) : pointsOf(rises?.sure ?? []);
    const doubts = rises === undefined ? [recorded + 1, Number.POSITIVE_INFINITY] : instantsOf(rises, 'unknown');
    return { points: points.filter((point) => point <= recorded), doubts };
  }
}

function pointsOf(set: InstantSet): readonly number[] {
  return set.filter((_, i) => i % 2 === 0);
}
