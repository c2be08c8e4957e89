import { readFileSync } from 'node:fs';
import { HilError } from '../base/hil-error.ts';
import { packagePath } from '../base/package-root.ts';
import { readText } from '../files/read-text.ts';
import { problemText } from '../yaml/problem.ts';
import { readRequirements, trustedRequirements } from './read-requirements.ts';
import type { RequirementSet } from './requirement.ts';

/** Size limit of a file. No real set of requirements is longer. */
const FILE_BYTES_MAX = 1_000_000;
const SHIPPED_PATH = 'hil/requirements/gip.json';

/** Id prefix of the shipped set. A scenario's id with this prefix has to be in the set. */
export const SHIPPED_PREFIX = 'GIP-';

/** Reads the shipped set: requirements of the generic infusion pump. */
export function shippedRequirements(): RequirementSet {
  return trustedRequirements(readFileSync(packagePath(SHIPPED_PATH), 'utf8'));
}

/** Reads a set of requirements from a file. Throws `HilError` (usage) with every problem and its place. */
export function requirementsFromFile(path: string): RequirementSet {
  const text = readText(path, { shownAs: path, bytesMax: FILE_BYTES_MAX, code: 'REQUIREMENTS' });
  const result = readRequirements(text, path);
  if (result.ok) return result.set;
  const { problems } = result;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const message = `${count} in ${path}.\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`;
  throw new HilError('REQUIREMENTS_INVALID', 'usage', message);
}
