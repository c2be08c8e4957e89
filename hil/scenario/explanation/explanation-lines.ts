import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { NearEvent, Window } from '../checks/explanation.ts';
import { type Measurement, placeText } from '../checks/measurement.ts';

/** Most rows of the sentence about what was seen. Every other line takes one row, so a check takes at most eight. */
const SEEN_ROWS = 2;
const COLUMNS_MIN = 20;

/**
 * Returns the lines of an explanation without an indent; none without an explanation. Lines are shortened to `columns`.
 * A file or a pipe has no columns, and its lines stay whole.
 */
export function explanationLines(
  { explanation, place, assumed = [] }: Measurement,
  columns?: number,
): readonly string[] {
  if (explanation === undefined) return [];
  const { window, deciding, seen, before, after, wouldPass } = explanation;
  const cut = (text: string, rows = 1): string => shortened(text, columns, rows);
  return [
    cut(`${placeText(place)}${window === undefined ? '' : `, ${windowText(window)}`}`),
    ...(deciding === undefined ? [] : [cut(`decided by: ${deciding.text}, ${windowText(deciding)}`)]),
    cut(`seen: ${seen}`, SEEN_ROWS),
    ...eventLine('before', before).map((line) => cut(line)),
    ...eventLine('after', after).map((line) => cut(line)),
    ...(wouldPass === undefined ? [] : [cut(`would pass: ${wouldPass}`)]),
    ...(assumed.length === 0 ? [] : [cut(`rests on ${namesOf(assumed)}`)]),
  ];
}

/** Returns a span of pump time as text. */
export function windowText({ fromUs, toUs }: Window): string {
  if (fromUs === toUs) return `at ${pumpTimeText(fromUs)}`;
  return `from ${pumpTimeText(fromUs)} to ${toUs === null ? 'the end' : pumpTimeText(toUs)}`;
}

/** Returns the names of assumptions. The report of the run has their values. */
function namesOf(assumed: readonly string[]): string {
  const names = assumed.map((text) => text.split(' = ')[0]).join(', ');
  return assumed.length === 1 ? `an assumption: ${names}` : `${assumed.length} assumptions: ${names}`;
}

function eventLine(when: string, events: readonly NearEvent[]): readonly string[] {
  if (events.length === 0) return [];
  return [`${when}: ${events.map(({ atUs, text }) => `${pumpTimeText(atUs)} ${text}`).join('; ')}`];
}

function shortened(text: string, columns: number | undefined, rows: number): string {
  if (columns === undefined) return text;
  // Each row may lose space to wrapping.
  const width = Math.max(COLUMNS_MIN, columns) * rows - (rows - 1) * COLUMNS_MIN;
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
