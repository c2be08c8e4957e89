import { writeFileSync } from 'node:fs';
import { HilError } from './hil-error.ts';
import type { Measurement } from './scenario/measurement.ts';
import { DISCLAIMER, type RunResult } from './scenario/run-result.ts';

/** One suite a scenario, one case a measurement; `not decided` is an error there, for it is neither passed nor failed. */
export function junitOf(results: readonly RunResult[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${results.map(suiteOf).join('')}</testsuites>\n`;
}

/** Throws JUNIT_UNWRITABLE (usage). */
export function writeJunit(path: string, results: readonly RunResult[]): void {
  try {
    writeFileSync(path, junitOf(results));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new HilError('JUNIT_UNWRITABLE', 'usage', `--junit ${path} cannot be written (${why}).`, { cause: error });
  }
}

function suiteOf(result: RunResult): string {
  const { scenario, measurements, fingerprint, rig, seed, assumed } = result;
  const count = (verdict: string): number => measurements.filter((one) => one.verdict === verdict).length;
  const counts = `tests="${measurements.length}" failures="${count('fail')}" errors="${count('not decided')}"`;
  const properties = Object.entries({ fingerprint, rig: rig.name, seed, assumed: assumed.join('; '), disclaimer: DISCLAIMER })
    .map(([name, value]) => `      <property name="${name}" value="${escaped(String(value))}"/>\n`)
    .join('');
  const cases = measurements.map((measurement) => caseOf(scenario, measurement)).join('');
  return `  <testsuite name="${escaped(scenario)}" ${counts}>\n    <properties>\n${properties}    </properties>\n${cases}  </testsuite>\n`;
}

function caseOf(scenario: string, { name, value, unit, limits, verdict, note }: Measurement): string {
  const text = escaped(`${value ?? 'nothing'} ${unit} (${limits})${note === undefined ? '' : `: ${note}`}`);
  const outcome: Readonly<Record<Measurement['verdict'], string>> = {
    pass: '',
    fail: `      <failure message="${text}"/>\n`,
    'not decided': `      <error type="not decided" message="${text}"/>\n`,
  };
  const open = `    <testcase classname="${escaped(scenario)}" name="${escaped(name)}">\n`;
  return `${open}${outcome[verdict]}      <system-out>${text}</system-out>\n    </testcase>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Control characters have no place in XML at all. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] as string).replace(/\p{Cc}/gu, '?');
}
