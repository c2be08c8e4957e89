import { Document, isMap, isSeq } from 'yaml';
import { HilError } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';
import { Condition } from './condition.ts';
import { writtenTime } from './quantity.ts';
import { timeKeys } from './written.gen.ts';

/** Deepest nesting of lists and objects. A scenario needs six levels. */
const DEPTH_MAX = 20;

type Plain = string | number | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * Returns the YAML of a scenario that a program wrote: conditions become their texts, and whole microseconds become times with
 * a unit. Throws `HilError` (usage) for a value that YAML of a scenario cannot hold; the message names its place.
 */
export function scenarioText(written: object): string {
  const document = new Document(plainOf(written, [], ''));
  for (const key of ['timeline', 'expect']) {
    const list = document.get(key);
    for (const item of isSeq(list) ? list.items : []) if (isMap(item) || isSeq(item)) item.flow = true;
  }
  return document.toString({ lineWidth: 0 });
}

function plainOf(value: unknown, path: readonly (string | number)[], key: string): Plain {
  if (value instanceof Condition) return value.text;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberOf(value, path, key);
  if (path.length > DEPTH_MAX) throw unusable(path, 'deeper nesting', `at most ${DEPTH_MAX} levels`);
  if (Array.isArray(value)) return value.map((item, index) => plainOf(item, [...path, index], key));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return Object.fromEntries(entries.map(([name, one]) => [name, plainOf(one, [...path, name], name)]));
  }
  throw unusable(path, quoted(String(value)), 'a text, a number, a list or an object');
}

function numberOf(value: number, path: readonly (string | number)[], key: string): Plain {
  if (timeKeys.includes(key)) return writtenTime(value, pathText(path));
  if (Number.isFinite(value)) return value;
  throw unusable(path, quoted(String(value)), 'a finite number');
}

function unusable(path: readonly (string | number)[], found: string, allowed: string): HilError {
  return new HilError('SCENARIO_INVALID', 'usage', `${pathText(path)}: found ${found}; allowed: ${allowed}.`);
}

/** Returns a place in a scenario as a program writes it: `expect[2].within`. */
export function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the scenario';
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^\w+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return steps.join('').replace(/^\./, '');
}
