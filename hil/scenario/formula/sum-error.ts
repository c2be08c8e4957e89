import type { ActiveLeaf, ActiveSum } from './active-sum.ts';

/**
 * Returns a bound of a sum's error, at its last record and after it up to `toUs`. Errors that cancel are not included.
 */
export function errorBound(sum: ActiveSum, toUs: number): number {
  return Math.max(linesError(sum, 'bound'), 0) + shaftErrorOf(sum, toUs);
}

/**
 * Returns the error of a sum's lines after its last record. With `startUs` it returns the error at that time, which may
 * be the time of a record.
 */
export function errorOf(sum: ActiveSum, startUs: number | undefined): number {
  return linesError(sum, startUs);
}

/**
 * Returns the error that the rig's shaft adds, as known at a time. The resolution bounds a difference of two times as
 * it bounds a value. Signals that depend on the shaft alike share the error, so that it cancels in their difference.
 */
export function shaftErrorOf({ leaves, absolutes }: ActiveSum, timeUs: number): number {
  const byDelay = new Map<number, number>();
  for (const { leaf, traits } of leaves) {
    if (leaf.slopePerUs !== undefined || traits.shaftErrorAt === undefined) continue;
    byDelay.set(leaf.delayUs, (byDelay.get(leaf.delayUs) ?? 0) + leaf.factor * traits.shaftErrorAt(timeUs));
  }
  let [up, down] = [0, 0];
  for (const size of byDelay.values()) {
    if (size > 0) up += size;
    else down -= size;
  }
  const own = Math.max(up, down);
  return absolutes.reduce((all, { factor, of }) => all + Math.abs(factor) * shaftErrorOf(of, timeUs), own);
}

/**
 * A slope is that of the mean line, so it has no error. Errors that signals share are added with their signs, so that
 * they cancel.
 */
function linesError({ leaves, absolutes }: ActiveSum, at: number | 'bound' | undefined): number {
  let apart = 0;
  for (const leaf of leaves) apart += Math.abs(leaf.leaf.factor) * leafError(leaf, at);
  const shares = at !== 'bound' && leaves.length > 1;
  const error = shares ? Math.min(apart, togetherOf(leaves, at)) : apart;
  return absolutes.reduce((all, { factor, of }) => all + Math.abs(factor) * linesError(of, at), error);
}

function leafError({ piece, leaf }: ActiveLeaf, at: number | 'bound' | undefined): number {
  if (piece === undefined || leaf.slopePerUs !== undefined) return 0;
  if (at === 'bound') return Math.max(piece.error, piece.errorAtStart);
  return at !== undefined && piece.atUs + leaf.delayUs === at ? piece.errorAtStart : piece.error;
}

/** Returns the error. Its shared parts are added with their signs. */
function togetherOf(leaves: readonly ActiveLeaf[], startUs: number | undefined): number {
  const shared = new Map<string, number>();
  let rest = 0;
  const add = (key: string, size: number): void => void shared.set(key, (shared.get(key) ?? 0) + size);
  for (const active of leaves) {
    const { leaf, traits, piece } = active;
    const error = leafError(active, startUs);
    if (piece === undefined || error === 0) continue;
    const { errorParts } = traits;
    if (errorParts === undefined) rest += Math.abs(leaf.factor) * error;
    // Two lines deviate alike only if their records have the same time.
    else
      for (const { source, sign, size } of errorParts)
        add(`${source} ${piece.atUs} ${leaf.delayUs}`, leaf.factor * sign * size);
  }
  for (const size of shared.values()) rest += Math.abs(size);
  return rest;
}
