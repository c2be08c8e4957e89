import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { packagePath } from '../base/package-root.ts';
import { readText } from '../files/read-text.ts';
import { problemText, readScenario } from './language/read-scenario.ts';
import type { Scenario } from './scenario.ts';

const ENDING = '.yaml';
/** A scenario is a page of text; whatever is longer is something else. */
const FILE_BYTES_MAX = 1_000_000;

/** Names of the scenarios that come with the bench. */
export function scenarioNames(): readonly string[] {
  return shippedPaths()
    .map((path) => basename(path, ENDING))
    .sort();
}

/** Paths of the scenarios that come with the bench: one folder a theme, each name once over all folders. */
function shippedPaths(): readonly string[] {
  const root = packagePath('hil/scenario/files');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ENDING))
    .map((path) => join(root, path));
}

/** Names and paths as somebody gave them; `all` stands for every scenario that comes with the bench. */
export function spelledOut(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (name === 'all' ? scenarioNames() : [name]));
}

/** All that come with the bench, in the order of their names. */
export function shippedScenarios(): readonly Scenario[] {
  return scenarioNames().map(shipped);
}

/** Those that run by themselves, on any rig. */
export function unattendedScenarios(): readonly Scenario[] {
  return shippedScenarios().filter((scenario) => scenario.fieldFrom === undefined);
}

/** By its name, or by the path of a file; `HilError` (usage) with every problem and its place. */
export function scenarioNamed(nameOrPath: string): Scenario {
  if (isPath(nameOrPath)) return scenarioFromFile(nameOrPath, nameOrPath);
  const known = scenarioNames();
  if (known.includes(nameOrPath)) return shipped(nameOrPath);
  throw new HilError(
    'SCENARIO_UNKNOWN',
    'usage',
    `There is no scenario ${nameOrPath}; known are ${known.join(', ')}.${didYouMean(nameOrPath, known)}`,
  );
}

/** The file of a scenario by its name, or by its path. An unknown name gives a path without a file. */
export function scenarioFile(nameOrPath: string): string {
  if (isPath(nameOrPath)) return nameOrPath;
  const file = `${nameOrPath}${ENDING}`;
  return shippedPaths().find((path) => basename(path) === file) ?? join(packagePath('hil/scenario/files'), file);
}

function isPath(nameOrPath: string): boolean {
  return /[/\\]/.test(nameOrPath) || /\.ya?ml$/.test(nameOrPath);
}

function shipped(name: string): Scenario {
  return scenarioFromFile(scenarioFile(name), `${name}${ENDING}`);
}

/** `shownAs` is how messages name the file. */
function scenarioFromFile(path: string, shownAs: string): Scenario {
  const result = readScenario(readText(path, { shownAs, bytesMax: FILE_BYTES_MAX, code: 'SCENARIO' }), shownAs);
  if (result.ok) return result.scenario;
  const { problems } = result;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const message = `${count} in ${shownAs}; nothing was run.\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`;
  throw new HilError('SCENARIO_INVALID', 'usage', message);
}
