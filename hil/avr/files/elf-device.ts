import type { ElfReader, ElfSection } from './elf-reader.ts';

const NOTE = '.note.gnu.avr.deviceinfo';
/** Words before the description: sizes of name and description, type, and the name "AVR". */
const NOTE_HEADER_BYTES = 16;
/** Six words of memories and the size of the table of texts precede that table (gcc's gcrt1.S). */
const MEMORY_BYTES = 24;

/** Returns the MCU that gcc's note names; undefined if the file has no such note. */
export function deviceOf(sections: readonly ElfSection[], reader: ElfReader): string | undefined {
  const note = sections.find(({ name }) => name === NOTE);
  if (note === undefined) return undefined;
  const least = NOTE_HEADER_BYTES + MEMORY_BYTES + 4;
  if (note.size < least) throw reader.fail(`${note.size} bytes of section "${NOTE}"`, `at least ${least}`);
  const tableSize = reader.word(note.offset + NOTE_HEADER_BYTES + MEMORY_BYTES);
  const textsAt = note.offset + NOTE_HEADER_BYTES + MEMORY_BYTES + tableSize;
  const nameAt = textsAt + reader.word(note.offset + NOTE_HEADER_BYTES + MEMORY_BYTES + 4);
  if (nameAt >= note.offset + note.size)
    throw reader.fail(`a device name at byte ${nameAt}`, `less than ${note.offset + note.size}`);
  return reader.text(nameAt);
}
