import { isPoint } from './instant.ts';
import { addRun, complementOf, type InstantSet, intersectionOf, shiftedBy, unionOf } from './instant-set.ts';
import { instantsOf, notOf, type TruthOverTime } from './truth.ts';

/**
 * Returns the microseconds at which a formula becomes true: false just before and true from then on, or false at it and
 * true after it. A formula that is true from the start does not rise there. Where it is unknown, it may rise at any
 * moment.
 */
export function risesOf(of: TruthOverTime): TruthOverTime {
  const not = notOf(of);
  // Between known values a formula changes only at a microsecond, never inside the open stretch next to it.
  const open = unionOf(openEnds(instantsOf(of, 'true')), openEnds(instantsOf(of, 'false')));
  return { sure: without(edges(of.sure, not.sure), open), maybe: without(edges(of.maybe, not.maybe), open) };
}

function edges(after: InstantSet, before: InstantSet): InstantSet {
  return unionOf(intersectionOf(shiftedBy(before, 1), after), intersectionOf(before, nextOf(after)));
}

/** Returns the instants whose successor is in the set. */
function nextOf(set: InstantSet): InstantSet {
  return shiftedBy(set, -1);
}

function without(set: InstantSet, removed: InstantSet): InstantSet {
  return removed.length === 0 ? set : intersectionOf(set, complementOf(removed));
}

/** Returns the first and last instants of runs that begin or end with an open stretch. */
function openEnds(set: InstantSet): InstantSet {
  const result: number[] = [];
  for (let i = 0; i < set.length; i += 2) {
    for (const end of [set[i] as number, set[i + 1] as number]) if (!isPoint(end)) addRun(result, end, end);
  }
  return result;
}
