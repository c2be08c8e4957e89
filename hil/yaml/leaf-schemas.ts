import * as z from 'zod';
import { nearestName } from '../base/nearest-name.ts';
import { keysShown } from './problem.ts';
import { type Dimension, type Parsed, parseQuantity, quantityPattern, unitSymbols } from './units.ts';

/*
 * The error message of every schema of this language is the noun phrase after "allowed:". `params.nearest` of a custom
 * issue is the value that the author probably meant.
 */

/** Limits of a quantity in the notation of a scenario. The value `above` itself is not allowed. */
export interface Limits {
  readonly from?: string;
  readonly above?: string;
  readonly to?: string;
}

/** Result of reading one value from text. */
export type LeafRead<T> =
  | { readonly ok: true; readonly value: T }
  /** `allowed` replaces the schema's phrase if a more specific one is known. */
  | { readonly ok: false; readonly nearest?: string | undefined; readonly allowed?: string };

/** Builds a schema of a text that `read` converts. `pattern` gives editors the same grammar. */
export function leaf<T>(allowed: string, pattern: string, read: (text: string) => LeafRead<T>) {
  return z
    .string({ error: allowed })
    .meta({ pattern, description: allowed })
    .transform((text, ctx) => {
      const result = read(text);
      if (result.ok) return result.value;
      const message = result.allowed ?? allowed;
      ctx.issues.push({ code: 'custom', input: text, message, params: { nearest: result.nearest } });
      return z.NEVER;
    });
}

/** Builds a schema of a number with a unit; its value is in the base unit. `or` names words that are allowed instead. */
export function quantity(dimension: Dimension, limits: Limits, or: readonly string[] = []) {
  const allowed = [quantityAllowed(dimension, limits), ...or].join(', or ');
  return leaf(allowed, `^${quantityPattern(dimension)}$`, (text): LeafRead<number> => {
    const read = parseWithin(text, dimension, limits);
    return read.ok || read.nearest !== undefined ? read : { ok: false, nearest: nearestName(text, or) };
  });
}

/** A quantity after a word, as in `bound 6 h`. */
export interface Prefixed<T> {
  readonly prefix: string;
  readonly dimension: Dimension;
  readonly limits: Limits;
  readonly example: string;
  readonly meaning: (value: number) => T;
}

/** Builds a schema of a word, or of a quantity after another word: `sampled`, `bound 6 h`. */
export function wordOrPrefixed<T>(words: Readonly<Record<string, T>>, ...prefixed: readonly Prefixed<T>[]) {
  const names = Object.keys(words);
  const behind = prefixed.map(
    ({ prefix, dimension, limits, example }) => `${prefix} and ${quantityAllowed(dimension, limits)}, as in ${example}`,
  );
  const allowed = [...(names.length === 0 ? [] : [names.join(', ')]), ...behind].join(', or ');
  const patterns = prefixed.map(({ prefix, dimension }) => `${prefix} ${quantityPattern(dimension)}`);
  return leaf(allowed, `^(${[...names, ...patterns].join('|')})$`, (text): LeafRead<T> => {
    const word = Object.hasOwn(words, text) ? words[text] : undefined;
    if (word !== undefined) return { ok: true, value: word };
    const meant = prefixed.find(({ prefix }) => text.startsWith(`${prefix} `));
    if (meant !== undefined) return readBehind(text.slice(meant.prefix.length + 1), meant);
    for (const one of prefixed) {
      const read = parseWithin(text, one.dimension, one.limits);
      if (read.ok) return { ok: false, nearest: `${one.prefix} ${text}` };
      if (read.nearest !== undefined) return { ok: false, nearest: `${one.prefix} ${read.nearest}` };
    }
    return { ok: false, nearest: nearestName(text, names) };
  });
}

function readBehind<T>(text: string, { prefix, dimension, limits, meaning }: Prefixed<T>): LeafRead<T> {
  const read = parseWithin(text, dimension, limits);
  if (read.ok) return { ok: true, value: meaning(read.value) };
  return { ok: false, nearest: read.nearest === undefined ? undefined : `${prefix} ${read.nearest}` };
}

/** Returns the noun phrase for a quantity within limits. */
export function quantityAllowed(dimension: Dimension, { from, above, to }: Limits): string {
  const unit = `a number with a unit (${unitSymbols(dimension).join(', ')})`;
  if (to === undefined) return from === undefined ? unit : `${unit}, at least ${from}`;
  return from === undefined ? `${unit}, above ${above}, at most ${to}` : `${unit}, ${from} to ${to}`;
}

function parseWithin(text: string, dimension: Dimension, { from, above, to }: Limits): Parsed {
  const parsed = parseQuantity(text, dimension);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  const isWithin =
    (from === undefined || value >= limitValue(from, dimension)) &&
    (above === undefined || value > limitValue(above, dimension)) &&
    (to === undefined || value <= limitValue(to, dimension));
  return isWithin ? parsed : { ok: false };
}

function limitValue(text: string, dimension: Dimension): number {
  const parsed = parseQuantity(text, dimension);
  if (!parsed.ok) throw new RangeError(`limit "${text}" is no ${dimension}`);
  return parsed.value;
}

/** Builds a schema of one of several words. */
export function oneOf<const W extends readonly [string, ...string[]]>(words: W) {
  return z.enum(words, { error: words.join(', ') });
}

/** Builds a schema of a mapping with these keys and no other. `or` names words that are allowed instead. */
export function table<const S extends z.core.$ZodShape>(shape: S, or: readonly string[] = []) {
  const allowed = `a mapping with ${keysShown(Object.keys(shape))}`;
  return z.strictObject(shape, { error: [allowed, ...or].join(', or ') });
}

/** Pattern of an entry's name. */
export const NAME_PATTERN = '^(?!(?:start|end)$)[A-Za-z][A-Za-z0-9 _-]{0,59}$';

/** Schema of an entry's name, which cannot be read as a time, as `start` or as `end`. */
export const entryName = leaf(
  'a name: a letter, then letters, digits, spaces, hyphens, underscores; at most 60 in all; not start or end',
  NAME_PATTERN,
  (text) => (new RegExp(NAME_PATTERN).test(text) ? { ok: true, value: text } : { ok: false }),
);

/** Schema of a scenario's name. */
export const scenarioName = leaf(
  'a name: a small letter, then small letters, digits and hyphens; at most 60 in all',
  '^[a-z][a-z0-9-]{0,59}$',
  (text) => (/^[a-z][a-z0-9-]{0,59}$/.test(text) ? { ok: true, value: text } : { ok: false }),
);

/** Builds a schema of prose that fits a line of a report. */
export function line(charsMax: number) {
  const pattern = `^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f]{1,${charsMax}}$`;
  const isLine = new RegExp(pattern);
  return leaf(`a text on one line, 1 to ${charsMax} characters`, pattern, (text) =>
    isLine.test(text) ? { ok: true, value: text } : { ok: false },
  );
}
