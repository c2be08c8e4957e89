import { DebugCursor } from './debug-cursor.ts';

/** Attributes and forms of DWARF 4 (sections 7.5.4 and 7.5.5). */
const attribute = { statements: 0x10, folder: 0x1b } as const;
const form = { string: 0x08, stringAt: 0x0e } as const;
const MOST_ATTRIBUTES = 100;

type Sections = ReadonlyMap<string, Uint8Array>;
type ReadForm = (cursor: DebugCursor, addressBytes: number) => number;

const skipped = (cursor: DebugCursor, byteCount: number): number => {
  cursor.at += byteCount;
  return 0;
};

/** Readers of forms that the attributes of a compilation unit have, beside the two forms of texts. */
const numbers: Readonly<Record<number, ReadForm>> = {
  1: (cursor, addressBytes) => cursor.sized(addressBytes),
  3: (cursor) => skipped(cursor, cursor.u16()),
  4: (cursor) => skipped(cursor, cursor.u32()),
  5: (cursor) => cursor.u16(),
  6: (cursor) => cursor.u32(),
  7: (cursor) => cursor.sized(8),
  9: (cursor) => skipped(cursor, cursor.uleb()),
  10: (cursor) => skipped(cursor, cursor.u8()),
  11: (cursor) => cursor.u8(),
  12: (cursor) => cursor.u8(),
  13: (cursor) => cursor.sleb(),
  15: (cursor) => cursor.uleb(),
  19: (cursor) => cursor.u32(),
  23: (cursor) => cursor.u32(),
  25: () => 1,
};

/** Returns the folder in which each unit was compiled, by the offset of its line table. */
export function compileFoldersOf(sections: Sections): ReadonlyMap<number, string> {
  const folders = new Map<number, string>();
  const info = sections.get('.debug_info') ?? new Uint8Array();
  for (let offset = 0; offset < info.length; ) {
    const cursor = new DebugCursor(info, '.debug_info', offset);
    const end = cursor.u32() + cursor.at;
    const version = cursor.u16();
    if (version < 2 || version > 4) throw cursor.fail(`version ${version}`, '2, 3, 4');
    const abbreviations = cursor.u32();
    const addressBytes = cursor.u8();
    const { statements, folder } = unitAt(cursor, sections, abbreviations, addressBytes);
    if (statements !== undefined && folder !== undefined) folders.set(statements, folder);
    offset = end;
  }
  return folders;
}

interface Unit {
  readonly statements: number | undefined;
  readonly folder: string | undefined;
}

function unitAt(cursor: DebugCursor, sections: Sections, abbreviations: number, addressBytes: number): Unit {
  let statements: number | undefined;
  let folder: string | undefined;
  for (const [name, kind] of attributesOf(sections, abbreviations, cursor.uleb())) {
    if (kind === form.string || kind === form.stringAt) {
      const text = kind === form.string ? cursor.text() : textAt(sections, cursor.u32());
      if (name === attribute.folder) folder = text;
      continue;
    }
    const read = numbers[kind];
    if (read === undefined) throw cursor.fail(`form ${kind} of an attribute`, 'a form of DWARF 4');
    const value = read(cursor, addressBytes);
    if (name === attribute.statements) statements = value;
  }
  return { statements, folder };
}

function textAt(sections: Sections, offset: number): string {
  return new DebugCursor(sections.get('.debug_str') ?? new Uint8Array(), '.debug_str', offset).text();
}

/** Returns names and forms of the attributes of an abbreviation. A unit's own is the first of its table. */
function attributesOf(sections: Sections, offset: number, code: number): readonly (readonly [number, number])[] {
  const cursor = new DebugCursor(sections.get('.debug_abbrev') ?? new Uint8Array(), '.debug_abbrev', offset);
  for (let found = cursor.uleb(); found !== 0; found = cursor.uleb()) {
    cursor.uleb();
    cursor.u8();
    const attributes = attributesFrom(cursor);
    if (found === code) return attributes;
  }
  throw cursor.fail(`no abbreviation ${code}`, 'an abbreviation of the table');
}

function attributesFrom(cursor: DebugCursor): readonly (readonly [number, number])[] {
  const attributes: (readonly [number, number])[] = [];
  while (attributes.length <= MOST_ATTRIBUTES) {
    const [name, kind] = [cursor.uleb(), cursor.uleb()];
    if (name === 0 && kind === 0) return attributes;
    attributes.push([name, kind]);
  }
  throw cursor.fail(`more than ${MOST_ATTRIBUTES} attributes`, `at most ${MOST_ATTRIBUTES}`);
}
