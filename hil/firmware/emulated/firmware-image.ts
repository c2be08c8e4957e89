import { createHash } from 'node:crypto';
import type { ElfSymbol } from '../../avr/files/elf-symbols.ts';
import { readProgram } from '../../avr/files/program-file.ts';
import type { FuseBytes } from '../../avr/power/fuses.ts';

/** The user's program for the chip. */
export interface FirmwareImage {
  readonly flash: Uint16Array;
  /** First word beyond the program. */
  readonly endWord: number;
  readonly flashBytes: number;
  /** Static RAM: initialised and cleared variables. A hex file does not tell it. */
  readonly ramBytes?: number | undefined;
  /** Content of the EEPROM that the program brings. */
  readonly eeprom?: Uint8Array | undefined;
  /** Fuse bytes that the program declares. */
  readonly fuses?: FuseBytes | undefined;
  /** SHA-256 of the file, in hex. */
  readonly hash: string;
  /** Returns the function at a word address; undefined if the file has no symbols there. */
  readonly symbolAt: (word: number) => string | undefined;
}

const BLANK = 0xffff;
/** First address of SRAM (data sheet 8.3). */
const SRAM_START = 0x100;
/** Ends of the static variables in avr-libc's linker scripts: initialised, cleared, and left as they are. */
const STATIC_ENDS: readonly string[] = ['__data_end', '__bss_end', '__noinit_end'];

/** Reads an elf or hex file. Throws `HilError` (usage) for a damaged file and for a program of another chip. */
export function imageOf(bytes: Uint8Array, name: string): FirmwareImage {
  const { flash, symbols, eeprom, fuses } = readProgram(bytes, name);
  const endWord = flash.findLastIndex((word) => word !== BLANK) + 1;
  const ends = symbols.filter(({ name: one, space }) => space === 'sram' && STATIC_ENDS.includes(one));
  const functions = symbols.filter(({ kind, space }) => kind === 'function' && space === 'flash');
  return {
    flash,
    endWord,
    flashBytes: 2 * endWord,
    ramBytes: symbols.length === 0 ? undefined : Math.max(0, ...ends.map(({ address }) => address - SRAM_START)),
    eeprom,
    fuses,
    hash: createHash('sha256').update(bytes).digest('hex'),
    symbolAt: (word) => nameAt(functions, 2 * word),
  };
}

function nameAt(functions: readonly ElfSymbol[], address: number): string | undefined {
  return functions.find((one) => address >= one.address && address < one.address + one.sizeBytes)?.name;
}
