import { quantity, type Unit } from '../../../builders/quantity.ts';
import { unitSymbolsOfAll } from '../../../yaml/units.ts';
import type { AddedEntry, PlainValue } from './messages.ts';

/** A number with a unit, with any number of decimals or an exponent, as a slider gives it. */
const QUANTITY = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?) (\S.*)$/i;
/** Keys that state the time of an entry; `atUs` does it for an added one. */
const TIME_KEYS: readonly string[] = ['at', 'after', 'wait'];

/**
 * Returns an entry as the language can write it: its time in whole microseconds, its quantities with at most six decimals.
 * The rounded values are those that act. Values of another form stay as they are.
 */
export function roundedEntry({ atUs, entry }: AddedEntry): AddedEntry {
  const keys = Object.entries(entry).filter(([key]) => !TIME_KEYS.includes(key));
  return {
    atUs: Math.max(0, Math.round(atUs)),
    entry: Object.fromEntries(keys.map(([key, value]) => [key, rounded(value)])),
  };
}

function rounded(value: PlainValue): PlainValue {
  if (typeof value === 'string') return roundedText(value);
  if (typeof value === 'number') return value;
  if (isList(value)) return value.map(rounded);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rounded(one)]));
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}

function roundedText(text: string): string {
  const [, digits, unit] = QUANTITY.exec(text) ?? [];
  if (digits === undefined || unit === undefined || !unitSymbolsOfAll().includes(unit)) return text;
  // The reader refuses a number beyond its digits, and quotes it as it is.
  return Math.abs(Number(digits)) < 1e9 ? quantity(Number(digits), unit as Unit) : text;
}
