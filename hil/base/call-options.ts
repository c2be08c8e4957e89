import { HilError } from './hil-error.ts';
import { didYouMean } from './nearest-name.ts';
import { quoted } from './quoted-text.ts';

/* Options of a call from another program. A program without types learns here of a wrong name or value. */

export const SEED_MAX = 4_294_967_295;
export const SPEED_MIN = 0.001;
export const SPEED_MAX = 1_000_000;
export const UNIT_MAX = 65_535;

/** Names of all options of a call. */
export type OptionNames<O> = Readonly<Record<keyof Required<O>, true>>;

/** Returns the error OPTION_INVALID (usage) for the value of an option. */
function optionRefused(name: string, found: unknown, allowed: string): HilError {
  return new HilError('OPTION_INVALID', 'usage', `\`${name}\` is ${quoted(String(found))}; allowed: ${allowed}.`);
}

/** Throws OPTION_UNKNOWN (usage) for a key that is no option of the call. `call` names the function. */
export function refuseUnknownOptions(call: string, options: object, names: Readonly<Record<string, true>>): void {
  const known = Object.keys(names);
  const unknown = Object.keys(options).find((key) => !Object.hasOwn(names, key));
  if (unknown === undefined) return;
  const message = `\`${call}\` has no option ${quoted(unknown)}; allowed: ${known.join(', ')}.${didYouMean(unknown, known)}`;
  throw new HilError('OPTION_UNKNOWN', 'usage', message);
}

/** Throws OPTION_INVALID (usage) unless the number is whole and within 0 and `max`. */
export function mustBeWhole(name: string, value: number | undefined, max: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= max)) return;
  throw optionRefused(name, value, `a whole number from 0 to ${max}`);
}

/** Throws OPTION_INVALID (usage) unless the value is a factor of time, or a word in `words`. */
export function mustBeFactor(name: string, value: unknown, words: readonly string[] = []): void {
  if (value === undefined || (typeof value === 'string' && words.includes(value))) return;
  if (typeof value === 'number' && value >= SPEED_MIN && value <= SPEED_MAX) return;
  throw optionRefused(name, value, [...words, `a number from ${SPEED_MIN} to ${SPEED_MAX}`].join(', or '));
}
