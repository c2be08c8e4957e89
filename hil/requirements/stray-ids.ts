import { counted } from '../base/counted.ts';
import { nearestName } from '../base/nearest-name.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Problem } from '../yaml/problem.ts';
import type { RequirementSet } from './requirement.ts';

/** Returns the part of an id that names its set: `GIP` for `GIP-1.4.4`. Returns the whole id if it has no number. */
function prefixOf(id: string): string {
  return id.replace(/[-._/]?\d.*$/, '');
}

/**
 * Returns ids in a scenario that have the prefix of the set but are not in it. Ids with other prefixes belong to other
 * sets.
 */
export function strayIds({ file, expect }: Scenario, { set, requirements }: RequirementSet): readonly Problem[] {
  const ids = requirements.map(({ id }) => id);
  const known = new Set(ids);
  const prefixes = new Set(ids.map(prefixOf));
  return expect.flatMap(({ requires, place }) =>
    requires
      .filter((id) => !known.has(id) && prefixes.has(prefixOf(id)))
      .map((id) => {
        const nearest = nearestName(id, ids);
        const allowed = `the ${counted(ids.length, 'id')} of the set ${set}`;
        return {
          file,
          ...place,
          found: `"${id}" for \`requires\``,
          allowed,
          ...(nearest === undefined ? {} : { nearest }),
        };
      }),
  );
}
