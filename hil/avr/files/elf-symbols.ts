import type { ElfReader, ElfSection } from './elf-reader.ts';

const SYMBOL_TABLE = 2;
const SYMBOL_BYTES = 16;
const SRAM_SPACE = 0x80_0000;
const EEPROM_SPACE = 0x81_0000;
const FUSE_SPACE = 0x82_0000;
const KINDS: Readonly<Record<number, 'object' | 'function'>> = { 1: 'object', 2: 'function' };

/** Named address of a program. */
export interface ElfSymbol {
  readonly name: string;
  readonly kind: 'function' | 'object' | 'label';
  readonly space: 'flash' | 'sram' | 'eeprom';
  /** Byte address in its space. */
  readonly address: number;
  readonly sizeBytes: number;
}

/** Returns the symbols of the three memories in the order of the file. */
export function symbolsOf(sections: readonly ElfSection[], reader: ElfReader): readonly ElfSymbol[] {
  const table = sections.find(({ type }) => type === SYMBOL_TABLE);
  if (table === undefined) return [];
  const names = sections[table.link];
  if (names === undefined)
    throw reader.fail(`section ${table.link} for names of symbols`, `less than ${sections.length}`);
  return Array.from({ length: Math.floor(table.size / SYMBOL_BYTES) }, (_, index) =>
    symbolAt(table.offset + index * SYMBOL_BYTES, names.offset, reader),
  ).filter((symbol) => symbol !== undefined);
}

function symbolAt(at: number, namesOffset: number, reader: ElfReader): ElfSymbol | undefined {
  const value = reader.word(at + 4);
  const info = reader.word(at + 12);
  const kind = info & 0x0f;
  const isDefined = info >>> 16 !== 0;
  const name = reader.text(namesOffset + reader.word(at));
  if (!isDefined || name === '' || kind > 2 || value >= FUSE_SPACE) return undefined;
  const [space, start] =
    value < SRAM_SPACE
      ? (['flash', 0] as const)
      : value < EEPROM_SPACE
        ? (['sram', SRAM_SPACE] as const)
        : (['eeprom', EEPROM_SPACE] as const);
  return { name, kind: KINDS[kind] ?? 'label', space, address: value - start, sizeBytes: reader.word(at + 8) };
}
