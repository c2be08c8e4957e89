import type { Formula, Within } from '../formula/formula.ts';
import { START_EVENT } from '../formula/predicate-streams.ts';

/** The microsecond at which the run starts. */
export const START: Formula = { kind: 'event', event: START_EVENT };

export function not(of: Formula): Formula {
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

export function and(left: Formula, right: Formula | undefined): Formula {
  return right === undefined ? left : { kind: 'and', left, right };
}

export function or(left: Formula, right: Formula): Formula {
  return { kind: 'or', left, right };
}

/** Returns "at all times of a window". For a window that is only the present it returns the formula itself. */
export function always(within: Within | undefined, of: Formula): Formula {
  if (within?.fromUs === 0 && within.toUs === 0) return of;
  return { kind: 'always', ...(isWhole(within) ? {} : { within }), of };
}

export function eventually(within: Within | undefined, of: Formula): Formula {
  if (within?.fromUs === 0 && within.toUs === 0) return of;
  return { kind: 'eventually', ...(isWhole(within) ? {} : { within }), of };
}

export function once(within: Within | undefined, of: Formula): Formula {
  return { kind: 'once', ...(isWhole(within) ? {} : { within }), of };
}

export function until(left: Formula, right: Formula, within: Within | undefined): Formula {
  return { kind: 'until', ...(isWhole(within) ? {} : { within }), left, right };
}

export function weaklyUntil(left: Formula, right: Formula): Formula {
  return { kind: 'weakly until', left, right };
}

function isWhole(within: Within | undefined): within is undefined {
  return within === undefined || (within.fromUs === 0 && within.toUs === undefined);
}

/** Returns a window that begins at one time. It ends at another time or has no end. */
export function window(fromUs: number, toUs: number | undefined): Within {
  return toUs === undefined ? { fromUs } : { fromUs, toUs };
}
