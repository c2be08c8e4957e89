import { nearestName } from '../../base/nearest-name.ts';
import { quoted } from '../../base/quoted-text.ts';
import type { Dimension } from '../../yaml/units.ts';
import type { Comparison, Formula, Within } from '../formula/formula.ts';
import { ConditionFault, ConditionText, listed } from './condition-text.ts';
import {
  CHAIN_WORDS,
  type ConditionNames,
  type ConditionProblem,
  RESERVED_WORDS,
  WINDOW_WORDS,
} from './condition-words.ts';
import { nearFormula } from './near.ts';
import { TermReader, type TypedTerm } from './read-term.ts';

export type ReadCondition =
  | { readonly ok: true; readonly formula: Formula }
  | { readonly ok: false; readonly problem: ConditionProblem };

const CHARS_MAX = 4000;
const COUNT_MAX = 1_000_000_000;
const COMPARISONS = ['<=', '>=', '<', '>'] as const satisfies readonly Comparison[];

/** Reads a condition or a formula. Never throws. Time and memory are bounded for any text. */
export function readCondition(text: string, names: ConditionNames): ReadCondition {
  if (text.length > CHARS_MAX) {
    const found = `a condition of ${text.length} characters`;
    return { ok: false, problem: { offset: 0, found, allowed: `at most ${CHARS_MAX} characters` } };
  }
  try {
    return { ok: true, formula: new ConditionReader(text, names).whole() };
  } catch (error) {
    if (error instanceof ConditionFault) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** Signs of other languages, and the words of conditions for them. */
const MEANT_SIGNS: Readonly<Record<string, string>> = { '&&': 'and', '&': 'and', '||': 'or', '|': 'or', '=>': '->' };

class ConditionReader {
  readonly #text: ConditionText;
  readonly #names: ConditionNames;
  readonly #terms: TermReader;

  constructor(text: string, names: ConditionNames) {
    this.#text = new ConditionText(text);
    this.#names = names;
    this.#terms = new TermReader(this.#text, names);
  }

  whole(): Formula {
    const formula = this.#implication();
    if (!this.#text.isAtEnd) this.#refuseRest();
    return formula;
  }

  #refuseRest(): never {
    const { text, at } = this.#text;
    const allowed = '"and", "or", "->", "until", "since" or the end of the condition';
    const sign = Object.keys(MEANT_SIGNS).find((one) => text.startsWith(one, at));
    if (sign === undefined) this.#text.refuse(allowed);
    this.#text.refuseAt(at, quoted(sign), allowed, MEANT_SIGNS[sign]);
  }

  #implication(): Formula {
    return this.#terms.deeper(() => {
      const left = this.#joined('or');
      return this.#text.take('->') ? { kind: 'implies', left, right: this.#implication() } : left;
    });
  }

  #joined(kind: 'or' | 'and'): Formula {
    const next = (): Formula => (kind === 'or' ? this.#joined('and') : this.#chained());
    let left = next();
    while (this.#text.take(kind)) left = { kind, left, right: next() };
    return left;
  }

  #chained(): Formula {
    const left = this.#unary();
    const kind = this.#text.takeName(CHAIN_WORDS) as (typeof CHAIN_WORDS)[number] | undefined;
    if (kind === undefined) return left;
    const within = this.#within();
    return { kind, ...within, left, right: this.#unary() };
  }

  #unary(): Formula {
    return this.#terms.deeper(() => {
      if (this.#text.take('not')) return { kind: 'not', of: this.#unary() };
      const edge = (['rises', 'falls'] as const).find((word) => this.#text.take(word));
      if (edge !== undefined) return { kind: edge, of: this.#unary() };
      const window = WINDOW_WORDS.find((word) => this.#text.take(word));
      if (window !== undefined) return { kind: window, ...this.#within(), of: this.#unary() };
      return this.#primary();
    });
  }

  /** Reads a window in brackets. Without brackets the window is the present and the whole future or past. */
  #within(): { readonly within?: Within } {
    const { at: windowAt } = this.#text;
    if (/^\(\s*\d+(?:\.\d+)?\s*[a-z]+\s*,/.test(this.#text.text.slice(windowAt)))
      this.#text.refuseAt(windowAt, '"("', '"[" and two times, as in [0 min, 21 min]');
    if (!this.#text.take('[')) return {};
    const fromUs = this.#terms.timeUs();
    this.#text.expect(',', '"," and a time, as in [0 min, 21 min]');
    const { at } = this.#text;
    const toUs = this.#text.take('end') ? undefined : this.#terms.timeUs();
    if (toUs !== undefined && toUs < fromUs)
      this.#text.refuseAt(at, 'a window that ends before it begins', 'the earlier time first');
    this.#text.expect(']');
    return { within: { fromUs, ...(toUs === undefined ? {} : { toUs }) } };
  }

  #primary(): Formula {
    const word = this.#text.peekWord();
    const defined = this.#names.defined.get(word);
    if (defined !== undefined) {
      this.#text.takeWord();
      return defined;
    }
    if (Object.hasOwn(this.#names.events, word)) return this.#event(word);
    if (word === 'count') return this.#count();
    if (this.#text.peekSymbol() === '(' && !this.#isTermGroup()) {
      this.#text.take('(');
      const inside = this.#implication();
      this.#text.expect(')', '")", "and", "or" or "->"');
      return inside;
    }
    if (this.#text.isAtEnd || (word !== '' && !this.#beginsTerm(word))) this.#refuseWord();
    return this.#comparison();
  }

  #beginsTerm(word: string): boolean {
    return ['abs', 'slope', 'change'].includes(word) || this.#names.signalNamed(word) !== undefined;
  }

  #refuseWord(): never {
    const { signals, events, defined } = this.#names;
    const names = [...defined.keys(), ...Object.keys(events), ...Object.keys(signals)];
    const others = ['not', ...WINDOW_WORDS, 'rises', 'falls', 'count', 'abs', 'slope', 'change'];
    const own = defined.size === 0 ? '' : `a name (${listed([...defined.keys()])}), `;
    const allowed = `${own}an event (${listed(Object.keys(events))}), a signal, or one of ${others.join(', ')}`;
    // A word of conditions stands in the wrong place, so no other name is meant.
    const isWord = RESERVED_WORDS.includes(this.#text.peekWord());
    this.#text.refuse(allowed, this.#text.isAtEnd || isWord ? [] : [...names, ...others]);
  }

  /** Returns whether a parenthesis holds a term. Then an operator of terms follows its end. */
  #isTermGroup(): boolean {
    const { text, at } = this.#text;
    let depth = 0;
    for (let i = at; i < text.length; i += 1) {
      if (text[i] === '(') depth += 1;
      else if (text[i] === ')') depth -= 1;
      if (depth === 0) return /^\s*(?:[<>+]|-(?!>)|in\b)/.test(text.slice(i + 1, i + 40));
    }
    return false;
  }

  #event(event: string): Formula {
    const { events, states } = this.#names;
    this.#text.takeWord();
    const texts = events[event] ?? [];
    const state = states[event];
    const text = this.#text.takeName(texts);
    if (text === undefined && this.#comesText()) {
      const allowed = texts.length === 0 ? `${event} alone` : `${event} alone, or with ${listed(texts)}`;
      const word = /^"?([^"()[\],<>]*)/.exec(this.#text.text.slice(this.#text.at))?.[1] ?? '';
      const joining = ['and', 'or', 'is', 'until', 'since'].find((one) => one === this.#text.peekWord().toLowerCase());
      const nearest = joining ?? nearestName(word.trim(), texts);
      this.#text.refuseAt(this.#text.at, this.#text.found(), allowed, nearest);
    }
    if (state === undefined || !this.#text.take('is')) {
      return { kind: 'event', event, ...(text === undefined ? {} : { text }) };
    }
    if (text !== undefined && !state.of.includes(text)) {
      this.#text.refuseAt(this.#text.at, `the state of ${quoted(text)}`, `${event}, or with ${listed(state.of)}`);
    }
    const word = this.#text.takeName(state.words);
    if (word === undefined) this.#text.refuse(listed(state.words), state.words);
    return { kind: 'state', state: event, ...(text === undefined ? {} : { of: text }), word };
  }

  /** Returns whether a text of the event follows, and not a word of a formula. */
  #comesText(): boolean {
    const word = this.#text.peekWord();
    return this.#text.text[this.#text.at] === '"' || (word !== '' && !RESERVED_WORDS.includes(word));
  }

  #count(): Formula {
    this.#text.take('count');
    this.#text.expect('(');
    const of = this.#implication();
    this.#text.expect(',', '"," and a time, as in count(pump.log "motor stall", 24 h)');
    const windowAt = this.#text.at;
    const windowUs = this.#terms.timeUs();
    if (windowUs === 0) this.#text.refuseAt(windowAt, 'a window of 0 s', 'a time above 0 s');
    this.#text.expect(')');
    const is = this.#operator();
    const { at } = this.#text;
    const number = this.#text.takeNumber(RESERVED_WORDS)?.text ?? '';
    const limit = Number(number);
    if (!/^\d+$/.test(number) || limit > COUNT_MAX) {
      this.#text.refuseAt(
        at,
        number === '' ? this.#text.found() : quoted(number),
        `a whole number from 0 to ${COUNT_MAX}`,
      );
    }
    return { kind: 'count', of, windowUs, is, limit };
  }

  #operator(): Comparison {
    const is = COMPARISONS.find((one) => this.#text.take(one));
    if (is === undefined) this.#text.refuse('"<", "<=", ">", ">=" or "in"');
    return is;
  }

  #comparison(): Formula {
    const left = this.#terms.term();
    if (this.#text.take('in')) return this.#range(left);
    const is = this.#operator();
    const [a, b] = this.#terms.alike(left, this.#terms.term());
    this.#needSignal(a);
    return { kind: 'compare', left: a.term, is, right: b.term, unit: a.unit };
  }

  #range(of: TypedTerm): Formula {
    this.#needSignal(of);
    if (!this.#text.take('[')) return this.#near(of);
    const [, low] = this.#terms.alike(of, this.#terms.term());
    this.#text.expect(',');
    const [, high] = this.#terms.alike(of, this.#terms.term());
    this.#text.expect(']');
    if (low.term.kind === 'number' && high.term.kind === 'number' && low.term.value > high.term.value) {
      this.#text.refuseAt(low.at, quoted(`[${low.term.text}, ${high.term.text}]`), 'the lower limit first');
    }
    return { kind: 'in range', of: of.term, low: low.term, high: high.term, unit: of.unit };
  }

  /** Reads the middle of a range and its tolerance, as in `0.5 mL/day +- 5 %`. */
  #near(of: TypedTerm): Formula {
    const isTerm = this.#text.peekSymbol() === '(' || this.#beginsTerm(this.#text.peekWord()) || this.#text.isAtNumber;
    if (!isTerm)
      this.#text.refuse(
        '"[" and two limits, as in [0.49 mL/day, 0.51 mL/day], or a value with its tolerance, as in 0.5 mL/day +- 2 %',
      );
    const [, middle] = this.#terms.alike(of, this.#terms.single());
    if (!this.#text.takePlusMinus()) this.#text.refuse('"+-" and a tolerance, as in 0.5 mL/day +- 2 %');
    return nearFormula(of, middle.term, this.#terms.tolerance(of.dimension as Dimension));
  }

  #needSignal({ dimension, at }: TypedTerm): void {
    if (dimension === undefined) this.#text.refuseAt(at, 'a comparison of numbers alone', 'a signal on one side');
  }
}
