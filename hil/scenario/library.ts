import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HilError } from '../hil-error.ts';
import { nearestName } from '../nearest-name.ts';
import { packagePath } from '../package-root.ts';
import { problemText, readScenario } from './language/read-scenario.ts';
import type { Scenario } from './scenario.ts';

const ENDING = '.yaml';
/** A scenario is a page of text; whatever is longer is something else. */
const FILE_BYTES_MAX = 1_000_000;

/** Names of the scenarios that come with the bench. */
export function scenarioNames(): readonly string[] {
  return readdirSync(packagePath('hil/scenario/files'))
    .filter((file) => file.endsWith(ENDING))
    .map((file) => basename(file, ENDING))
    .sort();
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
  if (/[/\\]/.test(nameOrPath) || /\.ya?ml$/.test(nameOrPath)) return scenarioFromFile(nameOrPath, nameOrPath);
  const known = scenarioNames();
  if (known.includes(nameOrPath)) return shipped(nameOrPath);
  const nearest = nearestName(nameOrPath, known);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new HilError(
    'SCENARIO_UNKNOWN',
    'usage',
    `There is no scenario ${nameOrPath}; known are ${known.join(', ')}.${meant}`,
  );
}

function shipped(name: string): Scenario {
  const file = `${name}${ENDING}`;
  return scenarioFromFile(join(packagePath('hil/scenario/files'), file), file);
}

/** `shownAs` is how messages name the file. */
function scenarioFromFile(path: string, shownAs: string): Scenario {
  const result = readScenario(textOf(path, shownAs), shownAs);
  if (result.ok) return result.scenario;
  const { problems } = result;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const message = `${count} in ${shownAs}; nothing was run.\n${problems.map((problem) => `  ${problemText(problem)}`).join('\n')}`;
  throw new HilError('SCENARIO_INVALID', 'usage', message);
}

function textOf(path: string, shownAs: string): string {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > FILE_BYTES_MAX) {
      throw new HilError(
        'SCENARIO_TOO_LONG',
        'usage',
        `${shownAs} has ${bytes.length} bytes; allowed are ${FILE_BYTES_MAX}.`,
      );
    }
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof HilError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new HilError('SCENARIO_UNREADABLE', 'usage', `${shownAs} cannot be read (${why}).`, { cause: error });
  }
}
