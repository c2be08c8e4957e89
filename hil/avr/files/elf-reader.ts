import { HilError } from '../../base/hil-error.ts';

const HEADER_BYTES = 52;
const SECTION_BYTES = 40;
const SEGMENT_BYTES = 32;
const CLASS_32 = 1;
const LITTLE_ENDIAN = 1;
/** Sections without content in the file (.bss). */
const NO_BITS = 8;
/** More sections or segments than any AVR program has. */
const COUNT_MAX = 4096;
const TEXT_BYTES_MAX = 4096;

/** Facts in the header of an elf file. */
export interface ElfHeader {
  readonly type: number;
  readonly machine: number;
  readonly flags: number;
}

export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly offset: number;
  /** Bytes in the file. */
  readonly size: number;
  /** Index of a related section, for a symbol table that of its names. */
  readonly link: number;
}

export interface ElfSegment {
  readonly type: number;
  readonly offset: number;
  /** Address at which a programmer places the content. */
  readonly physicalAddress: number;
  readonly fileSize: number;
}

const CLASSES_ALLOWED = '1 (32 bits) and 1 (little-endian)';
const FOR_OTHER_MACHINE =
  'It is a program of another machine: build it with `-mmcu=atmega328p`, or name a program of this machine by `native:PATH`.';

/** Reader of a 32-bit little-endian elf file. Each access is checked against the size of the file. */
export class ElfReader {
  readonly header: ElfHeader;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #name: string;

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#name = name;
    this.slice(0, HEADER_BYTES, 'its header');
    if (bytes[4] !== CLASS_32 || bytes[5] !== LITTLE_ENDIAN)
      throw this.fail(`class ${bytes[4]} and byte order ${bytes[5]}`, CLASSES_ALLOWED, FOR_OTHER_MACHINE);
    this.header = { type: this.half(16), machine: this.half(18), flags: this.word(36) };
  }

  half(offset: number): number {
    this.slice(offset, 2, 'a number');
    return this.#view.getUint16(offset, true);
  }

  word(offset: number): number {
    this.slice(offset, 4, 'a number');
    return this.#view.getUint32(offset, true);
  }

  /** Returns a part of the file, which `what` names if the file is too short. */
  slice(offset: number, size: number, what: string): Uint8Array {
    const end = offset + size;
    if (end > this.#bytes.length) {
      throw this.fail(
        `${what} from byte ${offset} to ${end}`,
        `at most byte ${this.#bytes.length}, the end of the file`,
      );
    }
    return this.#bytes.subarray(offset, end);
  }

  /** Reads a text that a zero ends. */
  text(offset: number): string {
    let end = offset;
    while (end < this.#bytes.length && this.#bytes[end] !== 0 && end - offset < TEXT_BYTES_MAX) end += 1;
    if (this.#bytes[end] !== 0)
      throw this.fail(`a name at byte ${offset} without an end`, `at most ${TEXT_BYTES_MAX} bytes`);
    return new TextDecoder('latin1').decode(this.#bytes.subarray(offset, end));
  }

  segments(): readonly ElfSegment[] {
    return this.#table(28, 42, SEGMENT_BYTES, 'program headers').map((at) => ({
      type: this.word(at),
      offset: this.word(at + 4),
      physicalAddress: this.word(at + 12),
      fileSize: this.word(at + 16),
    }));
  }

  sections(): readonly ElfSection[] {
    const places = this.#table(32, 46, SECTION_BYTES, 'section headers');
    if (places.length === 0) return [];
    const names = places[this.half(50)];
    if (names === undefined) throw this.fail(`section ${this.half(50)} for names`, `less than ${places.length}`);
    const namesOffset = this.word(names + 16);
    return places.map((at) => {
      const type = this.word(at + 4);
      const section = {
        name: this.text(namesOffset + this.word(at)),
        type,
        offset: this.word(at + 16),
        size: type === NO_BITS || type === 0 ? 0 : this.word(at + 20),
        link: this.word(at + 24),
      };
      this.slice(section.offset, section.size, `section "${section.name}"`);
      return section;
    });
  }

  contentOf({ name, offset, size }: ElfSection): Uint8Array {
    return this.slice(offset, size, `section "${name}"`);
  }

  fail(found: string, allowed: string, hint = 'Build or copy the file again.'): HilError {
    return new HilError('ELF_CORRUPT', 'usage', `"${this.#name}": found "${found}"; allowed: ${allowed}.`, { hint });
  }

  #table(offsetAt: number, sizeAt: number, entryBytes: number, what: string): readonly number[] {
    const offset = this.word(offsetAt);
    const size = this.half(sizeAt);
    const count = this.half(sizeAt + 2);
    if (count === 0) return [];
    if (size !== entryBytes) throw this.fail(`${what} of ${size} bytes`, `${entryBytes}`);
    if (count > COUNT_MAX) throw this.fail(`${count} ${what}`, `at most ${COUNT_MAX}`);
    this.slice(offset, count * entryBytes, what);
    return Array.from({ length: count }, (_, index) => offset + index * entryBytes);
  }
}
