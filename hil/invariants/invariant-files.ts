import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { packagePath } from '../base/package-root.ts';
import { quoted } from '../base/quoted-text.ts';
import { readText } from '../files/read-text.ts';
import { problemText } from '../yaml/problem.ts';
import type { Invariant } from './invariant.ts';
import { isOfInvariants, readInvariants } from './read-invariants.ts';
import { shippedInvariants } from './shipped.gen.ts';

const FOLDER = 'hil/invariants';
const ENDING = '.yaml';
const FILE_BYTES_MAX = 1_000_000;

/** Reads the shipped invariants from their files. */
export function readInvariantFiles(): readonly Invariant[] {
  const folder = packagePath(FOLDER);
  const files = readdirSync(folder).filter((file) => file.endsWith(ENDING));
  return files.sort().flatMap((file) => invariantsOf(join(folder, file), file));
}

/** Choice of the invariants that a call applies. */
export interface InvariantChoice {
  /** Path of a file with additional invariants. */
  readonly file?: string | undefined;
  /** False to leave out the shipped invariants. */
  readonly ships: boolean;
}

/**
 * Returns the invariants that a call applies. Throws `HilError` (usage) with every problem of the file and its place.
 */
export function chosenInvariants({ file, ships }: InvariantChoice): readonly Invariant[] {
  const shipped = ships ? shippedInvariants : [];
  if (file === undefined) return shipped;
  const own = invariantsOf(file, file);
  for (const { expectation } of own) {
    const twin = shipped.find((one) => one.expectation.name === expectation.name);
    if (twin === undefined) continue;
    const { line, column } = expectation.place;
    const message = `${file}:${line}:${column}: found the name ${quoted(expectation.name)}, which ${twin.file} has too; allowed: each name once.`;
    throw new HilError('INVARIANTS_INVALID', 'usage', message, {
      hint: 'Choose another name, or add `--no-invariants`.',
    });
  }
  return [...shipped, ...own];
}

/**
 * Reads a file of invariants. Throws `HilError` (usage) with every problem and its place. Messages show the file as
 * `shownAs`.
 */
function invariantsOf(path: string, shownAs: string): readonly Invariant[] {
  const text = readText(path, { shownAs, bytesMax: FILE_BYTES_MAX, code: 'INVARIANTS' });
  const read = readInvariants(text, shownAs);
  if (read.ok) return read.invariants;
  const { problems } = read;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const message = `${count} in ${shownAs}; nothing was run.\n${problems.map((one) => `  ${problemText(one)}`).join('\n')}`;
  throw new HilError('INVARIANTS_INVALID', 'usage', message);
}

/**
 * Reads a file of invariants by its path. Returns undefined if the file cannot be read or has other content. Throws as
 * `invariantsOf` does.
 */
export function invariantsIfAny(path: string): readonly Invariant[] | undefined {
  return isOfInvariants(textIfAny(path)) ? invariantsOf(path, path) : undefined;
}

function textIfAny(path: string): string {
  try {
    return readText(path, { shownAs: path, bytesMax: FILE_BYTES_MAX, code: 'INVARIANTS' });
  } catch (error) {
    if (error instanceof HilError) return '';
    throw error;
  }
}
