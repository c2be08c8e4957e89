import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { packagePath } from '../base/package-root.ts';
import { quoted } from '../base/quoted-text.ts';
import { readText } from '../files/read-text.ts';
import { problemText, readScenario } from './language/read-scenario.ts';
import type { Scenario } from './scenario.ts';

const FILES = 'hil/scenario/files';
const ENDING = '.yaml';
/** Size limit of a scenario file. A longer file is no scenario. */
const FILE_BYTES_MAX = 1_000_000;

interface ShippedFile {
  readonly name: string;
  readonly path: string;
}

/** Returns the names of the shipped scenarios. */
export function scenarioNames(): readonly string[] {
  return shippedFiles().map(({ name }) => name);
}

/** Lists the shipped scenarios by name. Their files lie in one folder per theme, and no name occurs twice. */
function shippedFiles(): readonly ShippedFile[] {
  const root = packagePath(FILES);
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((theme) => readdirSync(join(root, theme.name)).map((file) => join(root, theme.name, file)))
    .filter((path) => path.endsWith(ENDING))
    .map((path) => ({ name: basename(path, ENDING), path }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Replaces `all` in a list of names and paths by the names of all shipped scenarios. */
export function spelledOut(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (name === 'all' ? scenarioNames() : [name]));
}

/** Reads all shipped scenarios, in the order of their names. */
export function shippedScenarios(): readonly Scenario[] {
  return shippedFiles().map(shipped);
}

/** Reads the shipped scenarios that need no magnet in a hand. */
export function unattendedScenarios(): readonly Scenario[] {
  return shippedScenarios().filter((scenario) => scenario.fieldFrom === undefined);
}

/** Reads a scenario by its name or by the path of a file. Throws `HilError` (usage) with every problem and its place. */
export function scenarioNamed(nameOrPath: string): Scenario {
  if (isPath(nameOrPath)) return scenarioFromFile(nameOrPath, nameOrPath);
  const files = shippedFiles();
  const file = files.find(({ name }) => name === nameOrPath);
  if (file !== undefined) return shipped(file);
  if (isFolder(nameOrPath)) return scenarioFromFile(nameOrPath, nameOrPath);
  const known = files.map(({ name }) => name);
  throw new HilError(
    'SCENARIO_UNKNOWN',
    'usage',
    `Unknown scenario ${quoted(nameOrPath)}; allowed: ${known.join(', ')}, or the path of a file such as ./mine.yaml.${didYouMean(nameOrPath, known)}`,
  );
}

/** Returns the path of the file for a name or path. The file need not exist. */
export function scenarioFile(nameOrPath: string): string {
  if (isPath(nameOrPath)) return nameOrPath;
  const file = shippedFiles().find(({ name }) => name === nameOrPath);
  if (file !== undefined) return file.path;
  return isFolder(nameOrPath) ? nameOrPath : join(packagePath(FILES), `${nameOrPath}${ENDING}`);
}

/** Recognises a path by a separator or its ending. A folder that has no scenario's name is a path too. */
function isPath(nameOrPath: string): boolean {
  return /[/\\]/.test(nameOrPath) || /\.ya?ml$/.test(nameOrPath);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function shipped({ name, path }: ShippedFile): Scenario {
  return scenarioFromFile(path, `${name}${ENDING}`);
}

/** Reads a scenario file; messages name it `shownAs`. */
function scenarioFromFile(path: string, shownAs: string): Scenario {
  const result = readScenario(readText(path, { shownAs, bytesMax: FILE_BYTES_MAX, code: 'SCENARIO' }), shownAs);
  if (result.ok) return result.scenario;
  const { problems } = result;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const message = `${count} in ${shownAs}; nothing was run.\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`;
  throw new HilError('SCENARIO_INVALID', 'usage', message);
}
