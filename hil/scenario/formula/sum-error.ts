import type { ActiveLeaf, ActiveSum } from './active-sum.ts';

/** Returns a bound of a sum's error at its last record and behind it, without what cancels. */
export function errorBound({ leaves, absolutes }: ActiveSum): number {
  let error = 0;
  for (const { leaf, piece } of leaves) {
    if (piece === undefined || leaf.slopePerUs !== undefined) continue;
    error += Math.abs(leaf.factor) * Math.max(piece.error, piece.errorAtStart);
  }
  for (const { factor, of } of absolutes) error += Math.abs(factor) * errorBound(of);
  return error;
}

/**
 * Returns the error of a sum behind its last record; With `startUs` it is the error at this time, which may be that of
 * a record. A slope is that of the mean line, without error. Errors that signals share are added with their signs, so
 * that they cancel.
 */
export function errorOf(sum: ActiveSum, startUs: number | undefined): number {
  const { leaves, absolutes } = sum;
  let apart = 0;
  for (const leaf of leaves) apart += Math.abs(leaf.leaf.factor) * leafError(leaf, startUs);
  const error = leaves.length > 1 ? Math.min(apart, togetherOf(leaves, startUs)) : apart;
  return absolutes.reduce((all, { factor, of }) => all + Math.abs(factor) * errorOf(of, startUs), error);
}

function leafError({ piece, leaf }: ActiveLeaf, startUs: number | undefined): number {
  if (piece === undefined || leaf.slopePerUs !== undefined) return 0;
  return startUs !== undefined && piece.atUs + leaf.delayUs === startUs ? piece.errorAtStart : piece.error;
}

/** Returns the error with its shared parts added by their signs. */
function togetherOf(leaves: readonly ActiveLeaf[], startUs: number | undefined): number {
  const shared = new Map<string, number>();
  let rest = 0;
  const add = (key: string, size: number): void => void shared.set(key, (shared.get(key) ?? 0) + size);
  for (const active of leaves) {
    const { leaf, traits, piece } = active;
    const error = leafError(active, startUs);
    if (piece === undefined || error === 0) continue;
    const { errorParts, shaftError = 0 } = traits;
    add(`shaft ${leaf.delayUs}`, leaf.factor * shaftError);
    const onLine = Math.max(0, error - Math.abs(shaftError));
    if (onLine === 0) continue;
    if (errorParts === undefined) rest += Math.abs(leaf.factor) * onLine;
    // Two lines share a deviation only if their records have the same time.
    else
      for (const { source, sign, size } of errorParts)
        add(`${source} ${piece.atUs} ${leaf.delayUs}`, leaf.factor * sign * size);
  }
  for (const size of shared.values()) rest += Math.abs(size);
  return rest;
}
