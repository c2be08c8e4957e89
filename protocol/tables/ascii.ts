/** Returns the bytes of an ASCII text. This folder has no TextEncoder, and the wire is printable ASCII. */
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const STAR = 0x2a;
export const DOT = 0x2e;
export const MINUS = 0x2d;
export const ZERO = 0x30;
/** Starts a request. */
export const REQUEST = 0x3e;
/** Starts a reply. */
export const REPLY = 0x3c;
/** Starts an event. */
export const EVENT = 0x21;
/** Starts a text for people. */
export const TEXT = 0x23;

export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Returns `bytes[start, end)` as text that is safe on a terminal. Bytes outside printable ASCII become \xHH. */
export function printable(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${hex(byte, 2)}`;
  }
  return text;
}

/** Returns uppercase hex of exactly `digits` digits. */
export const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

const digitOf: Int8Array = (() => {
  const values = new Int8Array(256).fill(-1);
  for (let digit = 0; digit < 16; digit++) values[digit < 10 ? 0x30 + digit : 0x37 + digit] = digit;
  return values;
})();

/** Returns the value of an uppercase hex digit, or -1. Lowercase is not canonical and counts as damage. */
export const hexDigit = (byte: number): number => digitOf[byte] as number;

/**
 * Returns the value of `digits` hex digits at `at`, which must lie within the bytes. Returns -1 if one of them is not a
 * hex digit.
 */
export function readHex(bytes: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const digit = digitOf[bytes[i] as number] as number;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** Writes `digits` hex digits (at most 8). Returns the place after them. */
export function writeHex(out: Uint8Array, at: number, value: number, digits: number): number {
  for (let i = 0; i < digits; i++) {
    const digit = (value >>> (4 * (digits - 1 - i))) & 15;
    out[at + i] = digit < 10 ? ZERO + digit : 0x37 + digit;
  }
  return at + digits;
}
