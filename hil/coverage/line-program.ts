import { DebugCursor } from './debug-cursor.ts';

/** Versions of the line table that DWARF 2 to 4 define. */
const VERSIONS = [2, 3, 4];
/** Instructions of a line program (DWARF 4, sections 6.2.5.2 and 6.2.5.3). */
const standard = {
  copy: 1,
  advancePc: 2,
  advanceLine: 3,
  setFile: 4,
  negateStatement: 6,
  constAddPc: 8,
  fixedAdvancePc: 9,
} as const;
const extended = { endSequence: 1, setAddress: 2, defineFile: 3 } as const;

/** Start of the code of a source line. */
export interface LineRow {
  /** Byte address in flash. */
  readonly address: number;
  /** Path as the compiler states it, perhaps relative to its folder. */
  readonly file: string;
  readonly line: number;
  readonly isStatement: boolean;
  /** True for the address behind the last instruction of a sequence. */
  readonly isEnd: boolean;
}

/** Line table of one compilation unit. */
export interface LineUnit {
  /** Offset in `.debug_line`, by which the unit refers to it. */
  readonly offset: number;
  readonly rows: readonly LineRow[];
}

/** Reads all line tables of `.debug_line`. Throws `HilError` (usage) for a damaged section and for another version. */
export function lineUnitsOf(section: Uint8Array): readonly LineUnit[] {
  const units: LineUnit[] = [];
  for (let offset = 0; offset < section.length; ) {
    const cursor = new DebugCursor(section, '.debug_line', offset);
    const length = cursor.u32();
    const end = cursor.at + length;
    if (end > section.length) throw cursor.fail(`a unit up to byte ${end}`, `at most ${section.length}`);
    units.push({ offset, rows: new LineProgram(cursor, end).rows() });
    offset = end;
  }
  return units;
}

/** The state machine of one line table (DWARF 4, section 6.2). */
class LineProgram {
  readonly #cursor: DebugCursor;
  readonly #end: number;
  readonly #minimum: number;
  readonly #startsAsStatement: boolean;
  readonly #lineBase: number;
  readonly #lineRange: number;
  readonly #opcodeBase: number;
  readonly #argumentCounts: readonly number[];
  readonly #files: string[];
  readonly #rows: LineRow[] = [];
  #address = 0;
  #file = 1;
  #line = 1;
  #isStatement = false;

  constructor(cursor: DebugCursor, end: number) {
    this.#cursor = cursor;
    this.#end = end;
    const version = cursor.u16();
    if (!VERSIONS.includes(version)) throw cursor.fail(`version ${version}`, VERSIONS.join(', '));
    const headerBytes = cursor.u32();
    const programAt = cursor.at + headerBytes;
    this.#minimum = cursor.u8();
    if (version >= 4) cursor.u8();
    this.#startsAsStatement = cursor.u8() !== 0;
    const base = cursor.u8();
    this.#lineBase = base < 128 ? base : base - 256;
    this.#lineRange = cursor.u8();
    if (this.#lineRange === 0) throw cursor.fail('line range 0', 'at least 1');
    this.#opcodeBase = cursor.u8();
    this.#argumentCounts = Array.from({ length: Math.max(0, this.#opcodeBase - 1) }, () => cursor.u8());
    const folders = [''];
    for (let name = cursor.text(); name !== ''; name = cursor.text()) folders.push(name);
    this.#files = [''];
    for (let name = cursor.text(); name !== ''; name = cursor.text()) this.#addFile(name, folders);
    cursor.at = programAt;
  }

  rows(): readonly LineRow[] {
    this.#reset();
    while (this.#cursor.at < this.#end) this.#one(this.#cursor.u8());
    return this.#rows;
  }

  #addFile(name: string, folders: readonly string[]): void {
    const folder = folders[this.#cursor.uleb()] ?? '';
    this.#cursor.uleb();
    this.#cursor.uleb();
    this.#files.push(folder === '' || name.startsWith('/') ? name : `${folder}/${name}`);
  }

  #reset(): void {
    this.#address = 0;
    this.#file = 1;
    this.#line = 1;
    this.#isStatement = this.#startsAsStatement;
  }

  #one(opcode: number): void {
    if (opcode >= this.#opcodeBase) this.#special(opcode - this.#opcodeBase);
    else if (opcode === 0) this.#extended();
    else this.#standard(opcode);
  }

  #special(adjusted: number): void {
    this.#address += this.#minimum * Math.floor(adjusted / this.#lineRange);
    this.#line += this.#lineBase + (adjusted % this.#lineRange);
    this.#row(false);
  }

  #standard(opcode: number): void {
    const cursor = this.#cursor;
    if (opcode === standard.copy) this.#row(false);
    else if (opcode === standard.advancePc) this.#address += this.#minimum * cursor.uleb();
    else if (opcode === standard.advanceLine) this.#line += cursor.sleb();
    else if (opcode === standard.setFile) this.#file = cursor.uleb();
    else if (opcode === standard.negateStatement) this.#isStatement = !this.#isStatement;
    else if (opcode === standard.fixedAdvancePc) this.#address += cursor.u16();
    else if (opcode === standard.constAddPc)
      this.#address += this.#minimum * Math.floor((255 - this.#opcodeBase) / this.#lineRange);
    // Column, basic block, prologue, epilogue and ISA do not change lines; unknown instructions state their arguments.
    else for (let left = this.#argumentCounts[opcode - 1] ?? 0; left > 0; left -= 1) cursor.uleb();
  }

  #extended(): void {
    const cursor = this.#cursor;
    const end = cursor.uleb() + cursor.at;
    const opcode = cursor.u8();
    if (opcode === extended.endSequence) {
      this.#row(true);
      this.#reset();
    } else if (opcode === extended.setAddress) this.#address = cursor.sized(end - cursor.at);
    else if (opcode === extended.defineFile) this.#addFile(cursor.text(), ['']);
    cursor.at = end;
  }

  #row(isEnd: boolean): void {
    const file = this.#files[this.#file];
    if (file === undefined) throw this.#cursor.fail(`file ${this.#file}`, `less than ${this.#files.length}`);
    const { address, line, isStatement } = { address: this.#address, line: this.#line, isStatement: this.#isStatement };
    this.#rows.push({ address, file, line, isStatement, isEnd });
  }
}
