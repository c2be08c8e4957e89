import { didYouMeanClause } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import type { Place } from './place.ts';

/** One problem of a text: its place, what was found there, and what is allowed. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly allowed: string;
  readonly nearest?: string;
  /** True if a required part was not given. `allowed` then names the part to add. */
  readonly isMissing?: boolean;
  /** Combinations of parameters that have the problem, if not all do: `with minutes=20min`. */
  readonly only?: string;
}

/** Thrown after a refusal that ends the reading. Only the readers of scenarios and pump files catch it. */
export class EndOfReading extends Error {}

/** Records a problem at a place. The caller reads on, to find all problems of a text. */
export type Refuse = (place: Place, found: string, allowed: string, nearest?: string, isMissing?: boolean) => void;

/** Limit of the list. A damaged file could give a problem for each of its letters. */
const PROBLEMS_MAX = 50;

/** Problems found so far in one file. */
export class Problems {
  readonly #file: string;
  readonly #found: Problem[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** All problems in the order of the text; those of another file follow. */
  get all(): readonly Problem[] {
    const isOther = ({ file }: Problem): number => (file === this.#file ? 0 : 1);
    return this.#found.toSorted((a, b) => isOther(a) - isOther(b) || a.line - b.line || a.column - b.column);
  }

  /** Adds problems of another file that this one names. Throws `EndOfReading` when the list is full. */
  include(problems: readonly Problem[]): void {
    this.#found.push(...problems.slice(0, PROBLEMS_MAX));
    if (this.#found.length >= PROBLEMS_MAX) throw new EndOfReading();
  }

  get isEmpty(): boolean {
    return this.#found.length === 0;
  }

  /** Records a problem. Throws `EndOfReading` when the list is full. */
  readonly refuse: Refuse = (place, found, allowed, nearest, isMissing = false) => {
    const hint = nearest === undefined ? {} : { nearest };
    this.#found.push({ file: this.#file, ...place, found, allowed, ...hint, ...(isMissing ? { isMissing } : {}) });
    if (this.#found.length >= PROBLEMS_MAX) throw new EndOfReading();
  };
}

/**
 * Returns a problem on one line: `file:line:column: found ...; allowed: ...; did you mean ...?`, or
 * `file:line:column: ... given. Add ....` if something is missing.
 */
export function problemText(problem: Problem): string {
  const { file, line, column } = problem;
  return `${file}:${line}:${column}: ${problemWords(problem)}`;
}

/** Returns a problem without its place. */
export function problemWords({ found, allowed, nearest, isMissing, only }: Problem): string {
  const where = only === undefined ? '' : ` (${only})`;
  if (isMissing === true) return `${found} given. Add ${allowed}.${where}`;
  return `found ${found}; allowed: ${allowed}${didYouMeanClause(nearest)}${where}`;
}

/** Returns a key of the file in backquotes, as messages name it. */
export function keyShown(key: string): string {
  return `\`${key}\``;
}

/** Returns keys in backquotes, separated by commas. */
export function keysShown(keys: readonly string[]): string {
  return keys.map(keyShown).join(', ');
}

/** Returns text of a file in quotes, shortened, with the code points of invisible characters. */
export const shown = quoted;
