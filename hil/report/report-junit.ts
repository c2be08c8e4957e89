import type { HilError } from '../base/hil-error.ts';
import { OutputFile, type OutputName, writeOutput } from '../files/output-file.ts';
import type { Measurement } from '../scenario/checks/measurement.ts';
import { beyondText } from '../scenario/mr-label-report.ts';
import type { Outcome } from '../scenario/outcome.ts';
import { DISCLAIMER, type RunResult } from '../scenario/run-result.ts';

const NAME: OutputName = { option: '--junit', code: 'JUNIT_UNWRITABLE' };

/**
 * Writes outcomes as JUnit: one suite per scenario, one case per measurement. JUnit has no `not decided`, so it becomes an
 * error, as do `never triggered` and a run without a verdict. A scenario that did not run is skipped.
 */
export function junitOf(outcomes: readonly Outcome[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${outcomes.map(outcomeSuite).join('')}</testsuites>\n`;
}

/** Checks before the runs that the report can be written. Throws JUNIT_UNWRITABLE (usage). */
export function mustBeWritable(path: string): void {
  new OutputFile(path, NAME).close();
}

/** Writes the report. Throws JUNIT_UNWRITABLE. */
export function writeJunit(path: string, outcomes: readonly Outcome[]): void {
  writeOutput(path, NAME, junitOf(outcomes));
}

function outcomeSuite(outcome: Outcome): string {
  const { label } = outcome;
  if (outcome.kind === 'judged') return suiteOf(label, outcome.result);
  return outcome.kind === 'failed' ? failedSuiteOf(label, outcome.failure) : skippedSuiteOf(label, outcome.reason);
}

function suiteOf(label: string, result: RunResult): string {
  const { measurements, fingerprint, rig, seed, assumed, pump, pumpHash } = result;
  const count = (verdict: string): number => measurements.filter((one) => one.verdict === verdict).length;
  const errors = count('not decided') + count('never triggered');
  const skipped = count('skipped');
  const counts = `tests="${measurements.length}" failures="${count('fail')}" errors="${errors}"${skipped === 0 ? '' : ` skipped="${skipped}"`}`;
  const properties = {
    fingerprint,
    pump,
    pumpHash,
    rig: rig.name,
    seed,
    assumed: assumed.join('; '),
    ...mrLabelOf(result),
    disclaimer: DISCLAIMER,
  };
  const cases = measurements.map((measurement) => caseOf(label, measurement)).join('');
  return suite(label, counts, properties, cases);
}

/** Returns the MR label of a scenario with a scanner, and `beyondMrLabel` if the label does not allow a field. */
function mrLabelOf({ mrLabel }: RunResult): Readonly<Record<string, string>> {
  if (mrLabel === undefined) return {};
  const beyond = mrLabel.beyond.length === 0 ? {} : { beyondMrLabel: beyondText(mrLabel) };
  return { mrLabel: mrLabel.says, ...beyond };
}

function failedSuiteOf(label: string, failure: HilError): string {
  const what = `whose failure: ${failure.fault} (${failure.code})`;
  const message = failure.hint === undefined ? failure.message : `${failure.message} ${failure.hint}`;
  const outcome = `      <error type="${escaped(failure.code)}" message="${escaped(message)}"/>\n`;
  const counts = 'tests="1" failures="0" errors="1"';
  return suite(label, counts, { disclaimer: DISCLAIMER }, testCase(label, 'the run', outcome, what));
}

function skippedSuiteOf(label: string, reason: string): string {
  const outcome = `      <skipped message="${escaped(reason)}"/>\n`;
  const counts = 'tests="1" failures="0" errors="0" skipped="1"';
  return suite(label, counts, { disclaimer: DISCLAIMER }, testCase(label, 'the run', outcome, `skipped: ${reason}`));
}

function suite(name: string, counts: string, properties: Readonly<Record<string, unknown>>, cases: string): string {
  const rows = Object.entries(properties)
    .map(([key, value]) => `      <property name="${key}" value="${escaped(String(value))}"/>\n`)
    .join('');
  return `  <testsuite name="${escaped(name)}" ${counts}>\n    <properties>\n${rows}    </properties>\n${cases}  </testsuite>\n`;
}

function caseOf(label: string, { name, value, unit, limits, verdict, note, isMarginal }: Measurement): string {
  const shown = value === null ? 'nothing' : `${value} ${unit}`.trim();
  const text = `${shown} (${limits}${isMarginal === true ? ', marginal' : ''})${note === undefined ? '' : `: ${note}`}`;
  const outcome: Readonly<Record<Measurement['verdict'], string>> = {
    pass: '',
    fail: `      <failure message="${escaped(text)}"/>\n`,
    'not decided': `      <error type="not decided" message="${escaped(text)}"/>\n`,
    'never triggered': `      <error type="never triggered" message="${escaped(text)}"/>\n`,
    skipped: `      <skipped message="${escaped(text)}"/>\n`,
  };
  return testCase(label, name, outcome[verdict], text);
}

function testCase(label: string, name: string, outcome: string, text: string): string {
  const open = `    <testcase classname="${escaped(label)}" name="${escaped(name)}">\n`;
  return `${open}${outcome}      <system-out>${escaped(text)}</system-out>\n    </testcase>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes text for XML. Characters that XML forbids (controls, surrogates, U+FFFE, U+FFFF) become question marks. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] as string).replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '?');
}
