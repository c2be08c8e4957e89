import type { Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { Scenario } from '../scenario.ts';

/**
 * Reads `rig slip: allowed`. A sensed run refuses it, because the record that repeats such a run does not contain slip.
 */
export function rigSlipOf(
  chosen: 'allowed' | undefined,
  tree: MapTree,
  isSensed: boolean,
  refuse: Refuse,
): Pick<Scenario, 'rigSlip'> {
  if (chosen === undefined) return {};
  const place = tree.entries.get('rig slip')?.keyPlace ?? tree.place;
  if (isSensed) refuse(place, '`rig slip` together with `field from: sensor`', 'one of the two');
  return { rigSlip: { what: chosen, place } };
}
