import type { Dimension } from '../../yaml/units.ts';
import type { Formula } from '../formula/formula.ts';

/** A signal as conditions know it. */
export interface KnownSignal {
  readonly dimension: Dimension;
  /** Unit of the trace. */
  readonly unit: string;
  /** True if the signal only jumps, so that it has no slope. */
  readonly isStep: boolean;
}

/** A state as conditions know it. */
export interface KnownState {
  readonly words: readonly string[];
  /** Texts that may stand between the state and `is`. */
  readonly of: readonly string[];
}

/** Names that a condition may use. */
export interface ConditionNames {
  readonly signals: Readonly<Record<string, KnownSignal>>;
  /** Returns a signal by its name, also one of a further drug. */
  signalNamed(name: string): KnownSignal | undefined;
  /** Events with the texts that may follow each. */
  readonly events: Readonly<Record<string, readonly string[]>>;
  readonly states: Readonly<Record<string, KnownState>>;
  /** Formulas with names of their own. */
  readonly defined: ReadonlyMap<string, Formula>;
}

/** Why a condition cannot be read: what was found at `offset` of its text, and what is allowed there. */
export interface ConditionProblem {
  readonly offset: number;
  readonly found: string;
  readonly allowed: string;
  readonly nearest?: string;
}

export const WINDOW_WORDS = ['always', 'eventually', 'once', 'historically'] as const;
export const CHAIN_WORDS = ['weakly until', 'until', 'since'] as const;

/** Reserved words, which no unit and no definition may have as a name. */
export const RESERVED_WORDS: readonly string[] = [
  'and',
  'or',
  'not',
  'in',
  'is',
  'end',
  'rises',
  'falls',
  'abs',
  'slope',
  'change',
  'count',
  'weakly',
  'until',
  'since',
  ...WINDOW_WORDS,
];
