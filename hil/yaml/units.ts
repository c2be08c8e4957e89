/** Dimension of a quantity. */
export type Dimension =
  | 'time'
  | 'volume'
  | 'rate'
  | 'field'
  | 'angle'
  | 'share'
  | 'length'
  | 'pace'
  | 'temperature'
  | 'pressure'
  | 'mass'
  | 'concentration'
  | 'volume per length'
  | 'stiffness'
  | 'viscosity'
  | 'activity'
  | 'charge'
  | 'clock error'
  | 'drift';

interface Unit {
  readonly symbol: string;
  /**
   * One unit is `times` / `per` base units (us, mL, mL/day, mT, deg, 1, mm, m/s, degC, kPa, ug, ug/mL, uL/cm, MPa, mPa s,
   * min, ppm). A division stays exact where a single factor would round.
   */
  readonly times: number;
  readonly per: number;
  /** Other spellings. They are refused, and the message suggests the correct symbol. */
  readonly alsoWritten: readonly string[];
}

function unit(symbol: string, times: number, per: number, ...alsoWritten: readonly string[]): Unit {
  return { symbol, times, per, alsoWritten };
}

/** Units of each dimension; examples use the first one. A year is 365.25 days. */
const UNITS: Readonly<Record<Dimension, readonly Unit[]>> = {
  time: [
    unit('s', 1_000_000, 1, 'sec', 'secs', 'second', 'seconds'),
    unit('min', 60_000_000, 1, 'm', 'mins', 'minute', 'minutes'),
    unit('h', 3_600_000_000, 1, 'hr', 'hrs', 'hour', 'hours'),
    unit('d', 86_400_000_000, 1, 'day', 'days'),
    unit('y', 31_557_600_000_000, 1, 'a', 'yr', 'yrs', 'year', 'years'),
  ],
  volume: [unit('mL', 1, 1, 'cc', 'cm3'), unit('uL', 1, 1000, 'mcL', '\u00b5L', '\u03bcL')],
  rate: [
    unit('mL/day', 1, 1, 'mL/d', 'mL/24h', 'mL per day'),
    unit('mL/h', 24, 1, 'mL/hr', 'mL/hour', 'mL per hour'),
    unit('uL/day', 1, 1000, 'uL/d', 'mcL/day', '\u00b5L/day', '\u03bcL/day'),
    unit('uL/h', 24, 1000, 'uL/hr', 'mcL/h', '\u00b5L/h', '\u03bcL/h'),
  ],
  field: [unit('T', 1000, 1, 'tesla'), unit('mT', 1, 1, 'millitesla'), unit('G', 1, 10, 'gauss')],
  angle: [unit('deg', 1, 1, '\u00b0', 'degree', 'degrees')],
  activity: [unit('MBq', 1, 1, 'megabecquerel'), unit('mCi', 37, 1, 'millicurie')],
  charge: [unit('mAh', 1, 1, 'mA h', 'milliampere hours')],
  share: [unit('%', 1, 100, 'percent', 'pct')],
  length: [unit('mm', 1, 1), unit('cm', 10, 1), unit('m', 1000, 1, 'metre', 'metres', 'meter', 'meters')],
  pace: [unit('m/s', 1, 1, 'mps')],
  temperature: [unit('degC', 1, 1, '\u00b0C', 'C', 'celsius')],
  pressure: [
    unit('kPa', 1, 1),
    unit('mbar', 1, 10, 'hPa'),
    unit('psi', 6_894_757, 1_000_000),
    unit('mmHg', 133_322, 1_000_000, 'torr'),
  ],
  mass: [unit('ug', 1, 1, 'mcg', '\u00b5g', '\u03bcg'), unit('mg', 1000, 1)],
  concentration: [unit('mg/mL', 1000, 1), unit('ug/mL', 1, 1, 'mcg/mL', '\u00b5g/mL', '\u03bcg/mL')],
  'volume per length': [unit('uL/cm', 1, 1, 'mcL/cm', '\u00b5L/cm', '\u03bcL/cm'), unit('mL/cm', 1000, 1)],
  stiffness: [unit('MPa', 1, 1)],
  'clock error': [unit('min', 1, 1, 'm', 'mins'), unit('s', 1, 60, 'sec', 'secs'), unit('h', 60, 1, 'hr', 'hrs')],
  drift: [unit('ppm', 1, 1)],
  viscosity: [unit('mPa s', 1, 1, 'cP', 'mPa.s', 'mPas')],
};

