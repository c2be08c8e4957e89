import { nearestName } from '../base/nearest-name.ts';
import type { Place } from './place.ts';
import { type Refuse, shown } from './problem.ts';

/** More names would bury the message, and cost time to compare. */
const LISTED_MAX = 20;
const COMPARED_MAX = 200;

/** A name that no entry has; `names` are those that could be meant there, `ifNone` what to do where there are none. */
export function refuseName(
  place: Place,
  key: string,
  name: string,
  names: readonly string[],
  ifNone: string,
  refuse: Refuse,
): void {
  const more = names.length > LISTED_MAX ? ` and ${names.length - LISTED_MAX} more` : '';
  const allowed = names.length === 0 ? ifNone : `${names.slice(0, LISTED_MAX).join(', ')}${more}`;
  refuse(place, `${shown(name)} for ${shown(key)}`, allowed, nearestName(name, names.slice(0, COMPARED_MAX)));
}
