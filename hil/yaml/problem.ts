import { quoted } from '../base/quoted-text.ts';
import type { Place } from './place.ts';

/** What is wrong with a scenario's text, and what would have been right. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly allowed: string;
  readonly nearest?: string;
}

/** Leaves the reading after a refusal that ends it; caught in `read-scenario.ts` alone. */
export class EndOfReading extends Error {}

/** Tells of a problem at a place; reading goes on, so that one reading finds them all. */
export type Refuse = (place: Place, found: string, allowed: string, nearest?: string) => void;

/** More would not be read, and a broken file could give one for each of its letters. */
const PROBLEMS_MAX = 50;

export class Problems {
  readonly #file: string;
  readonly #found: Problem[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** In the order of the text. */
  get all(): readonly Problem[] {
    return this.#found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  get isEmpty(): boolean {
    return this.#found.length === 0;
  }

  /** Throws `EndOfReading` where nobody would read on. */
  readonly refuse: Refuse = (place, found, allowed, nearest) => {
    const hint = nearest === undefined ? {} : { nearest };
    this.#found.push({ file: this.#file, ...place, found, allowed, ...hint });
    if (this.#found.length >= PROBLEMS_MAX) throw new EndOfReading();
  };
}

/** `file:line:column: found ...; allowed is ...; did you mean ...?`, on one line. */
export function problemText(problem: Problem): string {
  const { file, line, column, found, allowed, nearest } = problem;
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return `${file}:${line}:${column}: found ${found}; allowed is ${allowed}${hint}`;
}

/** Text of a scenario in quotes, short, with the code points of what cannot be seen. */
export const shown = quoted;
