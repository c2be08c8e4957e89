import { join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';
import { readScenario } from '../scenario/language/read-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { FileSources } from '../scenario/sources/file-sources.ts';
import { type Problem, problemText, problemWords } from '../yaml/problem.ts';
import { callerPlace } from './caller-place.ts';
import { pathAt } from './path-at.ts';
import { pathText, scenarioText } from './scenario-text.ts';
import type { WrittenScenario } from './written.gen.ts';

/**
 * Builds a scenario from the keys of its YAML. It passes the reader of scenario files, so it has the same defaults and limits,
 * and `text` of the result is a file that runs by itself. Files that it names are found from `folder`. Throws `HilError` (usage)
 * with every problem and its place.
 */
export function scenario(written: WrittenScenario, folder = '.'): Scenario {
  if (typeof written !== 'object' || written === null) {
    const message = `scenario: found ${quoted(String(written))}; allowed: an object with the keys of a scenario.`;
    throw new HilError('SCENARIO_INVALID', 'usage', message);
  }
  if (!Array.isArray(written.timeline)) {
    const message = `timeline: found ${quoted(String(written.timeline))}; allowed: a list of entries, empty if nothing happens.`;
    throw new HilError('SCENARIO_INVALID', 'usage', message);
  }
  const builtAt = callerPlace() ?? null;
  const name = typeof written.scenario === 'string' ? written.scenario : 'without a name';
  const text = scenarioText(written);
  const file = `${name}.yaml`;
  const read = readScenario(text, file, { sources: new FileSources(join(folder, file), file) });
  if (read.ok) return { ...read.scenario, builtAt };
  const { problems } = read;
  const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
  const lines = problems.map(
    (problem) => `  ${problem.file === file ? placedText(problem, text) : problemText(problem)}`,
  );
  const message = `${count} in the scenario ${quoted(name)}; nothing was run.\n${lines.join('\n')}`;
  throw new HilError('SCENARIO_INVALID', 'usage', message);
}

/** Returns a problem with its place in the object, not in the YAML made of it. */
function placedText(problem: Problem, text: string): string {
  const isOfWhole = problem.isMissing === true || problem.found.startsWith('no `');
  return `${pathText(pathAt(text, problem, isOfWhole))}: ${problemWords(problem)}`;
}
