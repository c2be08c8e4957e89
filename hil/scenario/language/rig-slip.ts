import type { Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { Scenario } from '../scenario.ts';

/** `rig slip: allowed` of a scenario. A sensed run is repeated from its record, and slip is not among what it repeats. */
export function rigSlipOf(
  chosen: 'allowed' | undefined,
  tree: MapTree,
  isSensed: boolean,
  refuse: Refuse,
): Pick<Scenario, 'rigSlip'> {
  if (chosen === undefined) return {};
  const place = tree.entries.get('rig slip')?.keyPlace ?? tree.place;
  if (isSensed) refuse(place, 'key "rig slip" beside "field from: sensor"', 'one of the two');
  return { rigSlip: { what: chosen, place } };
}
