import type { PlainValue } from '../engine/messages.ts';
import type { Entry } from '../play/player.ts';

const DEPTH_MAX = 4;

/**
 * Reads an entry as the timeline has it, with or without braces: `field: 1.5 T, azimuth: 40 deg`. Values stay text; the language
 * checks them. Returns undefined if it is no list of keys and values.
 */
export function entryOf(text: string): Entry | undefined {
  const read = mapping(unbraced(text.trim()), 0);
  return read === undefined || Object.keys(read).length === 0 ? undefined : read;
}

function mapping(text: string, depth: number): Entry | undefined {
  if (depth > DEPTH_MAX) return undefined;
  const entry: Record<string, PlainValue> = {};
  for (const part of parts(text)) {
    const colon = part.indexOf(':');
    const key = part.slice(0, colon).trim();
    const value = valueOfText(part.slice(colon + 1).trim(), depth);
    if (colon < 1 || value === undefined || Object.hasOwn(entry, key)) return undefined;
    entry[key] = value;
  }
  return entry;
}

function valueOfText(text: string, depth: number): PlainValue | undefined {
  if (text === '') return undefined;
  if (text.startsWith('{')) return text.endsWith('}') ? mapping(unbraced(text), depth + 1) : undefined;
  if (!text.startsWith('[')) return /^\d+$/.test(text) ? Number(text) : text.replace(/^(["'])(.*)\1$/, '$2');
  const items = parts(text.slice(1, -1)).map((item) => valueOfText(item.trim(), depth + 1));
  const known = items.filter((item) => item !== undefined);
  return text.endsWith(']') && known.length === items.length ? known : undefined;
}

function unbraced(text: string): string {
  const inner = text.startsWith('- ') ? text.slice(2).trim() : text;
  return inner.startsWith('{') && inner.endsWith('}') ? inner.slice(1, -1) : inner;
}

/** Splits at commas outside braces and brackets. */
function parts(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let begin = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const character = text[index];
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    if (character !== undefined && (character !== ',' || depth > 0)) continue;
    found.push(text.slice(begin, index));
    begin = index + 1;
  }
  return found.filter((part) => part.trim() !== '');
}
