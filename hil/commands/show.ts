import { HilError } from '../base/hil-error.ts';
import { quoted } from '../base/quoted-text.ts';
import { scenarioNames, scenariosNamed, shippedScenarios } from '../scenario/library.ts';

/**
 * First line of a shipped file. It tells editors where the schema is, by a path that is valid only beside that file.
 */
const SCHEMA_LINE = /^# yaml-language-server: [^\n]*\n/;

/**
 * Prints the file of a shipped scenario as a starting point, or a file that a shipped scenario names. Returns the exit
 * status.
 */
export function show(name: string): number {
  const named = /^[^/\\]+\.csv$/.test(name) ? shippedScenarios().flatMap(({ files = [] }) => files) : [];
  const file = named.find(({ path }) => path === name);
  if (file !== undefined) {
    process.stdout.write(file.text);
    return 0;
  }
  if (!scenarioNames().includes(name) && /[/\\]|\.ya?ml$/.test(name)) {
    const message = `${quoted(name)} is a path; allowed: the name of a shipped scenario. \`rollerloop list\` lists them.`;
    throw new HilError('SHOWS_NAMES', 'usage', message);
  }
  const [scenario] = scenariosNamed(name);
  process.stdout.write((scenario?.text ?? '').replace(SCHEMA_LINE, ''));
  return 0;
}
