import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { packagePath } from '../base/package-root.ts';
import { quoted } from '../base/quoted-text.ts';
import { readText } from '../files/read-text.ts';
import { problemText, type ReadOptions, readScenarios } from './language/read-scenario.ts';
import { needsFirmware, needsHand } from './needs.ts';
import type { SetValues } from './parameters/combinations.ts';
import type { Scenario } from './scenario.ts';
import { FileSources } from './sources/file-sources.ts';
import { keptReading } from './sources/kept-reading.ts';
import { KnownScenarios } from './sources/known-scenarios.ts';

const FILES = 'hil/scenario/files';
const ENDING = '.yaml';
/** Size limit of a scenario file. No real scenario is longer. */
const FILE_BYTES_MAX = 1_000_000;

/** Shipped scenarios that this process has read. It changes how long a reading takes, never its result. */
const known = new KnownScenarios();

interface ShippedFile {
  readonly name: string;
  readonly path: string;
}

/** Returns the names of the shipped scenarios. */
export function scenarioNames(): readonly string[] {
  return shippedFiles().map(({ name }) => name);
}

/** Lists the shipped scenarios by name. Each theme has a folder. No name occurs twice. */
function shippedFiles(): readonly ShippedFile[] {
  return themeFolders()
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((path) => path.endsWith(ENDING))
    .map((path) => ({ name: basename(path, ENDING), path }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the shipped scenario of this name, undefined without one. */
function shippedFile(name: string): ShippedFile | undefined {
  const paths = themeFolders().map((folder) => join(folder, `${name}${ENDING}`));
  const path = paths.find((one) => statSync(one, { throwIfNoEntry: false })?.isFile() === true);
  return path === undefined ? undefined : { name, path };
}

function themeFolders(): readonly string[] {
  const root = packagePath(FILES);
  const entries = readdirSync(root, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(root, name));
}

/** Replaces `all` in a list of names and paths with the names of all shipped scenarios. */
export function spelledOut(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (name === 'all' ? scenarioNames() : [name]));
}

/** Reads all shipped scenarios in the order of their names. A scenario with parameters gives several runs. */
export function shippedScenarios(): readonly Scenario[] {
  return shippedFiles().flatMap((file) => shipped(file));
}

/** Reads the shipped scenarios that the model can run without a magnet in a hand. */
export function unattendedScenarios(): readonly Scenario[] {
  return shippedScenarios().filter((scenario) => !needsHand(scenario) && !needsFirmware(scenario));
}

/** Returns the names of the shipped scenarios that the model can run. */
export function namesForModel(): readonly string[] {
  const files = shippedFiles().filter((file) => !shipped(file).some(needsFirmware));
  return files.map(({ name }) => name);
}

/**
 * Reads a scenario by its name or by its path. `set` chooses the values of its parameters. Throws `HilError` (usage)
 * with every problem and its place.
 */
export function scenarioNamed(nameOrPath: string, set: Readonly<Record<string, string>> = {}): Scenario {
  const values = new Map(Object.entries(set));
  const scenarios = scenariosNamed(nameOrPath, values);
  const [scenario, second] = scenarios;
  refuseUnknownParameters(scenarios, [...values.keys()]);
  if (scenario !== undefined && second === undefined) return scenario;
  const known = Object.keys(scenario?.parameters ?? {}).join(', ');
  const message = `${quoted(nameOrPath)} has ${scenarios.length} runs by its parameters; allowed: a value for each of ${known}.`;
  throw new HilError('SEVERAL_RUNS', 'usage', message);
}

/**
 * Reads the runs of a scenario, one for each combination of its parameters. `set` replaces values; a name that the
 * scenario lacks has no effect. Throws `HilError` (usage) with every problem and its place.
 */
export function scenariosNamed(nameOrPath: string, set: SetValues = new Map()): readonly Scenario[] {
  if (isPath(nameOrPath)) return scenariosFromFile(nameOrPath, nameOrPath, set);
  const file = shippedFile(nameOrPath);
  if (file !== undefined) return shipped(file, set);
  if (isFolder(nameOrPath)) return scenariosFromFile(nameOrPath, nameOrPath, set);
  const names = scenarioNames();
  throw new HilError(
    'SCENARIO_UNKNOWN',
    'usage',
    `Unknown scenario ${quoted(nameOrPath)}; allowed: a name that \`rollerloop list\` shows, or the path of a file such as ./mine.yaml.${didYouMean(nameOrPath, names)}`,
  );
}

/** Refuses parameter names that none of these scenarios has. Throws `HilError` PARAMETER_UNKNOWN (usage). */
export function refuseUnknownParameters(scenarios: readonly Scenario[], names: readonly string[]): void {
  const known = [...new Set(scenarios.flatMap(({ parameters }) => Object.keys(parameters ?? {})))];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const allowed = known.length === 0 ? 'none, since no scenario has `parameters`' : known.join(', ');
  const message = `Unknown parameter ${quoted(unknown)}; allowed: ${allowed}.${didYouMean(unknown, known)}`;
  throw new HilError('PARAMETER_UNKNOWN', 'usage', message);
}

/** Returns the path of the file for a name or a path. The file need not exist. */
export function scenarioFile(nameOrPath: string): string {
  if (isPath(nameOrPath)) return nameOrPath;
  const file = shippedFile(nameOrPath);
  if (file !== undefined) return file.path;
  return isFolder(nameOrPath) ? nameOrPath : join(packagePath(FILES), `${nameOrPath}${ENDING}`);
}

/** Returns whether a text is a path: it has a separator or the ending of a scenario file. */
function isPath(nameOrPath: string): boolean {
  return /[/\\]/.test(nameOrPath) || /\.ya?ml$/.test(nameOrPath);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function shipped({ name, path }: ShippedFile, set: SetValues = new Map()): readonly Scenario[] {
  const shownAs = `${name}${ENDING}`;
  if (set.size > 0) return scenariosFromFile(path, shownAs, set);
  const text = textOf(path, shownAs);
  const sources = new FileSources(path, shownAs);
  return known.scenarios(path, {
    text,
    sources,
    kept: () => keptReading(name, text),
    read: () => scenariosIn(text, shownAs, { sources }),
  });
}

/** Reads a scenario file. Messages show it as `shownAs`. */
function scenariosFromFile(path: string, shownAs: string, set: SetValues): readonly Scenario[] {
  return scenariosIn(textOf(path, shownAs), shownAs, { sources: new FileSources(path, shownAs), set });
}

function textOf(path: string, shownAs: string): string {
  return readText(path, { shownAs, bytesMax: FILE_BYTES_MAX, code: 'SCENARIO' });
}

function scenariosIn(text: string, shownAs: string, options: ReadOptions): readonly Scenario[] {
  const result = readScenarios(text, shownAs, options);
  if (result.ok) return result.scenarios;
  const { problems } = result;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const message = `${count} in ${shownAs}; nothing was run.\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`;
  throw new HilError('SCENARIO_INVALID', 'usage', message);
}
