import type { Formula } from '../formula/formula.ts';
import type { EventPattern } from '../scenario.ts';

/** A check that is judged by formulas: when it asks, what must be true then, and what ends it undecided. */
export interface Pattern {
  /** Moments at which the check asks; each unbroken stretch of them is one occurrence. Absent: once, at the start. */
  readonly trigger?: Formula;
  /** Has to be true at each moment of an occurrence. */
  readonly response: Formula;
  /** An occurrence at which this is true ends undecided, by `unless`. */
  readonly ended?: Formula;
  /** The response with the narrower limit of `marginal from`: a pass without it is marginal. */
  readonly unmarginal?: Formula;
  /** Response with a time limit, for measuring its time. */
  readonly timed?: { readonly response: Formula; readonly withinUs: number; readonly isMissing: boolean };
  /** Events that the run waits for, one after the other, and the time that it needs behind the last one. */
  readonly awaits?: readonly EventPattern[];
  /** How far the check looks ahead of an occurrence. */
  readonly horizonUs: number;
  /** The check as it is written, line by line. */
  readonly written: readonly string[];
}

/** Returns all formulas of a pattern, for the streams that follow them. */
export function formulasOf({ trigger, response, ended, unmarginal, timed }: Pattern): readonly Formula[] {
  return [trigger, response, ended, unmarginal, timed?.response].filter((one) => one !== undefined);
}
