/** Noun phrase for the allowed content of a cell. */
export const FIELD_NUMBER_ALLOWED = 'a number with a decimal point, as in 12.5 or 3e-2';

const NUMBER = /^[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][+-]?\d{1,2})?$/;
const DECIMAL_COMMA = /^([+-]?\d+),(\d+)$/;

/** Result of reading a cell. `nearest` is the number that the author probably meant. */
export type NumberRead =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly nearest?: string };

/** Reads a number in the notations that measuring instruments use. */
export function fieldNumber(text: string): NumberRead {
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return { ok: true, value: Number(trimmed) };
  const pointed = trimmed.replace(DECIMAL_COMMA, '$1.$2');
  return pointed === trimmed ? { ok: false } : { ok: false, nearest: pointed };
}
