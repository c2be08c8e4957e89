import { complementOf, has, type InstantSet, intersectionOf, unionOf } from './instant-set.ts';

/**
 * Truth at one moment. `unknown` if values inside the stated errors, or after the end of the records, give both
 * answers.
 */
export type Truth = 'true' | 'false' | 'unknown';

/** Truth over a whole run: `sure` holds the instants that are true, `maybe` those that are true or unknown. */
export interface TruthOverTime {
  readonly sure: InstantSet;
  readonly maybe: InstantSet;
}

export function truthAt({ sure, maybe }: TruthOverTime, instant: number): Truth {
  if (has(sure, instant)) return 'true';
  return has(maybe, instant) ? 'unknown' : 'false';
}

/** Returns the instants of one truth value. */
export function instantsOf({ sure, maybe }: TruthOverTime, truth: Truth): InstantSet {
  if (truth === 'true') return sure;
  return truth === 'false' ? complementOf(maybe) : intersectionOf(maybe, complementOf(sure));
}

export function notOf({ sure, maybe }: TruthOverTime): TruthOverTime {
  return { sure: complementOf(maybe), maybe: complementOf(sure) };
}

export function bothOf(a: TruthOverTime, b: TruthOverTime): TruthOverTime {
  return { sure: intersectionOf(a.sure, b.sure), maybe: intersectionOf(a.maybe, b.maybe) };
}

export function eitherOf(a: TruthOverTime, b: TruthOverTime): TruthOverTime {
  return { sure: unionOf(a.sure, b.sure), maybe: unionOf(a.maybe, b.maybe) };
}

/** Applies a monotone operator on sets: a larger operand never gives a smaller result. */
export function lifted(of: TruthOverTime, operator: (set: InstantSet) => InstantSet): TruthOverTime {
  return { sure: operator(of.sure), maybe: operator(of.maybe) };
}

/** Applies an operator on two sets that is monotone in both. */
export function joined(
  left: TruthOverTime,
  right: TruthOverTime,
  operator: (left: InstantSet, right: InstantSet) => InstantSet,
): TruthOverTime {
  return { sure: operator(left.sure, right.sure), maybe: operator(left.maybe, right.maybe) };
}
