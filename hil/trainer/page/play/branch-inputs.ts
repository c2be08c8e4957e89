import type { AddedEntry } from '../engine/messages.ts';

/** Returns the inputs of a run with entries that act at a time. Later inputs are dropped: they belong to another branch. */
export function branchInputs(
  inputs: readonly AddedEntry[],
  atUs: number,
  entries: readonly AddedEntry['entry'][],
): readonly AddedEntry[] {
  const kept = inputs.filter((input) => input.atUs < atUs || (input.atUs === atUs && !replaces(entries, input)));
  return [...kept, ...entries.map((entry) => ({ atUs, entry }))];
}

/** True if a new entry replaces an earlier entry at the same time. A moving magnet has one field at a time. */
function replaces(entries: readonly AddedEntry['entry'][], { entry }: AddedEntry): boolean {
  return 'field' in entry && entries.some((next) => 'field' in next);
}
