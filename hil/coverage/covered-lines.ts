import { isAbsolute, resolve } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { quotedPath } from '../base/quoted-text.ts';
import { compileFoldersOf } from './compile-folders.ts';
import { type LineRow, lineUnitsOf } from './line-program.ts';

/** Flash words of each source line, by file and line. */
export type CodeOfLines = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>;

/**
 * Returns the words at which code of each source line begins. Throws `HilError` (usage) for a file without line tables.
 */
export function codeOfLines(sections: ReadonlyMap<string, Uint8Array>, name: string): CodeOfLines {
  const section = sections.get('.debug_line');
  const units = section === undefined ? [] : lineUnitsOf(section);
  if (!units.some(({ rows }) => rows.length > 0)) {
    const message = `${quotedPath(name)} has no line tables (section .debug_line); allowed: an elf file with debug information. Nothing was run.`;
    throw new HilError('NO_DEBUG_INFORMATION', 'usage', message, { hint: 'Build it with `-gdwarf-4`.' });
  }
  const folders = compileFoldersOf(sections);
  const files = new Map<string, Map<number, number[]>>();
  for (const { offset, rows } of units) for (const row of codeRows(rows)) add(files, row, folders.get(offset) ?? '.');
  return files;
}

/** Rows that own at least one instruction: a row at the address of the next one is empty. */
function codeRows(rows: readonly LineRow[]): readonly LineRow[] {
  return rows.filter((row, index) => {
    const next = rows[index + 1];
    return !row.isEnd && row.line > 0 && next !== undefined && next.address > row.address;
  });
}

function add(files: Map<string, Map<number, number[]>>, row: LineRow, folder: string): void {
  const path = isAbsolute(row.file) ? row.file : resolve(folder, row.file);
  const lines = files.get(path) ?? new Map<number, number[]>();
  files.set(path, lines);
  const words = lines.get(row.line) ?? [];
  lines.set(row.line, words);
  words.push(row.address >> 1);
}
