import { nearestName } from '../base/nearest-name.ts';
import type { Place } from './place.ts';
import { keyShown, type Refuse, shown } from './problem.ts';

/** Number of names that a message lists. More would hide the problem itself. */
const LISTED_MAX = 20;
/** Number of names compared to find the nearest one. More would take too long. */
const COMPARED_MAX = 200;

/**
 * Refuses a name that no entry has. `names` lists the possible names, `others` what else is allowed. `ifNone` is the allowed
 * text if there are no names.
 */
export function refuseName(
  place: Place,
  key: string,
  name: string,
  names: readonly string[],
  ifNone: string,
  refuse: Refuse,
  others: readonly string[] = [],
): void {
  const more = names.length > LISTED_MAX ? ` and ${names.length - LISTED_MAX} more` : '';
  const listed = `${names.slice(0, LISTED_MAX).join(', ')}${more}`;
  const allowed = names.length === 0 ? ifNone : [listed, ...others].join(', ');
  const nearest = nearestName(name, [...names.slice(0, COMPARED_MAX), ...others.filter((one) => !one.includes(' '))]);
  refuse(place, `${shown(name)} for ${keyShown(key)}`, allowed, nearest);
}
