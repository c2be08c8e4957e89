import { HilError } from '../base/hil-error.ts';
import { nearestName } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import { dimensions, parseQuantity, timeText, unitSymbols } from '../yaml/units.ts';
import type { Time, Units } from './units.gen.ts';

/** A unit of any dimension. */
export type Unit = Units[keyof Units];

const DECIMALS_MAX = 6;
const VALUE_MAX = 1e9;
const SYMBOLS: readonly string[] = [...new Set(dimensions.flatMap(unitSymbols))];

/**
 * Returns a number with its unit in the notation of a scenario: `quantity(0.5, 'mL/day')` is `0.5 mL/day`. The number
 * is rounded to six decimals. Throws `HilError` (usage) for an unknown unit, and for a number that no scenario can
 * contain.
 */
export function quantity<U extends Unit>(value: number, unit: U): `${number} ${U}` {
  if (!SYMBOLS.includes(unit)) {
    const nearest = nearestName(unit, SYMBOLS);
    const hint = nearest === undefined ? '' : `; did you mean ${quoted(nearest)}?`;
    throw new HilError(
      'UNIT_UNKNOWN',
      'usage',
      `The unit is ${quoted(String(unit))}; allowed: ${SYMBOLS.join(', ')}${hint}`,
    );
  }
  if (typeof value !== 'number' || !(Math.abs(value) < VALUE_MAX)) {
    const message = `The number before "${unit}" is ${quoted(String(value))}; allowed: a number between -${VALUE_MAX} and ${VALUE_MAX}.`;
    throw new HilError('QUANTITY_INVALID', 'usage', message);
  }
  return `${plainDigits(value)} ${unit}` as `${number} ${U}`;
}

/** Returns digits without an exponent, and without zeros at the end. */
function plainDigits(value: number): string {
  return Number(value.toFixed(DECIMALS_MAX)) === 0 ? '0' : value.toFixed(DECIMALS_MAX).replace(/\.?0+$/, '');
}

/**
 * Returns a time in whole microseconds. Throws `HilError` (usage) for any other value. `what` names the time in the
 * message.
 */
export function timeUs(time: Time, what = 'time'): number {
  if (typeof time === 'number') {
    if (Number.isSafeInteger(time) && time >= 0) return time;
    throw new HilError('TIME_INVALID', 'usage', `${what}: found ${time} us; allowed: whole microseconds from 0 on.`);
  }
  const parsed = parseQuantity(String(time), 'time');
  if (parsed.ok && parsed.value >= 0) return parsed.value;
  const hint = parsed.ok || parsed.nearest === undefined ? '' : `; did you mean ${quoted(parsed.nearest)}?`;
  const message = `${what}: found ${quoted(String(time))}; allowed: whole microseconds, or a number with a unit (${unitSymbols('time').join(', ')}), from 0 on${hint === '' ? '.' : hint}`;
  throw new HilError('TIME_INVALID', 'usage', message);
}

/** Returns a time in the notation of a scenario. */
export function writtenTime(time: Time, what?: string): string {
  return typeof time === 'number' ? timeText(timeUs(time, what)) : time;
}