/** A number, spaces and a unit. Six decimals of a second are whole microseconds. */
const QUANTITY = /^(-?\d{1,9}(?:\.\d{1,6})?)( *)([^\d\s.-].{0,20})$/u;

/** A decimal comma between digits, as in `0,5 mL/day`. */
const DECIMAL_COMMA = /^(-?\d+),(\d)/;

/** Result of parsing a quantity; `nearest` is the spelling that the author probably meant. */
export type Parsed = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly nearest?: string };

/** Parses a number, a space and a unit of the dimension. Returns the value in the base unit. */
export function parseQuantity(text: string, dimension: Dimension): Parsed {
  const pointed = text.replace(DECIMAL_COMMA, '$1.$2');
  if (pointed !== text) return { ok: false, ...nearestOf(parseQuantity(pointed, dimension), pointed) };
  const [, digits, space, symbol] = QUANTITY.exec(text) ?? [];
  if (digits === undefined || symbol === undefined) return { ok: false };
  const known = unitNamed(symbol, dimension);
  if (known === undefined) return { ok: false };
  if (known.symbol !== symbol || space !== ' ') return { ok: false, nearest: `${digits} ${known.symbol}` };
  // `-0` is 0.
  return { ok: true, value: inside(Number(digits), known) + 0 };
}

/**
 * Returns the suggestion for a text whose corrected form is `corrected`. None if the corrected form is not a quantity
 * either.
 */
function nearestOf(parsed: Parsed, corrected: string): { readonly nearest?: string } {
  if (parsed.ok) return { nearest: `${corrected}, with a decimal point` };
  return parsed.nearest === undefined ? {} : { nearest: `${parsed.nearest}, with a decimal point` };
}

function inside(value: number, { times, per }: Unit): number {
  const result = (value * times) / per;
  return times % 1_000_000 === 0 ? Math.round(result) : result;
}

function unitNamed(symbol: string, dimension: Dimension): Unit | undefined {
  const exact = UNITS[dimension].find((one) => one.symbol === symbol);
  if (exact !== undefined) return exact;
  const lower = symbol.toLowerCase();
  return UNITS[dimension].find((one) =>
    [one.symbol, ...one.alsoWritten].some((written) => written.toLowerCase() === lower),
  );
}

/** All dimensions. */
export const dimensions = Object.keys(UNITS) as readonly Dimension[];

/** Returns the symbols of a dimension's units. */
export function unitSymbols(dimension: Dimension): readonly string[] {
  return UNITS[dimension].map((one) => one.symbol);
}

/** Returns the symbols of all units. */
export function unitSymbolsOfAll(): readonly string[] {
  return Object.values(UNITS).flatMap((units) => units.map((one) => one.symbol));
}

/** Returns a value in the base unit of its dimension; undefined for an unknown symbol. */
export function inBaseUnit(value: number, symbol: string, dimension: Dimension): number | undefined {
  const known = UNITS[dimension].find((one) => one.symbol === symbol);
  return known === undefined ? undefined : inside(value, known) + 0;
}

/** Returns the grammar of a quantity for editors, as a regular expression without flags. */
export function quantityPattern(dimension: Dimension): string {
  return `-?\\d{1,9}(\\.\\d{1,6})? (${unitSymbols(dimension).join('|')})`;
}

/** Writes a time in the largest unit that leaves at most three decimals. */
export function timeText(timeUs: number): string {
  const units = UNITS.time.filter((one) => one.symbol !== 'y').toReversed();
  const fit = units.find((one) => timeUs >= one.times && (timeUs * 1000) % one.times === 0);
  const { symbol, times } = fit ?? { symbol: 's', times: 1_000_000 };
  return `${timeUs / times} ${symbol}`;
}
