const SHOWN_CHARS_MAX = 60;

/** Printable signs of the field that a reader recognises: degree and micro. */
const FAMILIAR = /[\p{Script=Latin}\u00b0\u00b5]/u;
/** Controls, formats, halves of a pair, unassigned, combining marks, and every white space but the blank. */
const INVISIBLE = /[\p{C}\p{M}\p{Z}]/u;

/**
 * Text of a user in quotes, short and safe for a terminal. What cannot be seen stands as its code point, and what looks like
 * another character (a full-width digit, a Cyrillic letter, a minus sign) has its code point behind it: `0.5<U+00A0>mL`.
 */
export function quoted(text: string, charsMax = SHOWN_CHARS_MAX): string {
  const letters = [...text];
  const start = letters.slice(0, charsMax).map(shownLetter).join('');
  return `"${start}${letters.length > charsMax ? '...' : ''}"`;
}

function shownLetter(letter: string): string {
  if (/[ -~]/.test(letter)) return letter;
  const codePoint = `<U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
  if (INVISIBLE.test(letter)) return codePoint;
  return FAMILIAR.test(letter) ? letter : `${letter}${codePoint}`;
}
