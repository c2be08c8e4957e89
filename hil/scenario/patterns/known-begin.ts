import type { MapTree, Tree } from '../../yaml/tree.ts';
import { parseQuantity } from '../../yaml/units.ts';
import type { ScenarioContext } from '../checks/scope.ts';
import { nextLike } from '../checks/span.ts';

/** Keys with which a check looks at parts of a run that only the run shows. */
const UNKNOWN_KEYS = ['whenever', 'when', 'before', 'except during'];

/** Returns the time from which a check looks; undefined where only a run shows it, or where an entry ends its span. */
export function knownBeginUs({ entries }: MapTree, around: ScenarioContext): number | undefined {
  if (UNKNOWN_KEYS.some((key) => entries.has(key))) return undefined;
  const [after, during] = [entries.get('after')?.value, entries.get('during')?.value];
  if (after !== undefined && during !== undefined) return undefined;
  if (after !== undefined) return momentUs(after, around);
  if (during === undefined) return 0;
  if (during.kind === 'map') {
    const [from, to] = [during.entries.get('from')?.value, during.entries.get('to')?.value];
    const isOpen = to?.kind === 'scalar' && to.text === 'end';
    return isOpen && from !== undefined ? momentUs(from, around) : undefined;
  }
  const isEnded = during.kind === 'scalar' && nextLike(during.text, around.entries) !== undefined;
  return isEnded ? undefined : momentUs(during, around);
}

/** Returns the time of an entry, of the start or of a written time; undefined for any other moment. */
export function momentUs(tree: Tree, { entries }: ScenarioContext): number | undefined {
  if (tree.kind !== 'scalar') return undefined;
  if (tree.text === 'start') return 0;
  const time = parseQuantity(tree.text, 'time');
  return time.ok ? time.value : entries.find(({ name }) => name === tree.text)?.atUs;
}
