const SHOWN_CHARS_MAX = 60;
/** Longest path on Linux. */
const PATH_CHARS_MAX = 4096;

/** Characters shown as they are: Latin letters, the degree sign and the micro sign. */
const FAMILIAR = /[\p{Script=Latin}\u00b0\u00b5]/u;
/**
 * Characters shown as a code point: controls, formats, surrogates, unassigned, combining marks, and white space except
 * the blank.
 */
const INVISIBLE = /[\p{C}\p{M}\p{Z}]/u;

/**
 * Returns a user's text in quotes, short and safe for a terminal. An invisible character becomes its code point:
 * `0.5<U+00A0>mL`. A character that may look like another one (a full-width digit, a Cyrillic letter, a minus sign) is
 * followed by its code point. A text with double quotes stands in single ones: `'pump.log "stall"'`.
 */
export function quoted(text: string, charsMax = SHOWN_CHARS_MAX): string {
  const letters = [...text];
  const start = letters.slice(0, charsMax).map(shownLetter).join('');
  const mark = text.includes('"') && !text.includes("'") ? "'" : '"';
  return `${mark}${start}${letters.length > charsMax ? '...' : ''}${mark}`;
}

/** Returns a whole path in quotes, safe for a terminal. */
export function quotedPath(path: string): string {
  return quoted(path, PATH_CHARS_MAX);
}

/** Returns a text of another program, such as a parser's message, safe for a terminal. */
export function visible(text: string): string {
  return [...text].map(shownLetter).join('');
}

function shownLetter(letter: string): string {
  if (/[ -~]/.test(letter)) return letter;
  const codePoint = `<U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;
  if (INVISIBLE.test(letter)) return codePoint;
  return FAMILIAR.test(letter) ? letter : `${letter}${codePoint}`;
}
