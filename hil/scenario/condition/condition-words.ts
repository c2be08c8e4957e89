import type { Dimension } from '../../yaml/units.ts';
import type { Formula } from '../formula/formula.ts';

/** A signal that conditions may name. */
export interface KnownSignal {
  readonly dimension: Dimension;
  /** Unit of the trace. */
  readonly unit: string;
  /** True if the signal changes only by jumps, so that it has no slope. */
  readonly isStep: boolean;
}

/** A state that conditions may name. */
export interface KnownState {
  readonly words: readonly string[];
  /** Texts that may follow the state, before `is`. */
  readonly of: readonly string[];
}

/** Names that a condition may use. */
export interface ConditionNames {
  readonly signals: Readonly<Record<string, KnownSignal>>;
  /** Returns a signal by its name. Finds signals of further drugs too. */
  signalNamed(name: string): KnownSignal | undefined;
  /** Events, each with the texts that may follow it. */
  readonly events: Readonly<Record<string, readonly string[]>>;
  readonly states: Readonly<Record<string, KnownState>>;
  /** Formulas that `let` has named. */
  readonly defined: ReadonlyMap<string, Formula>;
}

/** Problem of a condition: `found` at `offset` of its text, and what is allowed there. */
export interface ConditionProblem {
  readonly offset: number;
  readonly found: string;
  readonly allowed: string;
  readonly nearest?: string;
}

export const WINDOW_WORDS = ['always', 'eventually', 'once', 'historically'] as const;
export const CHAIN_WORDS = ['weakly until', 'until', 'since'] as const;

/** Reserved words. No unit and no definition may have such a name. */
export const RESERVED_WORDS: readonly string[] = [
  'and',
  'or',
  'not',
  'in',
  'is',
  'of',
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
