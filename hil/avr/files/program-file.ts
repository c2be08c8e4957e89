import { type ElfProgram, isElf, readElf } from './elf-file.ts';
import { checkCode } from './foreign-code.ts';
import { flashOf } from './hex-file.ts';

/** Program for the emulated chip. What only an elf file has is empty for a hex file. */
export type ProgramFile = ElfProgram;

/**
 * Reads a program for the ATmega328P from a hex or an elf file, told apart by their content. Throws `HilError` (usage)
 * that names the file, the value and the limit.
 */
export function readProgram(bytes: Uint8Array, name: string): ProgramFile {
  const program = isElf(bytes) ? readElf(bytes, name) : hexProgram(bytes, name);
  checkCode(program.flash, name);
  return program;
}

function hexProgram(bytes: Uint8Array, name: string): ProgramFile {
  const text = new TextDecoder('latin1').decode(bytes);
  return { flash: flashOf(text, name), eeprom: undefined, fuses: undefined, symbols: [], sections: new Map() };
}
