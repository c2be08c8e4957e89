import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { type EventRecord, nameOf } from '../../../firmware-sim/trace/record.ts';
import { namespaceOf } from '../../../firmware-sim/trace/signal.ts';
import type { EventView, LogLineView, WireLineView } from '../../viewer/event-view.ts';
import type { Tone } from '../../viewer/lane-view.ts';
import { shownNumber } from '../../viewer/shown-number.ts';

/** Fields of every record, and texts that name an event. */
const FRAME = new Set(['t', 'b', 'e']);
/** Units at the end of a field's name, the longest first. */
const UNITS: readonly (readonly [string, string])[] = [
  ['MlPerDay', 'mL/day'],
  ['UgPerMl', 'ug/mL'],
  ['PerDay', 'a day'],
  ['Minutes', 'min'],
  ['Ml', 'mL'],
  ['Ul', 'uL'],
  ['Ug', 'ug'],
  ['Deg', 'deg'],
  ['Mt', 'mT'],
  ['Mm', 'mm'],
  ['Kpa', 'kPa'],
  ['Ms', 'ms'],
];

/** States of the rotor and phases of an alarm that harm delivery. */
const BAD = new Set(['held', 'losing', 'bound', 'blocked', 'seized', 'shut', 'open', 'raised', 'cut', 'refused']);
const GOOD = new Set(['turning', 'metering', 'cleared', 'motor stall recovery']);
const BAD_EVENTS = new Set(['bench.refusal', 'bench.failure', 'true.defect', 'rig.disagreement', 'wire.fault']);

/** Returns an event in words: `alarm: phase raised, class critical, cause motor stall`. */
export function eventViewOf(record: EventRecord): EventView {
  const name = nameOf(record);
  return { atUs: record.t, name, namespace: namespaceOf(name), text: eventText(record), tone: toneOf(record) };
}

function eventText(record: EventRecord): string {
  const name = words(record.e.slice(record.e.indexOf('.') + 1));
  const fields = Object.entries(record)
    .filter(([key, value]) => !FRAME.has(key) && value !== undefined)
    .map(([key, value]) => fieldText(key, value as NonNullable<EventRecord[string]>));
  return fields.length === 0 ? name : `${name}: ${fields.join(', ')}`;
}

function fieldText(key: string, value: NonNullable<EventRecord[string]>): string {
  if (typeof value === 'boolean') return value ? words(key) : `not ${words(key)}`;
  if (Array.isArray(value)) return `${words(key)}: ${value.length === 0 ? 'none' : value.join('; ')}`;
  if (typeof value !== 'number') return `${words(key)} ${value as string}`;
  if (key.endsWith('Us') && Number.isInteger(value)) return `${words(key.slice(0, -2))} ${pumpTimeText(value)}`;
  const [suffix, unit] = UNITS.find(([end]) => key.endsWith(end)) ?? ['', ''];
  return `${words(key.slice(0, key.length - suffix.length))} ${shownNumber(value, unit)}`;
}

/** Returns a name in camel case as words. */
function words(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function toneOf(record: EventRecord): Tone {
  if (BAD_EVENTS.has(record.e)) return 'bad';
  const texts = [record.state, record.phase, record.entry];
  if (texts.some((text) => typeof text === 'string' && GOOD.has(text))) return 'good';
  const isBad = texts.some((text) => typeof text === 'string' && BAD.has(text)) || record.e === 'pump.log';
  return isBad ? 'bad' : 'plain';
}

/** Returns the line of the pump's log that an event writes; undefined for other events. */
export function logLineOf(record: EventRecord): LogLineView | undefined {
  if (record.e !== 'pump.log') return undefined;
  const { t, number, stamp, entry } = record;
  const shownStamp = typeof stamp === 'string' ? stamp : null;
  return { number: Number(number ?? 0), atUs: t, stamp: shownStamp, entry: String(entry ?? '') };
}

/** Returns what an event tells about the line to the rig; undefined for other events. A trace keeps no text of lines. */
export function wireLineOf(record: EventRecord): WireLineView | undefined {
  if (!record.e.startsWith('wire.') && record.e !== 'rig.event') return undefined;
  const text = eventText(record);
  const direction = record.e === 'rig.event' ? 'from rig' : 'event';
  return { atUs: record.t, boardUs: record.b ?? null, direction, text, isFault: record.e === 'wire.fault' };
}
