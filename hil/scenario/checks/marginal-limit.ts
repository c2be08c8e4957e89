import { keyShown, type Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { Bounds, Check, Scope } from '../scenario.ts';

const KEY = 'marginal from';

/**
 * Returns the start of the marginal band. A pass between it and the limit is marginal. Refuses a band beyond the limit.
 */
export function marginalLimit(
  from: number | undefined,
  scope: Scope,
  check: Check,
  tree: MapTree,
  refuse: Refuse,
): number | undefined {
  if (from === undefined) return undefined;
  const wrong = whyWrong(from, boundsOf(scope, check));
  if (wrong === undefined) return from;
  refuse(tree.entries.get(KEY)?.value.place ?? tree.place, ...wrong);
  return undefined;
}

/** Returns the limits of a check. For a check of an event they limit its time. */
function boundsOf(scope: Scope, check: Check): Bounds {
  if ('bounds' in check) return check.bounds;
  return scope.kind === 'after' && scope.withinUs !== undefined ? { atMost: scope.withinUs } : {};
}

function whyWrong(from: number, { atLeast, atMost }: Bounds): readonly [found: string, allowed: string] | undefined {
  if (atLeast === undefined && atMost === undefined)
    return [`${keyShown(KEY)} without a limit`, `${keyShown(KEY)} together with ${keyShown('within')}`];
  if (atLeast !== undefined && atMost !== undefined)
    return [`${keyShown(KEY)} with two limits`, `${keyShown(KEY)} with one limit, at least or at most`];
  if (atMost !== undefined && from > atMost) return [`${keyShown(KEY)} above the limit`, 'at most the limit'];
  if (atLeast !== undefined && from < atLeast) return [`${keyShown(KEY)} below the limit`, 'at least the limit'];
  return undefined;
}
