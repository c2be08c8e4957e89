import { InvalidArgumentError } from 'commander';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { SEED_MAX, SPEED_MAX, SPEED_MIN, UNIT_MAX } from '../../base/call-options.ts';

/* Readers of option values. Each reader throws an InvalidArgumentError that says what is allowed. */

const REPEAT_MAX = 1000;
const JOBS_MAX = 64;
/** A port of TCP has 16 bits (RFC 9293, section 3.1). */
const PORT_MAX = 65_535;

function wholeNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new InvalidArgumentError(`Allowed: a whole number from ${min} to ${max}.`);
  return value;
}

/** Reads `minutes=20min` and adds it to the values read so far. A name may be set once. */
export function setOf(text: string, sofar: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9_]{0,29})=([^$\p{Cc}]{1,100})$/u.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Allowed: the name of a parameter, = and a value, as in minutes=20min.');
  if (sofar.has(name)) throw new InvalidArgumentError(`Allowed: one value for ${name}.`);
  return new Map([...sofar, [name, value]]);
}

export const gathered = (text: string, all: readonly string[]): readonly string[] => [...all, text];

/** Reads a part of a list: `1/3`. */
export function shardOf(text: string): { readonly index: number; readonly count: number } {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw new InvalidArgumentError('Allowed: a part and the number of parts, as in 1/3.');
  return { index, count };
}

/** Units of wall time. */
const TIME_UNITS_US: Readonly<Record<string, number>> = { s: US_PER_SECOND, min: US_PER_MINUTE, h: US_PER_HOUR };

/** Reads a wall time. Returns microseconds. */
export function timeOf(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?(s|min|h)$/.exec(text) ?? [];
  const timeUs = Number(number) * (TIME_UNITS_US[unit] ?? Number.NaN);
  if (!(timeUs > 0 && timeUs <= US_PER_DAY))
    throw new InvalidArgumentError('Allowed: a time with a unit (s, min, h), above 0, at most 24 h, as in 10min.');
  return timeUs;
}

/** Reads a share in percent: `20%`. */
export function shareOf(text: string): number {
  const [, number] = /^(\d+(?:\.\d+)?) ?%$/.exec(text) ?? [];
  const percent = Number(number);
  if (!(percent > 0 && percent <= 100))
    throw new InvalidArgumentError('Allowed: a share in percent, above 0, at most 100, as in 20%.');
  return percent / 100;
}

export const repeatOf = (text: string): number => wholeNumber(text, 1, REPEAT_MAX);
export const jobsOf = (text: string): number => wholeNumber(text, 1, JOBS_MAX);
export const seedOf = (text: string): number => wholeNumber(text, 0, SEED_MAX);
export const turnsOf = (text: string): number => wholeNumber(text, 1, 100);
export const portOf = (text: string): number => wholeNumber(text, 0, PORT_MAX);
export const unitOf = (text: string): number => wholeNumber(text, 0, UNIT_MAX);

/** Reads a factor, or the word `auto`. */
export function speedOf(text: string): number | 'auto' {
  return text === 'auto' ? 'auto' : factorIn(text, 'auto, or ');
}

export const factorOf = (text: string): number => factorIn(text, '');

function factorIn(text: string, orElse: string): number {
  const value = Number(text);
  if (!(value >= SPEED_MIN && value <= SPEED_MAX))
    throw new InvalidArgumentError(`Allowed: ${orElse}a number from ${SPEED_MIN} to ${SPEED_MAX}.`);
  return value;
}
