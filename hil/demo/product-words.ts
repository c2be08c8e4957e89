import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import type { DriveView } from '../viewer/pump/pump-view.ts';
import { type PlainWords, plainWords } from './plain-words.ts';

/** Describes a record in words that fit the drive of its pump. Only a motor with a rotor is commanded in steps. */
export function productWords(record: TraceRecord, drive: DriveView): PlainWords | undefined {
  const words = plainWords(record);
  if (words === undefined || drive.kind === 'rollers' || isEvent(record) || record.s !== 'pump.rateMlPerDay')
    return words;
  // A gas drive has no controller; its build sets the rate.
  if (drive.kind === 'throttle') return undefined;
  return { ...words, text: record.v === 0 ? 'closes its valves' : `opens its valves in turn for ${record.v} mL/day` };
}
