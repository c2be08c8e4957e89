import { US_PER_DAY } from '../../../firmware-sim/base/time-units.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { quoted } from '../../base/quoted-text.ts';
import { type Dimension, parseQuantity, unitSymbols } from '../../yaml/units.ts';
import type { Term } from '../formula/formula.ts';
import { type ConditionText, listed } from './condition-text.ts';
import { type ConditionNames, RESERVED_WORDS } from './condition-words.ts';
import type { Tolerance } from './near.ts';

/** A term and its dimension. A number has no dimension until it is combined with a signal. */
export interface TypedTerm {
  readonly term: Term;
  readonly dimension: Dimension | undefined;
  /** Unit of the trace. */
  readonly unit: string;
  /** Offset in the text, for messages. */
  readonly at: number;
}

const DEPTH_MAX = 40;

/** Reads the sums and signals of a condition. */
export class TermReader {
  readonly #text: ConditionText;
  readonly #names: ConditionNames;
  #depth = 0;

  constructor(text: ConditionText, names: ConditionNames) {
    this.#text = text;
    this.#names = names;
  }

  /** Reads a sum or a difference. */
  term(): TypedTerm {
    let left = this.single();
    for (;;) {
      const kind = this.#text.take('+') ? 'sum' : this.#text.take('-') ? 'difference' : undefined;
      if (kind === undefined) return left;
      const [a, b] = this.alike(left, this.single());
      left = { ...a, dimension: a.dimension, term: { kind, left: a.term, right: b.term } };
    }
  }

