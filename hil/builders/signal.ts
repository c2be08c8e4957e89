import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import { conditionNames } from '../scenario/patterns/condition-names.ts';
import { Condition, EventCondition } from './condition.ts';
import { writtenTime } from './quantity.ts';
import type { Dimension, DrugSignal, EventTexts, Quantity, SignalDimensions, States, Time } from './units.gen.ts';

/** Name of a signal with a number. */
export type SignalName = keyof SignalDimensions | `${DrugSignal}.${string}`;

/** Dimension of a signal. The signal of a further drug has the dimension of the first drug's signal. */
export type DimensionOf<S extends SignalName> = S extends keyof SignalDimensions
  ? SignalDimensions[S]
  : S extends `${infer D extends DrugSignal}.${string}`
    ? SignalDimensions[D]
    : never;

/** A number of a run that changes with time. Its dimension decides with which limits and terms it may be combined. */
export class Term<D extends Dimension> {
  readonly text: string;
  readonly dimension: D;
  readonly #isSum: boolean;

  constructor(text: string, dimension: D, isSum = false) {
    this.text = text;
    this.dimension = dimension;
    this.#isSum = isSum;
  }

  plus(other: Term<D> | Quantity<D>): Term<D> {
    return new Term(`${this.text} + ${innerOf(other)}`, this.dimension, true);
  }

  minus(other: Term<D> | Quantity<D>): Term<D> {
    return new Term(`${this.text} - ${innerOf(other)}`, this.dimension, true);
  }

  abs(): Term<D> {
    return new Term(`abs(${this.text})`, this.dimension);
  }

  /** Change over the time before a moment. */
  change(time: Time): Term<D> {
    return new Term(`change(${this.text}, ${writtenTime(time, 'window of `change`')})`, this.dimension);
  }

  /** Rate at which a volume grows. */
  slope(this: Term<'volume'>): Term<'rate'> {
    return new Term(`slope(${this.text})`, 'rate');
  }

  above(limit: Term<D> | Quantity<D>): Condition {
    return new Condition(`${this.text} > ${textOf(limit)}`);
  }

  below(limit: Term<D> | Quantity<D>): Condition {
    return new Condition(`${this.text} < ${textOf(limit)}`);
  }

  atLeast(limit: Term<D> | Quantity<D>): Condition {
    return new Condition(`${this.text} >= ${textOf(limit)}`);
  }

  atMost(limit: Term<D> | Quantity<D>): Condition {
    return new Condition(`${this.text} <= ${textOf(limit)}`);
  }

  /** Compares with a range. Both limits belong to it. */
  between(low: Term<D> | Quantity<D>, high: Term<D> | Quantity<D>): Condition {
    return new Condition(`${this.text} in [${textOf(low)}, ${textOf(high)}]`);
  }

  /** Compares with a range around a value: a share of the value, or a width in its own unit. Both ends belong to it. */
  near(middle: Term<D> | Quantity<D>, tolerance: Quantity<'share'> | Quantity<D>): Condition {
    return new Condition(`${this.text} in ${innerOf(middle)} +- ${tolerance}`);
  }

  /** A share of this term, as in `signal('pump.programmedMl').share('5 %')`. */
  share(share: Quantity<'share'>): Term<D> {
    return new Term(`${share} of ${this.inner}`, this.dimension);
  }

  toString(): string {
    return this.text;
  }

  /** The text, in parentheses if it is a sum. */
  get inner(): string {
    return this.#isSum ? `(${this.text})` : this.text;
  }
}

function textOf(limit: { readonly text: string } | string): string {
  return typeof limit === 'string' ? limit : limit.text;
}

function innerOf(term: { readonly inner: string } | string): string {
  return typeof term === 'string' ? term : term.inner;
}

/** Returns a signal by its name. Throws `HilError` (usage) for an unknown name. */
export function signal<S extends SignalName>(name: S): Term<DimensionOf<S>> {
  const names = conditionNames();
  const known = names.signalNamed(name);
  if (known === undefined) throw unknown('SIGNAL_UNKNOWN', 'signal', name, Object.keys(names.signals));
  return new Term(name, known.dimension as DimensionOf<S>);
}

/**
 * Returns an event, with the text that its main field must have. Throws `HilError` (usage) for an unknown name or text.
 */
export function event<E extends keyof EventTexts>(name: E, text?: EventTexts[E]): EventCondition {
  const { events } = conditionNames();
  const texts = Object.hasOwn(events, name) ? events[name] : undefined;
  if (texts === undefined) throw unknown('EVENT_UNKNOWN', 'event', name, Object.keys(events));
  if (text === undefined) return new EventCondition(name);
  if (!texts.includes(text)) throw unknown('EVENT_UNKNOWN', `text of ${name}`, text, texts);
  return new EventCondition(`${name} "${text}"`);
}

/** A state of the pump or its plant, from one event to the next. */
export interface State<W extends string> {
  is(word: W): Condition;
}

/** Returns a state. `of` names its subject, as in `state('pump.alarm', 'motor stall').is('raised')`. */
export function state<S extends keyof States>(name: S, of?: States[S]['of']): State<States[S]['word']> {
  const { states } = conditionNames();
  const known = Object.hasOwn(states, name) ? states[name] : undefined;
  if (known === undefined) throw unknown('STATE_UNKNOWN', 'state', name, Object.keys(states));
  if (of !== undefined && !known.of.includes(of)) throw unknown('STATE_UNKNOWN', `text of ${name}`, of, known.of);
  const text = of === undefined ? name : `${name} "${of}"`;
  return {
    is: (word) => {
      if (!known.words.includes(word)) throw unknown('STATE_UNKNOWN', `word of ${name}`, word, known.words);
      return new Condition(`${text} is ${word}`);
    },
  };
}

function unknown(code: string, what: string, found: string, known: readonly string[]): HilError {
  const allowed = known.length === 0 ? 'none' : known.join(', ');
  const message = `Unknown ${what} ${quoted(String(found))}; allowed: ${allowed}.${didYouMean(found, known)}`;
  return new HilError(code, 'usage', message);
}
