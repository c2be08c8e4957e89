import { bytesOf, DOT, hexDigit, MINUS, SPACE, writeHex, ZERO } from './ascii.ts';
import type { Field, Values } from './vocabulary.ts';

/** Limit of a mantissa. It has to fit the `| 0` of the digit loop here, and 32 bits on the board. */
const MANTISSA_MAX = 2_147_483_647;
const DIGITS_MAX = 10;
const NUMBER = 0;
const HEX = 1;
const CHOICE = 2;

/** Position of a reader in a row, and the fault at which it stopped. */
export class Cursor {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  end = 0;
  fault: '' | 'ARG' | 'RANGE' = '';
  faultIndex = 0;

  set(bytes: Uint8Array, at: number, end: number): this {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.fault = '';
    this.faultIndex = 0;
    return this;
  }
}

interface Column {
  readonly name: string;
  readonly prefix: Uint8Array;
  readonly kind: number;
  readonly min: number;
  readonly max: number;
  readonly decimals: number;
  readonly scale: number;
  readonly digits: number;
  readonly words: readonly Uint8Array[];
  readonly choices: readonly string[];
}

/** Multiplies in a loop, because the last bit of `**` may differ between engines. */
const power = (base: number, exponent: number): number => {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
};

/**
 * Builds every column, so that all have the same shape. The readers below are the most frequently executed code of the
 * wire.
 */
function column(field: Field, kind: number, limits: Partial<Omit<Column, 'name' | 'prefix' | 'kind'>>): Column {
  const { min = 0, max = 0, decimals = 0, scale = 1, digits = 0, words = [], choices = [] } = limits;
  return {
    name: field.name,
    prefix: bytesOf(` ${field.key}=`),
    kind,
    min,
    max,
    decimals,
    scale,
    digits,
    words,
    choices,
  };
}

function compile(field: Field): Column {
  if (field.kind === 'hex') return column(field, HEX, { digits: field.digits, max: power(16, field.digits) - 1 });
  if (field.kind === 'choice') {
    return column(field, CHOICE, { words: field.choices.map(bytesOf), choices: field.choices });
  }
  const scale = power(10, field.decimals);
  const min = Math.round(field.min * scale);
  const max = Math.round(field.max * scale);
  if (Math.max(-min, max) > MANTISSA_MAX) throw new RangeError(`${field.name}: limits do not fit 32 bits`);
  return column(field, NUMBER, { min, max, decimals: field.decimals, scale });
}

/**
 * The fields of one row of the table, compiled once. Reads and writes ` key=value key=value` in bytes, in the order of
 * the table.
 */
export class Row {
  readonly #columns: readonly Column[];

  constructor(fields: readonly Field[]) {
    this.#columns = fields.map(compile);
  }

  get fieldCount(): number {
    return this.#columns.length;
  }

  /** Returns the values by name. Returns undefined on a fault; then the cursor has the field and the error. */
  read(cursor: Cursor): Values | undefined {
    const values: Record<string, number | string> = {};
    for (let i = 0; i < this.#columns.length; i++) {
      const column = this.#columns[i] as Column;
      if (!take(cursor, column.prefix)) cursor.fault = 'ARG';
      else values[column.name] = readValue(cursor, column);
      if (cursor.fault !== '') {
        cursor.faultIndex = i;
        return undefined;
      }
    }
    return values;
  }

  /**
   * Writes at `at` and returns the place after the text. Throws for a value outside the table, which is a programming
   * error.
   */
  write(out: Uint8Array, at: number, values: Values): number {
    let end = at;
    for (const column of this.#columns) {
      for (let i = 0; i < column.prefix.length; i++) out[end++] = column.prefix[i] as number;
      end = writeValue(out, end, column, values[column.name]);
    }
    return end;
  }
}

function take(cursor: Cursor, prefix: Uint8Array): boolean {
  const { bytes, at } = cursor;
  if (at + prefix.length > cursor.end) return false;
  for (let i = 0; i < prefix.length; i++) if (bytes[at + i] !== prefix[i]) return false;
  cursor.at = at + prefix.length;
  return true;
}

function readValue(cursor: Cursor, column: Column): number | string {
  if (column.kind === NUMBER) return readNumber(cursor, column);
  return column.kind === HEX ? readHexValue(cursor, column.digits) : readChoice(cursor, column);
}

