import { HilError } from '../base/hil-error.ts';

/** Most bytes of a LEB128 number that fits into 49 bits. */
const LEB_BYTES_MAX = 7;

/** Reads a debug section of an elf file. Each access is checked against the size of the section. */
export class DebugCursor {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #section: string;

  constructor(bytes: Uint8Array, section: string, at = 0) {
    this.#bytes = bytes;
    this.#section = section;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  u8(): number {
    const value = this.#bytes[this.at];
    if (value === undefined) throw this.fail(`byte ${this.at}`, `less than ${this.#bytes.length}`);
    this.at += 1;
    return value;
  }

  u16(): number {
    return this.u8() + 256 * this.u8();
  }

  u32(): number {
    return this.u16() + 65_536 * this.u16();
  }

  /** Reads an unsigned number of that many bytes. */
  sized(byteCount: number): number {
    let value = 0;
    for (let index = 0; index < byteCount; index += 1) value += this.u8() * 256 ** index;
    return value;
  }

  /** Reads an unsigned LEB128 number (DWARF 4, section 7.6). */
  uleb(): number {
    return this.#leb().value;
  }

  /** Reads a signed LEB128 number. */
  sleb(): number {
    const { value, range, isNegative } = this.#leb();
    return isNegative ? value - range : value;
  }

  text(): string {
    const start = this.at;
    while (this.u8() !== 0);
    return new TextDecoder('latin1').decode(this.#bytes.subarray(start, this.at - 1));
  }

  fail(found: string, allowed: string): HilError {
    return new HilError(
      'DEBUG_CORRUPT',
      'usage',
      `section "${this.#section}": found "${found}"; allowed: ${allowed}.`,
      {
        hint: 'Build the elf file again with `-gdwarf-4`.',
      },
    );
  }

  #leb(): { readonly value: number; readonly range: number; readonly isNegative: boolean } {
    let value = 0;
    let range = 1;
    for (let count = 0; count < LEB_BYTES_MAX; count += 1) {
      const byte = this.u8();
      value += (byte & 0x7f) * range;
      range *= 128;
      if (byte < 0x80) return { value, range, isNegative: (byte & 0x40) !== 0 };
    }
    throw this.fail(`a number of more than ${LEB_BYTES_MAX} bytes`, `at most ${LEB_BYTES_MAX}`);
  }
}
