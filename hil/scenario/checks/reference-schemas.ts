import { nearestName } from '../../base/nearest-name.ts';
import { type LeafRead, leaf, NAME_PATTERN, quantityAllowed } from '../../yaml/leaf-schemas.ts';
import { parseQuantity, quantityPattern } from '../../yaml/units.ts';
import { TIME_LIMITS } from '../entry/action-form.ts';
import type { Anchor, EventPattern } from '../scenario.ts';
import { events } from './vocabulary.ts';

const EVENT_TEXT = /^(\S+)(?: (?:"([^"]*)"|([^"]+)))?$/;

function exampleOf(event: string): string {
  const [first] = events[event] ?? [];
  return first === undefined ? event : `${event} "${first}"`;
}

function eventRegExp(event: string): string {
  const says = (events[event] ?? []).map((text) => `${text}|"${text}"`).join('|');
  const name = event.replace('.', '\\.');
  return says === '' ? name : `${name}( (${says}))?`;
}

/** Schema of an event with an optional text, in quotes or bare: `pump.log "motor stall"`, `pump.alarm critical`. */
export const eventPattern = leaf(
  `an event with or without a text: ${Object.keys(events).map(exampleOf).join(', ')}`,
  `^(${Object.keys(events).map(eventRegExp).join('|')})$`,
  readPattern,
);

function readPattern(text: string): LeafRead<EventPattern> {
  const [, event, quoted, bare] = EVENT_TEXT.exec(text) ?? [];
  const says = quoted ?? bare;
  if (event === undefined) return { ok: false };
  if (!Object.hasOwn(events, event)) {
    const near = nearestName(event, Object.keys(events));
    return { ok: false, nearest: near === undefined ? undefined : written(near, says) };
  }
  const known = events[event] ?? [];
  if (says === undefined) return { ok: true, value: { event } };
  if (known.includes(says)) return { ok: true, value: { event, text: says } };
  const near = nearestName(says, known);
  const allowed = known.length === 0 ? `${event} alone` : `${event} alone, or with ${known.join(', ')}`;
  return { ok: false, allowed, nearest: near === undefined ? undefined : written(event, near) };
}

function written(event: string, says: string | undefined): string {
  return says === undefined ? event : `${event} "${says}"`;
}

/** Builds a schema for a time of the run, the name of an entry, or one of the given words. */
export function anchor(words: Readonly<Record<string, Anchor>>) {
  const names = Object.keys(words);
  const allowed = ['the name of an entry', `a time, ${quantityAllowed('time', TIME_LIMITS)}`, ...names].join(', or ');
  const pattern = `${NAME_PATTERN}|^${quantityPattern('time')}$${names.map((word) => `|^${word}$`).join('')}`;
  const isName = new RegExp(NAME_PATTERN);
  return leaf(allowed, pattern, (text): LeafRead<Anchor> => {
    const word = Object.hasOwn(words, text) ? words[text] : undefined;
    if (word !== undefined) return { ok: true, value: word };
    if (isName.test(text)) return { ok: true, value: { kind: 'entry', entry: text } };
    const time = parseQuantity(text, 'time');
    if (!time.ok) return time;
    return time.value >= 0 ? { ok: true, value: { kind: 'time', atUs: time.value } } : { ok: false };
  });
}
