/** Letters of dense text: printable ASCII but `<`, `>` and `&`, so that it needs no escape in HTML or XML. */
const LETTERS = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
  (letter) => !'<>&'.includes(letter),
);
/** Bits of two letters: 91 x 91 is more than 2^13. */
const PAIR_BITS = 13;
/** Bits of a single letter, with which a text may end. */
const LETTER_BITS = 6;

/**
 * Returns bytes as text of 16 letters for 13 bytes; base64 needs 17.3. Two letters hold 13 bits, the lowest first. A last
 * letter holds at most 6.
 */
export function denseText(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let bitCount = 0;
  const put = (value: number): void => {
    text += `${LETTERS[value % LETTERS.length]}${LETTERS[Math.floor(value / LETTERS.length)]}`;
  };
  for (const byte of bytes) {
    bits |= byte << bitCount;
    bitCount += 8;
    if (bitCount < PAIR_BITS) continue;
    put(bits & (2 ** PAIR_BITS - 1));
    bits >>= PAIR_BITS;
    bitCount -= PAIR_BITS;
  }
  if (bitCount > LETTER_BITS) put(bits);
  else if (bitCount > 0) text += LETTERS[bits];
  return text;
}

/** Returns the bytes of a dense text. White space around it is ignored. Throws `RangeError` for another letter. */
export function bytesOfDenseText(text: string): Uint8Array<ArrayBuffer> {
  const letters = text.trim();
  const bytes = new Uint8Array(Math.floor(bitsIn(letters.length) / 8));
  const values = new Map(LETTERS.map((letter, value) => [letter, value]));
  const valueAt = (index: number): number => {
    const value = values.get(letters[index] ?? '');
    if (value === undefined) throw new RangeError(`Dense text has no letter "${letters[index]}".`);
    return value;
  };
  let bits = 0;
  let bitCount = 0;
  let length = 0;
  for (let index = 0; index < letters.length; index += 2) {
    const isPair = index + 1 < letters.length;
    bits |= (valueAt(index) + (isPair ? LETTERS.length * valueAt(index + 1) : 0)) << bitCount;
    bitCount += isPair ? PAIR_BITS : LETTER_BITS;
    for (; bitCount >= 8 && length < bytes.length; bitCount -= 8) {
      bytes[length] = bits & 255;
      length += 1;
      bits >>= 8;
    }
  }
  return bytes;
}

function bitsIn(letterCount: number): number {
  return Math.floor(letterCount / 2) * PAIR_BITS + (letterCount % 2) * LETTER_BITS;
}
