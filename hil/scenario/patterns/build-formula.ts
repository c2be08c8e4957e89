import { type Formula, not, type Within } from '../formula/formula.ts';
import { START_EVENT } from '../formula/predicate-streams.ts';

/** The microsecond at which the run starts. */
export const START: Formula = { kind: 'event', event: START_EVENT };

/**
 * Returns the moments at which a condition begins to hold; a condition that holds at the start begins there. A condition of
 * events alone has only such moments.
 */
export function beginOf(of: Formula): Formula {
  return isOfMoments(of) ? of : or({ kind: 'rises', of }, and(of, START));
}

/** The shortest time. */
export const ONE_US = 1;

/** Returns the first moment of an event or a condition. */
export function firstOf(of: Formula): Formula {
  if (isUnique(of)) return of;
  return and(beginOf(of), not(once({ fromUs: ONE_US }, of)));
}

/** Returns whether an event occurs once in a run: an entry of the timeline, the start, and a time after it. */
function isUnique(of: Formula): boolean {
  if (of.kind === 'once') return isOfMoments(of) && isUnique(of.of);
  return of.kind === 'event' && (of.event === 'bench.entry' || of.event === START_EVENT);
}

/** Returns whether a formula is true at single microseconds only, never for a time. */
export function isOfMoments(formula: Formula): boolean {
  switch (formula.kind) {
    case 'event':
    case 'rises':
    case 'falls':
      return true;
    case 'once':
      return formula.within !== undefined && formula.within.fromUs === formula.within.toUs && isOfMoments(formula.of);
    case 'and':
      return isOfMoments(formula.left) || isOfMoments(formula.right);
    case 'or':
      return isOfMoments(formula.left) && isOfMoments(formula.right);
    default:
      return false;
  }
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
