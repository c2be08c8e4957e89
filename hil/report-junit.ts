import { closeSync, openSync, writeFileSync } from 'node:fs';
import { HilError } from './hil-error.ts';
import type { Measurement } from './scenario/measurement.ts';
import { DISCLAIMER, type RunResult } from './scenario/run-result.ts';

/** A scenario that came to no verdict, because rig, link or bench failed, or was asked for what cannot be. */
export interface FailedRun {
  readonly scenario: string;
  readonly failure: HilError;
}

/**
 * One suite a scenario, one case a measurement; `not decided` is an error there, for it is neither passed nor failed, and
 * so is a run that came to no verdict.
 */
export function junitOf(results: readonly RunResult[], failed?: FailedRun): string {
  const suites = [...results.map(suiteOf), ...(failed === undefined ? [] : [failedSuiteOf(failed)])];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

/** Throws JUNIT_UNWRITABLE (usage), so that it is known before anything turns. */
export function mustBeWritable(path: string): void {
  attempt(path, () => closeSync(openSync(path, 'a')));
}

/** Throws JUNIT_UNWRITABLE (usage). */
export function writeJunit(path: string, results: readonly RunResult[], failed?: FailedRun): void {
  attempt(path, () => writeFileSync(path, junitOf(results, failed)));
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new HilError('JUNIT_UNWRITABLE', 'usage', `--junit ${path} cannot be written (${why}).`, { cause: error });
  }
}

function suiteOf(result: RunResult): string {
  const { scenario, measurements, fingerprint, rig, seed, assumed, pump } = result;
  const count = (verdict: string): number => measurements.filter((one) => one.verdict === verdict).length;
  const counts = `tests="${measurements.length}" failures="${count('fail')}" errors="${count('not decided')}"`;
  const properties = { fingerprint, pump, rig: rig.name, seed, assumed: assumed.join('; '), disclaimer: DISCLAIMER };
  const cases = measurements.map((measurement) => caseOf(scenario, measurement)).join('');
  return suite(scenario, counts, properties, cases);
}

function failedSuiteOf({ scenario, failure }: FailedRun): string {
  const what = `whose failure: ${failure.fault} (${failure.code})`;
  const message = failure.hint === undefined ? failure.message : `${failure.message} ${failure.hint}`;
  const outcome = `      <error type="${escaped(failure.code)}" message="${escaped(message)}"/>\n`;
  const counts = 'tests="1" failures="0" errors="1"';
  return suite(scenario, counts, { disclaimer: DISCLAIMER }, testCase(scenario, 'the run', outcome, what));
}

function suite(name: string, counts: string, properties: Readonly<Record<string, unknown>>, cases: string): string {
  const rows = Object.entries(properties)
    .map(([key, value]) => `      <property name="${key}" value="${escaped(String(value))}"/>\n`)
    .join('');
  return `  <testsuite name="${escaped(name)}" ${counts}>\n    <properties>\n${rows}    </properties>\n${cases}  </testsuite>\n`;
}

function caseOf(scenario: string, { name, value, unit, limits, verdict, note }: Measurement): string {
  const shown = value === null ? 'nothing' : `${value} ${unit}`.trim();
  const text = `${shown} (${limits})${note === undefined ? '' : `: ${note}`}`;
  const outcome: Readonly<Record<Measurement['verdict'], string>> = {
    pass: '',
    fail: `      <failure message="${escaped(text)}"/>\n`,
    'not decided': `      <error type="not decided" message="${escaped(text)}"/>\n`,
  };
  return testCase(scenario, name, outcome[verdict], text);
}

function testCase(scenario: string, name: string, outcome: string, text: string): string {
  const open = `    <testcase classname="${escaped(scenario)}" name="${escaped(name)}">\n`;
  return `${open}${outcome}      <system-out>${escaped(text)}</system-out>\n    </testcase>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Control characters, halves of a pair and the two that are no characters have no place in XML at all. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] as string).replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '?');
}