  /** Gives both terms the dimension of the term that has one. Refuses two different dimensions. */
  alike(a: TypedTerm, b: TypedTerm): readonly [TypedTerm, TypedTerm] {
    if (a.dimension === undefined && b.dimension === undefined) return [a, b];
    if (a.dimension === undefined) return [this.#asIn(a, b), b];
    if (b.dimension === undefined) return [a, this.#asIn(b, a)];
    if (a.dimension !== b.dimension) {
      this.#text.refuseAt(b.at, `${named(b.dimension)} beside ${named(a.dimension)}`, named(a.dimension));
    }
    return [a, b];
  }

  /** Reads a time. */
  timeUs(): number {
    const { at } = this.#text;
    const number = this.#text.takeNumber(RESERVED_WORDS);
    if (number === undefined) this.#text.refuse(`a time with a unit (${unitSymbols('time').join(', ')})`);
    const timeUs = this.#quantity(number.text, 'time', number.at);
    if (timeUs < 0) this.#text.refuseAt(at, quoted(number.text), 'a time from 0 s on');
    return timeUs;
  }

  /** Counts how deep terms and formulas nest. Refuses a nesting that could exhaust the stack. */
  deeper<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) this.#text.refuseAt(this.#text.at, 'deeper nesting', `at most ${DEPTH_MAX} levels`);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  /** Reads a term that is no sum, or one in parentheses. */
  single(): TypedTerm {
    const { at } = this.#text;
    const number =
      this.#text.peekSymbol() === '-' || this.#text.peekWord() === ''
        ? this.#text.takeNumber(RESERVED_WORDS)
        : undefined;
    if (number !== undefined && this.#text.take('of')) return this.#share(number);
    if (number !== undefined) {
      return { term: { kind: 'number', value: Number.NaN, text: number.text }, dimension: undefined, unit: '', at };
    }
    return this.deeper(() => {
      if (this.#text.take('(')) return this.#closed(this.term());
      if (this.#text.take('abs')) return this.#absolute(at);
      if (this.#text.take('slope')) return this.#slope(at);
      if (this.#text.take('change')) return this.#change(at);
      return this.#signal();
    });
  }

  /** Reads the width of a range around a term of this dimension. */
  tolerance(dimension: Dimension): Tolerance {
    const number = this.#text.takeNumber(RESERVED_WORDS);
    const symbols = unitSymbols(dimension).join(', ');
    if (number === undefined) this.#text.refuse(`a share, as in 5 %, or ${named(dimension)} with a unit (${symbols})`);
    const { text, at } = number;
    const share = parseQuantity(text, 'share');
    if (share.ok && dimension === 'share')
      this.#text.refuseAt(at, `${quoted(text)}, a share of a share`, 'two limits, as in [45 %, 55 %]');
    const size = share.ok ? share.value : this.#quantity(text, dimension, at);
    if (size < 0) this.#text.refuseAt(at, quoted(text), 'a tolerance from 0 on');
    if (share.ok) return { kind: 'share', share: size, text };
    return { kind: 'width', width: size, term: { kind: 'number', value: size, text } };
  }

  /** Reads the term behind `5 % of`. */
  #share({ text, at }: { readonly text: string; readonly at: number }): TypedTerm {
    const share = this.#quantity(text, 'share', at);
    const of = this.deeper(() => this.single());
    return { ...of, at, term: { kind: 'share', share, text, of: of.term } };
  }

  #closed<T>(inside: T): T {
    this.#text.expect(')');
    return inside;
  }

  #absolute(at: number): TypedTerm {
    this.#text.expect('(');
    const of = this.#closed(this.term());
    return { ...of, at, term: { kind: 'abs', of: of.term } };
  }

  #slope(at: number): TypedTerm {
    this.#text.expect('(');
    const insideAt = this.#text.at;
    const of = this.#closed(this.term());
    const steps = signalsOf(of.term).filter((name) => this.#names.signalNamed(name)?.isStep === true);
    if (steps.length > 0)
      this.#text.refuseAt(
        insideAt,
        `the slope of ${quoted(steps[0] as string)}, which only jumps`,
        'a signal with a slope',
      );
    if (of.dimension !== 'volume' || hasShape(of.term, ['abs', 'slope'])) {
      this.#text.refuseAt(insideAt, `the slope of ${named(of.dimension)}`, 'a volume, or a sum of volumes');
    }
    return { term: { kind: 'slope', of: of.term, perUs: US_PER_DAY }, dimension: 'rate', unit: 'mL/day', at };
  }

  #change(at: number): TypedTerm {
    this.#text.expect('(');
    const of = this.term();
    this.#text.expect(',', '"," and a time, as in change(true.deliveredMl, 1 h)');
    const windowAt = this.#text.at;
    const windowUs = this.#closed(this.timeUs());
    if (windowUs === 0) this.#text.refuseAt(windowAt, 'a window of 0 s', 'a time above 0 s');
    return { ...of, at, term: { kind: 'change', of: of.term, windowUs } };
  }

  #signal(): TypedTerm {
    const { at } = this.#text;
    const name = this.#text.peekWord();
    const signal = this.#names.signalNamed(name);
    if (signal === undefined) {
      const names = Object.keys(this.#names.signals);
      this.#text.refuse(`a signal (${listed(names)}), a number with a unit, abs(), slope() or change()`, names);
    }
    this.#text.takeWord();
    return { term: { kind: 'signal', signal: name }, dimension: signal.dimension, unit: signal.unit, at };
  }

  /** Converts the numbers of a term to the dimension of another term. */
  #asIn(numbers: TypedTerm, other: TypedTerm): TypedTerm {
    const dimension = other.dimension as Dimension;
    return { ...numbers, dimension, unit: other.unit, term: this.#valued(numbers.term, dimension, numbers.at) };
  }

  #valued(term: Term, dimension: Dimension, at: number): Term {
    if (term.kind === 'number') return { ...term, value: this.#quantity(term.text, dimension, at) };
    if (term.kind === 'sum' || term.kind === 'difference') {
      return { ...term, left: this.#valued(term.left, dimension, at), right: this.#valued(term.right, dimension, at) };
    }
    return term.kind === 'signal' ? term : { ...term, of: this.#valued(term.of, dimension, at) };
  }

  #quantity(text: string, dimension: Dimension, at: number): number {
    const parsed = parseQuantity(text, dimension);
    if (parsed.ok) return parsed.value;
    const symbols = unitSymbols(dimension);
    const [, number = '', unit = ''] = /^(-?[\d.,]+) ?(.*)$/.exec(text) ?? [];
    const near = parsed.nearest ?? (unit === '' ? undefined : nearestOf(number, unit, symbols));
    return this.#text.refuseAt(at, quoted(text), `${named(dimension)} with a unit (${symbols.join(', ')})`, near);
  }
}

/** Returns a dimension as a noun phrase: an angle, a volume. */
function named(dimension: Dimension | undefined): string {
  const word = dimension ?? 'number';
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}

function nearestOf(number: string, unit: string, symbols: readonly string[]): string | undefined {
  const symbol = nearestName(unit, symbols);
  return symbol === undefined ? undefined : `${number} ${symbol}`;
}

function signalsOf(term: Term): readonly string[] {
  if (term.kind === 'number') return [];
  if (term.kind === 'signal') return [term.signal];
  return 'of' in term ? signalsOf(term.of) : [...signalsOf(term.left), ...signalsOf(term.right)];
}

function hasShape(term: Term, kinds: readonly Term['kind'][]): boolean {
  if (kinds.includes(term.kind)) return true;
  if ('of' in term) return hasShape(term.of, kinds);
  return 'left' in term && (hasShape(term.left, kinds) || hasShape(term.right, kinds));
}
