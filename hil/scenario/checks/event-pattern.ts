import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { EventPattern } from '../scenario.ts';
import { stampFits, stampText } from './stamp.ts';

/** Fields of an event that a pattern's text may name, e.g. `pump.log "motor stall"` or `pump.alarm critical`. */
export const NAMING_FIELDS: readonly string[] = [
  'entry',
  'class',
  'cause',
  'phase',
  'state',
  'kind',
  'why',
  'mode',
  'doing',
  'name',
  'outcome',
];

/** Returns whether a record is an event that matches a pattern. */
export function matches(record: TraceRecord, pattern: EventPattern): boolean {
  if (!isEvent(record) || record.e !== pattern.event) return false;
  if (pattern.stamp !== undefined && !stampFits(record.stamp, pattern.stamp)) return false;
  if (pattern.text === undefined) return true;
  // A cleared alarm still carries its class and cause. Yet only the text `cleared` matches it.
  if (record.phase === 'cleared' && pattern.text !== 'cleared') return false;
  return NAMING_FIELDS.some((field) => record[field] === pattern.text);
}

/** Returns a pattern in the words of a scenario. */
export function patternText({ event, text, stamp }: EventPattern): string {
  const named = text === undefined ? event : `${event} "${text}"`;
  return stamp === undefined ? named : `${named} ${stampText(stamp)}`;
}
