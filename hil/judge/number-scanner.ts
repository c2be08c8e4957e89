import { decimalQuotient } from './decimal-quotient.ts';
import type { BytesText } from './trace-source.ts';

/** Longest number that is read. JSON.stringify writes at most 25 characters. */
const CHARS_MAX = 32;
/** A whole number up to this one stays exact as a double if a digit follows. */
const HIGH_MAX = 900_000_000_000_000;
/** Most digits after those of the high part. */
const LOW_DIGITS_MAX = 6;
/** Powers of ten that are exact as a double. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const [PLUS, MINUS, POINT, ZERO, NINE, CAPITAL_E, SMALL_E] = [43, 45, 46, 48, 57, 69, 101];

/** Reads a JSON number from bytes. Gives the same double as JSON.parse. */
export class NumberScanner {
  readonly #ascii: BytesText;
  #value = 0;
  /** Digits of the number as two whole numbers. The second one is used when the first one is full. */
  #high = 0;
  #low = 0;
  #lowDigits = 0;

  constructor(ascii: BytesText = asciiText) {
    this.#ascii = ascii;
  }

  /** The number scanned last. It is meaningless if the scan did not convert it. */
  get value(): number {
    return this.#value;
  }

  /**
   * Returns the place after the number that begins at `from`. Checks the number, and converts it if `isRead`. Returns
   * -1 for other text, for a number longer than a trace writes, and for one outside the range of doubles.
   */
  scan(bytes: Uint8Array, from: number, isRead: boolean): number {
    const first = bytes[from] === MINUS ? from + 1 : from;
    this.#high = 0;
    this.#low = 0;
    this.#lowDigits = 0;
    const wholeTo = this.#run(bytes, first);
    if (wholeTo === first || (wholeTo > first + 1 && bytes[first] === ZERO)) return -1;
    const to = bytes[wholeTo] === POINT ? this.#run(bytes, wholeTo + 1) : wholeTo;
    if (to === wholeTo + 1 || to - from > CHARS_MAX) return -1;
    const byte = bytes[to] as number;
    if (byte === SMALL_E || byte === CAPITAL_E) return this.#withExponent(bytes, from, to + 1);
    if (isRead) this.#convert(bytes, from, to, Math.max(0, to - wholeTo - 1));
    return to;
  }

  /** Skips digits, and adds them to the number as if it had no decimal point. */
  #run(bytes: Uint8Array, from: number): number {
    let at = from;
    let high = this.#high;
    let byte = bytes[at] as number;
    for (; byte >= ZERO && byte <= NINE && high <= HIGH_MAX; byte = bytes[at] as number) {
      high = high * 10 + (byte - ZERO);
      at += 1;
    }
    this.#high = high;
    return byte >= ZERO && byte <= NINE ? this.#runLow(bytes, at) : at;
  }

  #runLow(bytes: Uint8Array, from: number): number {
    let at = from;
    let low = this.#low;
    for (let byte = bytes[at] as number; byte >= ZERO && byte <= NINE; byte = bytes[at] as number) {
      low = low * 10 + (byte - ZERO);
      at += 1;
    }
    this.#low = low;
    this.#lowDigits += at - from;
    return at;
  }

  #convert(bytes: Uint8Array, from: number, to: number, decimals: number): void {
    const value = this.#quotient(decimals);
    if (Number.isNaN(value)) this.#value = Number(this.#ascii(bytes, from, to));
    else this.#value = bytes[from] === MINUS ? -value : value;
  }

  /** Returns the digits divided by a power of ten, as the nearest double. NaN if it cannot tell that one. */
  #quotient(decimals: number): number {
    const power = POWERS[decimals];
    const lowDigits = this.#lowDigits;
    if (power === undefined || lowDigits > LOW_DIGITS_MAX) return Number.NaN;
    // Dividing two exact doubles rounds once.
    if (lowDigits === 0) return this.#high / power;
    return decimalQuotient(this.#high, POWERS[lowDigits] as number, this.#low, power);
  }

  #withExponent(bytes: Uint8Array, from: number, afterE: number): number {
    const sign = bytes[afterE];
    const first = sign === PLUS || sign === MINUS ? afterE + 1 : afterE;
    const to = this.#run(bytes, first);
    if (to === first || to - from > CHARS_MAX) return -1;
    this.#value = Number(this.#ascii(bytes, from, to));
    return Number.isFinite(this.#value) ? to : -1;
  }
}

/** Returns the ASCII text of bytes, with nothing of Node. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] as number);
  return text;
}
