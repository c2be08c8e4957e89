import { createHash } from 'node:crypto';
import { flashOf } from '../../avr/files/hex-file.ts';

/** The user's program for the chip. */
export interface FirmwareImage {
  readonly flash: Uint16Array;
  /** First word beyond the program. */
  readonly endWord: number;
  readonly flashBytes: number;
  /** Static RAM: initialised and cleared variables. A hex file does not tell it. */
  readonly ramBytes?: number | undefined;
  /** SHA-256 of the file, in hex. */
  readonly hash: string;
  /** Returns the function at a word address. A hex file has no symbols. */
  readonly symbolAt?: ((word: number) => string | undefined) | undefined;
}

const BLANK = 0xffff;

/** Reads Intel HEX. Throws `HilError` (usage) for a damaged file and for a program of another chip. */
export function imageOfHex(text: string, name: string): FirmwareImage {
  const flash = flashOf(text, name);
  const endWord = flash.findLastIndex((word) => word !== BLANK) + 1;
  return { flash, endWord, flashBytes: 2 * endWord, hash: createHash('sha256').update(text, 'latin1').digest('hex') };
}
