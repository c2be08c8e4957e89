import { HilError } from '../../base/hil-error.ts';
import type { FuseBytes } from '../power/fuses.ts';
import { deviceOf } from './elf-device.ts';
import { ElfReader, type ElfSegment } from './elf-reader.ts';
import { type ElfSymbol, symbolsOf } from './elf-symbols.ts';

const FLASH_BYTES = 32_768;
const EEPROM_BYTES = 1024;
/** Spaces of an AVR elf file by the upper bits of an address (avr-libc's linker scripts). */
const SRAM_SPACE = 0x80_0000;
const EEPROM_SPACE = 0x81_0000;
const FUSE_SPACE = 0x82_0000;
const LOCK_SPACE = 0x83_0000;
const MACHINE_AVR = 83;
const TYPE_EXECUTABLE = 2;
const LOADED = 1;
/** Architecture avr5 in the flags, that of chips with 16 to 64 KiB of flash. */
const ARCHITECTURE_MASK = 0x7f;
const ARCHITECTURE_AVR5 = 5;
const DEVICES: readonly string[] = ['atmega328p', 'atmega328'];

/** Program read from an elf file. */
export interface ElfProgram {
  readonly flash: Uint16Array;
  /** Content of the EEPROM from address 0; undefined if the program declares none. */
  readonly eeprom: Uint8Array | undefined;
  /** Fuse bytes that the program declares. */
  readonly fuses: FuseBytes | undefined;
  readonly symbols: readonly ElfSymbol[];
  /** Sections by name, for example `.debug_line`. */
  readonly sections: ReadonlyMap<string, Uint8Array>;
}

export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/** Reads a program for the ATmega328P. Throws `HilError` (usage) that names the file, the value and the limit. */
export function readElf(bytes: Uint8Array, name: string): ElfProgram {
  const reader = new ElfReader(bytes, name);
  const { header } = reader;
  if (header.machine !== MACHINE_AVR) throw wrongMcu(name, `machine ${header.machine}`, `${MACHINE_AVR} (AVR)`);
  if (header.type !== TYPE_EXECUTABLE)
    throw corrupt(name, `type ${header.type}`, `${TYPE_EXECUTABLE}, a linked program`);
  const architecture = header.flags & ARCHITECTURE_MASK;
  if (architecture !== ARCHITECTURE_AVR5) throw wrongMcu(name, `architecture avr${architecture}`, 'avr5');
  const sections = reader.sections();
  const device = deviceOf(sections, reader);
  if (device !== undefined && !DEVICES.includes(device)) throw wrongMcu(name, device, DEVICES.join(', '));
  const image = new Image(name);
  for (const segment of reader.segments()) if (segment.type === LOADED) image.load(segment, reader);
  return {
    ...image.finish(),
    symbols: symbolsOf(sections, reader),
    sections: new Map(sections.filter(({ size }) => size > 0).map((one) => [one.name, reader.contentOf(one)])),
  };
}

class Image {
  readonly #name: string;
  readonly #flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  readonly #eeprom = new Uint8Array(EEPROM_BYTES).fill(0xff);
  #flashBytes = 0;
  #eepromEnd = 0;
  #fuses: FuseBytes | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  load({ physicalAddress: address, offset, fileSize }: ElfSegment, reader: ElfReader): void {
    if (fileSize === 0) return;
    const content = reader.slice(offset, fileSize, 'a segment');
    if (address < SRAM_SPACE) {
      this.#place(this.#flash, address, content, 'flash');
      this.#flashBytes += fileSize;
    } else if (address >= EEPROM_SPACE && address < FUSE_SPACE) {
      this.#place(this.#eeprom, address - EEPROM_SPACE, content, 'EEPROM');
      this.#eepromEnd = Math.max(this.#eepromEnd, address - EEPROM_SPACE + fileSize);
    } else if (address >= FUSE_SPACE && address < LOCK_SPACE) this.#takeFuses(content);
    else if (address < EEPROM_SPACE) {
      const found = `${fileSize} bytes for SRAM at 0x${address.toString(16)}`;
      throw corrupt(
        this.#name,
        found,
        'initial values of variables in flash, as a linker script of avr-libc places them',
      );
    }
  }

  finish(): Pick<ElfProgram, 'flash' | 'eeprom' | 'fuses'> {
    if (this.#flashBytes === 0) {
      throw new HilError('ELF_EMPTY', 'usage', `"${this.#name}" has no code: 0 bytes for flash; allowed: at least 2.`, {
        hint: 'Name the linked program, not a library or a file of symbols.',
      });
    }
    return {
      flash: new Uint16Array(this.#flash.buffer),
      eeprom: this.#eepromEnd === 0 ? undefined : this.#eeprom.slice(0, this.#eepromEnd),
      fuses: this.#fuses,
    };
  }

  #place(memory: Uint8Array, address: number, content: Uint8Array, space: string): void {
    const end = address + content.length;
    if (end > memory.length) throw wrongMcu(this.#name, `${end} bytes of ${space}`, `at most ${memory.length}`);
    memory.set(content, address);
  }

  #takeFuses(content: Uint8Array): void {
    const [low, high, extended] = content;
    if (low === undefined || high === undefined || extended === undefined || content.length > 3)
      throw corrupt(this.#name, `${content.length} fuse bytes`, '3');
    this.#fuses = { low, high, extended };
  }
}

function corrupt(name: string, found: string, allowed: string): HilError {
  return new HilError('ELF_CORRUPT', 'usage', `"${name}": found "${found}"; allowed: ${allowed}.`);
}

function wrongMcu(name: string, found: string, allowed: string): HilError {
  const message = `"${name}" is not a program for an ATmega328P: found "${found}"; allowed: ${allowed}.`;
  return new HilError('PROGRAM_WRONG_MCU', 'usage', message, { hint: 'Build it with `-mmcu=atmega328p`.' });
}
