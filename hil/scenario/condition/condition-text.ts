import { nearestName } from '../../base/nearest-name.ts';
import { quoted } from '../../base/quoted-text.ts';
import type { ConditionProblem } from './condition-words.ts';

/** Error inside the reader of conditions, which also catches it. */
export class ConditionFault extends Error {
  readonly problem: ConditionProblem;

  constructor(problem: ConditionProblem) {
    super(problem.found);
    this.problem = problem;
  }
}

const SPACE = /\s*/y;
/** Two parts, as in `pump.log`. After a signal the name of a drug may follow, which may have hyphens. */
const WORD = /[A-Za-z]\w*(?:\.[A-Za-z]\w*(?:\.[A-Za-z][\w-]*)?)?/y;
const SYMBOL = /->|<=|>=|[<>()[\],+-]/y;
const QUOTED = /"([^"]*)"/y;
const NUMBER = /-?\d+(?:[.,]\d+)?/y;
const UNIT = /( ?)(mPa s|[^\W\d_][^\s()[\],<>+\u00b1-]*|[%\u00b0][^\s()[\],<>+\u00b1-]*)/uy;
const PLUS_MINUS = /\+-|\u00b1/y;
const FOUND_CHARS_MAX = 60;
const LISTED_MAX = 24;

/** Text of a condition, read from left to right. */
export class ConditionText {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
    this.#skipSpace();
  }

  /** Offset of the next character. */
  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /** Returns the next word, or an empty text. */
  peekWord(): string {
    return this.#match(WORD)?.[0] ?? '';
  }

  get isAtNumber(): boolean {
    return this.#match(NUMBER) !== null;
  }

  peekSymbol(): string {
    return this.#match(SYMBOL)?.[0] ?? '';
  }

  /** Reads a word or a symbol if it comes next. Returns whether it does. */
  take(token: string): boolean {
    if (this.peekWord() !== token && this.peekSymbol() !== token) return false;
    this.#moveBy(token.length);
    return true;
  }

  /** Reads `+-`, or the one sign for it. Returns whether it comes next. */
  takePlusMinus(): boolean {
    const found = this.#match(PLUS_MINUS)?.[0];
    if (found !== undefined) this.#moveBy(found.length);
    return found !== undefined;
  }

  /** Reads a word or a symbol. Refuses any other text. */
  expect(token: string, allowed = `"${token}"`): void {
    if (!this.take(token)) this.refuse(allowed);
  }

  /** Reads the longest matching name of several. Names may have spaces, and may stand in quotes. */
  takeName(names: readonly string[]): string | undefined {
    const written = this.#match(QUOTED);
    const inQuotes = written?.[1];
    if (written !== null && inQuotes !== undefined) {
      if (!names.includes(inQuotes)) return undefined;
      this.#moveBy(written[0].length);
      return inQuotes;
    }
    const longestFirst = [...names].sort((a, b) => b.length - a.length);
    const name = longestFirst.find((one) => this.#isNext(one));
    if (name !== undefined) this.#moveBy(name.length);
    return name;
  }

  takeWord(): string {
    const word = this.peekWord();
    this.#moveBy(word.length);
    return word;
  }

  /** Reads a number and the unit after it, if there is one. */
  takeNumber(reserved: readonly string[]): { readonly text: string; readonly at: number } | undefined {
    const number = this.#match(NUMBER)?.[0];
    if (number === undefined) return undefined;
    const at = this.#at;
    UNIT.lastIndex = at + number.length;
    const [whole = '', , unit = ''] = UNIT.exec(this.text) ?? [];
    const isUnit = unit !== '' && !reserved.includes(unit);
    const text = isUnit ? number + whole : number;
    this.#moveBy(text.length);
    return { text, at };
  }

  /** Refuses the text that comes next. */
  refuse(allowed: string, names: readonly string[] = []): never {
    this.refuseAt(this.#at, this.found(), allowed, nearestName(this.peekWord(), names));
  }

  refuseAt(offset: number, found: string, allowed: string, nearest?: string): never {
    throw new ConditionFault({ offset, found, allowed, ...(nearest === undefined ? {} : { nearest }) });
  }

  /** Returns the next word or symbol, in quotes. */
  found(): string {
    if (this.isAtEnd) return 'the end of the condition';
    const next = this.#match(QUOTED)?.[0].slice(1, -1) ?? (this.peekWord() || this.peekSymbol());
    return quoted(next === '' ? this.text.slice(this.#at, this.#at + FOUND_CHARS_MAX) : next, FOUND_CHARS_MAX);
  }

  #isNext(name: string): boolean {
    const end = this.#at + name.length;
    return this.text.startsWith(name, this.#at) && !/[\w-]/.test(this.text.charAt(end));
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.text);
  }

  #moveBy(count: number): void {
    this.#at += count;
    this.#skipSpace();
  }

  #skipSpace(): void {
    this.#at += this.#match(SPACE)?.[0].length ?? 0;
  }
}

/** Returns names as a list for a message, shortened. */
export function listed(names: readonly string[]): string {
  const more = names.length > LISTED_MAX ? ` and ${names.length - LISTED_MAX} more` : '';
  return `${names.slice(0, LISTED_MAX).join(', ')}${more}`;
}