function readHexValue(cursor: Cursor, digits: number): number {
  let value = 0;
  for (let i = 0; i < digits; i++) {
    const digit = cursor.at < cursor.end ? hexDigit(cursor.bytes[cursor.at] as number) : -1;
    if (digit < 0) return bad(cursor, 'ARG');
    value = value * 16 + digit;
    cursor.at++;
  }
  return value;
}

function readChoice(cursor: Cursor, column: Column): string {
  const start = cursor.at;
  for (let i = 0; i < column.words.length; i++) {
    cursor.at = start;
    if (take(cursor, column.words[i] as Uint8Array) && atWordEnd(cursor)) return column.choices[i] as string;
  }
  bad(cursor, 'ARG');
  return '';
}

const atWordEnd = (cursor: Cursor): boolean => cursor.at === cursor.end || cursor.bytes[cursor.at] === SPACE;

/** Reads only canonical decimals. Each value has one spelling, so equal values have equal bytes. */
function readNumber(cursor: Cursor, column: Column): number {
  const { bytes } = cursor;
  const negative = cursor.at < cursor.end && bytes[cursor.at] === MINUS;
  if (negative) cursor.at++;
  const start = cursor.at;
  let mantissa = readDigits(cursor, 0);
  const digitCount = cursor.at - start;
  if (digitCount === 0 || (digitCount > 1 && bytes[start] === ZERO)) return bad(cursor, 'ARG');
  if (column.decimals > 0) mantissa = readDecimals(cursor, mantissa, column.decimals);
  if (cursor.fault !== '' || !atWordEnd(cursor) || (negative && mantissa === 0)) return bad(cursor, 'ARG');
  if (negative) mantissa = -mantissa;
  if (digitCount > DIGITS_MAX || mantissa < column.min || mantissa > column.max) return bad(cursor, 'RANGE');
  return column.decimals === 0 ? mantissa : mantissa / column.scale;
}

/** Reads exactly `decimals` digits after the point. Returns NaN and sets the fault if digits are missing. */
function readDecimals(cursor: Cursor, whole: number, decimals: number): number {
  const point = cursor.at;
  if (point >= cursor.end || cursor.bytes[point] !== DOT) return bad(cursor, 'ARG');
  cursor.at++;
  const mantissa = readDigits(cursor, whole);
  return cursor.at - point - 1 === decimals ? mantissa : bad(cursor, 'ARG');
}

function readDigits(cursor: Cursor, from: number): number {
  const { bytes, end } = cursor;
  let { at } = cursor;
  let value = from;
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  cursor.at = at;
  return value;
}

function bad(cursor: Cursor, fault: 'ARG' | 'RANGE'): number {
  cursor.fault = fault;
  return Number.NaN;
}

function writeValue(out: Uint8Array, at: number, column: Column, value: number | string | undefined): number {
  if (column.kind === CHOICE) {
    const word = column.words[column.choices.indexOf(value as string)];
    if (word === undefined)
      throw new RangeError(`${column.name}: "${String(value)}" is not one of ${column.choices.join(', ')}`);
    for (let i = 0; i < word.length; i++) out[at + i] = word[i] as number;
    return at + word.length;
  }
  // Rounds only fields with decimals. A fraction of a step is a programming error.
  const mantissa = column.decimals === 0 ? (value as number) : Math.round((value as number) * column.scale);
  if (!Number.isInteger(mantissa) || mantissa < column.min || mantissa > column.max) {
    throw new RangeError(
      `${column.name}: ${String(value)} is not within ${column.min / column.scale} to ${column.max / column.scale}`,
    );
  }
  return column.kind === HEX
    ? writeHex(out, at, mantissa, column.digits)
    : writeNumber(out, at, mantissa, column.decimals);
}

function writeNumber(out: Uint8Array, at: number, mantissa: number, decimals: number): number {
  let start = at;
  if (mantissa < 0) out[start++] = MINUS;
  let rest = Math.abs(mantissa);
  let digitCount = 1;
  for (let bound = 10; rest >= bound; bound *= 10) digitCount++;
  if (digitCount <= decimals) digitCount = decimals + 1;
  const end = start + digitCount + (decimals > 0 ? 1 : 0);
  const point = decimals > 0 ? end - 1 - decimals : -1;
  for (let i = end - 1; i >= start; i--) {
    if (i === point) {
      out[i] = DOT;
    } else {
      const tenth = (rest / 10) | 0;
      out[i] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
  }
  return end;
}
