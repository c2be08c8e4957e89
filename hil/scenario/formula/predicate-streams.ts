import { type EventRecord, isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { ActiveLeaf } from './active-sum.ts';
import { ComparisonStream } from './comparison-stream.ts';
import { EventStream, StateStream } from './event-stream.ts';
import type { Comparison, Formula, Predicate, Term } from './formula.ts';
import { ALL_INSTANTS, NO_INSTANTS } from './instant-set.ts';
import type { Piece } from './piece.ts';
import type { FormulaFacts, LedgerDeclaration } from './run-facts.ts';
import { TermStream } from './term-stream.ts';
import { constantOf, differenceOf, leavesOf, type TermSum } from './term-sum.ts';
import { bothOf, type TruthOverTime } from './truth.ts';

type CountPredicate = Extract<Predicate, { readonly kind: 'count' }>;
/** A predicate that the records decide. A count depends on the predicates inside it. */
export type AtomicPredicate = Exclude<Predicate, CountPredicate>;

/** Event that no record carries: the start of the run. */
export const START_EVENT = 'start';

/** A sum that follows a signal, and its leaves of that signal. */
interface Follower {
  readonly stream: TermStream;
  readonly leaves: readonly ActiveLeaf[];
}

interface TruthStream {
  truthUpTo(endUs: number): TruthOverTime;
}

/**
 * Turns the records of a run into the truth of predicates over time, in one pass. Equal predicates share a stream.
 * Memory grows with the changes of truth, not with the number of records.
 */
export class PredicateStreams {
  readonly #facts: FormulaFacts;
  readonly #streams = new Map<string, TruthStream>();
  readonly #events = new Map<string, { hear(record: EventRecord): void }[]>();
  readonly #sums = new Map<string, TermStream>();
  readonly #followers = new Map<string, Follower[]>();
  readonly #ledgers = new Set<string>();

  constructor(formulas: readonly Formula[], facts: FormulaFacts) {
    this.#facts = facts;
    for (const formula of formulas) this.#collect(formula);
  }

  /** Signals whose records the sums follow. */
  get signals(): Iterable<string> {
    return this.#followers.keys();
  }

  /** Processes the next record of the trace. */
  hear(record: TraceRecord): void {
    this.#facts.hear(record);
    if (isEvent(record)) {
      const listeners = this.#events.get(record.e);
      if (listeners !== undefined) for (const one of listeners) one.hear(record);
      return;
    }
    if (this.#facts.changesShaft(record)) for (const sum of this.#sums.values()) sum.breakAt(record.t);
    const followers = this.#followers.get(record.s);
    const piece = followers === undefined ? undefined : this.#facts.pieceOf(record);
    if (piece !== undefined) this.#tell(followers, piece);
  }

  /** Returns the truth of a predicate up to `endUs`. After that it is unknown. */
  truthOf(predicate: AtomicPredicate, endUs: number): TruthOverTime {
    this.#facts.settle();
    const key = keyOf(predicate);
    const stream = this.#streams.get(key);
    if (stream === undefined) throw new Error(`formula: no stream for ${key}`);
    return stream.truthUpTo(endUs);
  }

  /** Returns the times of an event, in order. Simultaneous events are listed separately. */
  timesOf(predicate: Extract<Predicate, { readonly kind: 'event' }>): readonly number[] {
    return (this.#streams.get(keyOf(predicate)) as EventStream).timesUs;
  }

  #collect(formula: Formula): void {
    if ('left' in formula && formula.kind !== 'compare') {
      this.#collect(formula.left);
      this.#collect(formula.right);
    } else if ('of' in formula && formula.kind !== 'in range' && formula.kind !== 'state') this.#collect(formula.of);
    else this.#collectPredicate(formula as AtomicPredicate);
  }

  #collectPredicate(predicate: AtomicPredicate): void {
    const key = keyOf(predicate);
    if (!this.#streams.has(key)) this.#streams.set(key, this.#streamOf(predicate));
  }

  #streamOf(predicate: AtomicPredicate): TruthStream {
    switch (predicate.kind) {
      case 'event': {
        const { event, text } = predicate;
        const stream = new EventStream(event === START_EVENT ? [0] : []);
        this.#listen(event, { hear: (record) => this.#facts.matches(record, event, text) && stream.hear(record) });
        return stream;
      }
      case 'state': {
        const declared = this.#facts.states[predicate.state];
        if (declared === undefined) throw new Error(`formula: no state "${predicate.state}"`);
        const stream = new StateStream(declared, predicate.of, predicate.word);
        this.#listen(declared.event, stream);
        return stream;
      }
      case 'compare':
        return this.#comparison(predicate.left, predicate.is, predicate.right);
      case 'in range': {
        const low = this.#comparison(predicate.of, '>=', predicate.low);
        const high = this.#comparison(predicate.of, '<=', predicate.high);
        return { truthUpTo: (endUs) => bothOf(low.truthUpTo(endUs), high.truthUpTo(endUs)) };
      }
    }
  }

  #comparison(left: Term, is: Comparison, right: Term): TruthStream {
    const sum = is.startsWith('>') ? differenceOf(left, right) : differenceOf(right, left);
    const isStrict = is === '<' || is === '>';
    if (leavesOf(sum).length === 0) {
      const value = constantOf(sum);
      const holds = isStrict ? value > 0 : value >= 0;
      const always = holds ? ALL_INSTANTS : NO_INSTANTS;
      return { truthUpTo: () => ({ sure: always, maybe: always }) };
    }
    return new ComparisonStream(this.#sumStream({ ...sum, constant: 0 }), sum.constant, isStrict);
  }

  #sumStream(sum: TermSum): TermStream {
    const key = JSON.stringify(sum);
    const known = this.#sums.get(key);
    if (known !== undefined) return known;
    const stream = new TermStream(sum, (signal) => this.#facts.traitsOf(signal));
    this.#sums.set(key, stream);
    for (const signal of stream.signals) this.#follow(signal, stream);
    return stream;
  }

  #follow(signal: string, stream: TermStream): void {
    const follower: Follower = { stream, leaves: stream.leavesOf(signal) };
    this.#followers.set(signal, [...(this.#followers.get(signal) ?? []), follower]);
    const declared = this.#facts.ledgers[signal];
    if (declared === undefined) return;
    stream.hear(follower.leaves, pieceAt(0, 0));
    this.#keepLedger(signal, declared);
  }

  #tell(followers: readonly Follower[] = [], piece: Piece): void {
    for (const { stream, leaves } of followers) stream.hear(leaves, piece);
  }

  #keepLedger(signal: string, declared: LedgerDeclaration): void {
    if (this.#ledgers.has(signal)) return;
    this.#ledgers.add(signal);
    const amountOf = declared.begin();
    let value = 0;
    const enter = (record: EventRecord): void => {
      const amount = amountOf(record);
      if (amount === 0) return;
      value += amount;
      this.#tell(this.#followers.get(signal), pieceAt(record.t, value));
    };
    for (const event of declared.events) this.#listen(event, { hear: enter });
  }

  #listen(event: string, listener: { hear(record: EventRecord): void }): void {
    this.#events.set(event, [...(this.#events.get(event) ?? []), listener]);
  }
}

function pieceAt(atUs: number, value: number): Piece {
  return { atUs, value, perSecond: 0, errorAtStart: 0, error: 0 };
}

function keyOf(predicate: Predicate): string {
  return JSON.stringify(predicate);
}
