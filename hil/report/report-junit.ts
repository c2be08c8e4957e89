import { join } from 'node:path';
import { OutputFile, type OutputName, writeOutput } from '../files/output-file.ts';
import { failedInvariants, invariantsText } from '../invariants/invariants-text.ts';
import { measuredText } from '../scenario/checks/measurement.ts';
import type { Verdict } from '../scenario/checks/verdict.ts';
import { explanationLines } from '../scenario/explanation/explanation-lines.ts';
import { beyondText } from '../scenario/mr-label-report.ts';
import { DISCLAIMER } from '../scenario/run-result.ts';
import { markText } from './quarantine.ts';
import type { Call, CheckResult, ScenarioResult } from './results.ts';
import { xmlLines, xmlText } from './xml-text.ts';

const NAME: OutputName = { option: '--junit', code: 'JUNIT_UNWRITABLE' };
export const JUNIT_SCHEMA = 'rollerloop/junit/1';

/** Facts about the call that every suite of a report needs. */
export interface JunitContext {
  readonly call: Call;
  /** Folder of the traces and CSV files, as the command line names it; build servers resolve it in their workspace. */
  readonly folder?: string;
}

/**
 * Returns the results as JUnit XML by Jenkins' junit-10 schema: a suite for each scenario, a case for each check. JUnit
 * has no `not decided` and no `never triggered`; both become errors of that type, as does a run without a verdict.
 * Scenarios that did not run and quarantined checks are skipped.
 */
export function junitOf(scenarios: readonly ScenarioResult[], context: JunitContext): string {
  const suites = scenarios.map((scenario) => suiteOf(scenario, context)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rollerloop">\n${suites}</testsuites>\n`;
}

/** Checks before the first run that the report can be written. Throws JUNIT_UNWRITABLE (usage). */
export function mustBeWritable(path: string): void {
  new OutputFile(path, NAME).close();
}

/** Writes the report. Throws JUNIT_UNWRITABLE. */
export function writeJunit(path: string, text: string): void {
  writeOutput(path, NAME, text);
}

/** One case: its name, its kind, and its lines of text. A case that passed has only `system-out`. */
interface Case {
  readonly name: string;
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly text: string;
  readonly more: readonly string[];
  /** Lines of the explanation, inside the element of the failure. */
  readonly body?: readonly string[];
}

function suiteOf(scenario: ScenarioResult, context: JunitContext): string {
  const cases = casesOf(scenario);
  const count = (kind: Case['kind']): number => cases.filter((one) => one.kind === kind).length;
  const { label, durationS, startedAt } = scenario;
  const attributes = {
    name: label,
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(durationS ?? 0),
    // The schema allows no time zone, and readers expect UTC.
    timestamp: (startedAt ?? context.call.startedAt).slice(0, 19),
    hostname: context.call.host.name,
  };
  const rows = Object.entries(propertiesOf(scenario, context.call)).map(
    ([key, value]) => `      <property ${attributesText({ name: key, value })}/>\n`,
  );
  const attached = attachmentsOf(scenario, context.folder);
  const caseTimeS = (durationS ?? 0) / Math.max(1, cases.length);
  const written = cases.map((one) => caseText(one, classNameOf(scenario, context.call), caseTimeS, attached));
  return `  <testsuite ${attributesText(attributes)}>\n    <properties>\n${rows.join('')}    </properties>\n${written.join('')}  </testsuite>\n`;
}

/**
 * Returns a class name from pump, rig and scenario. Readers split it at dots, so dots within a part become underscores.
 */
function classNameOf({ label, pump, rig }: ScenarioResult, { asked }: Call): string {
  const parts = [pump?.id ?? asked.pump ?? 'own pump', rig?.name ?? asked.rig, label];
  return parts.map((part) => part.replaceAll('.', '_')).join('.');
}

function propertiesOf(scenario: ScenarioResult, call: Call): Readonly<Record<string, string | number>> {
  const { checks, assumed, tags, hash, fingerprint } = scenario;
  const { version, commit, dirty } = call.tool;
  return {
    schema: JUNIT_SCHEMA,
    tool: `rollerloop ${version}`,
    ...given('commit', commit === null || dirty !== true ? commit : `${commit} (changed)`),
    command: ['rollerloop', ...call.command].join(' '),
    file: scenario.file,
    ...given('scenarioHash', hash),
    ...benchProperties(scenario, call),
    seed: scenario.seed,
    speed: scenario.speed,
    faults: scenario.faults ?? 'none',
    ...given('fingerprint', fingerprint),
    ...joined('tags', tags, ', '),
    ...joined('requirements', [...new Set(checks.flatMap((check) => check.requires))], ', '),
    ...joined('assumed', assumed, '; '),
    repeat: scenario.repeat,
    disclaimer: DISCLAIMER,
  };
}

/** Returns pump, rig and MR label. Without a verdict the rig is the one that the caller chose. */
function benchProperties(
  { pump, firmware, rig, rigCheck, mrLabel }: ScenarioResult,
  { asked }: Call,
): Readonly<Record<string, string | number>> {
  return {
    ...(pump === null ? {} : { pump: pump.id, pumpHash: pump.hash }),
    ...(firmware === null ? {} : { firmware: firmware.name, firmwareKind: firmware.kind, firmwareHash: firmware.hash }),
    rig: rig?.name ?? asked.rig,
    ...(rig === null ? {} : { rigMade: rig.made, rigResolutionDeg: rig.resolutionDeg }),
    ...given('rigCheck', rigCheck?.says),
    ...given('mrLabel', mrLabel?.says),
    ...(mrLabel === null || mrLabel.beyond.length === 0 ? {} : { beyondMrLabel: beyondText(mrLabel) }),
  };
}

function given(key: string, value: string | null | undefined): Readonly<Record<string, string>> {
  return value === null || value === undefined ? {} : { [key]: value };
}

function joined(key: string, values: readonly string[], separator: string): Readonly<Record<string, string>> {
  return values.length === 0 ? {} : { [key]: values.join(separator) };
}

/** Returns the lines by which GitLab and Jenkins attach files. Each attachment needs a line of its own. */
function attachmentsOf({ files }: ScenarioResult, folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  const names = [files.html, files.trace, files.csv].filter((name) => name !== null);
  return names.map((name) => `[[ATTACHMENT|${join(folder, name)}]]`);
}

function casesOf(scenario: ScenarioResult): readonly Case[] {
  const { failure, reason, checks } = scenario;
  if (failure !== null) {
    const text = failure.hint === null ? failure.message : `${failure.message} ${failure.hint}`;
    const more = [`whose failure: ${failure.whose} (${failure.code})`, ...failure.stderrLines];
    const kind = failure.whose === 'firmware' ? 'failure' : 'error';
    return [{ name: 'the run', kind, type: failure.code, text, more }];
  }
  if (reason !== null) return [{ name: 'the run', kind: 'skipped', text: reason, more: [`skipped: ${reason}`] }];
  return [...idleCases(scenario), ...checks.map(checkCase), ...invariantCases(scenario)];
}

/** Returns a case for a run whose checks decide nothing. Without it a build server would show a run that passed. */
function idleCases({ verdict, checks }: ScenarioResult): readonly Case[] {
  if (verdict !== 'not decided' || checks.some((check) => check.verdict !== 'skipped')) return [];
  const text = 'The run has no check that counts, so it decides nothing.';
  return [{ name: 'the run', kind: 'error', type: verdict, text, more: [text] }];
}

/**
 * Returns one case for all invariants, since most runs trigger only some of them. A failed invariant gets a case of its
 * own.
 */
function invariantCases({ invariants }: ScenarioResult): readonly Case[] {
  if (invariants.length === 0) return [];
  const text = invariantsText(invariants);
  const failed = failedInvariants(invariants).map((one) => {
    const { name, ...rest } = checkCase(one);
    return { ...rest, name: `invariant: ${name}` };
  });
  return [{ name: 'invariants', kind: 'passed', text, more: [text] }, ...failed];
}

const KIND: Readonly<Record<Verdict, Case['kind']>> = {
  pass: 'passed',
  fail: 'failure',
  'not decided': 'error',
  'never triggered': 'error',
  skipped: 'skipped',
};

function checkCase(check: CheckResult): Case {
  const { name, verdict, note, quarantine, requires } = check;
  const text = `${measuredText(check)}${note === undefined ? '' : `: ${note}`}`;
  const more = [
    text,
    ...(verdict === 'pass' && check.isMarginal === true ? ['marginal: the value lies close to its limit'] : []),
    ...(quarantine === null ? [] : [markText(quarantine)]),
    ...(requires.length === 0 ? [] : [`requirements: ${requires.join(', ')}`]),
  ];
  if (quarantine?.isExcused === true)
    return { name, kind: 'skipped', text: `${markText(quarantine)}; ${verdict}: ${text}`, more };
  return { name, kind: KIND[verdict], type: verdict, text, more, body: explanationLines(check) };
}

function caseText(
  { name, kind, type, text, more, body = [] }: Case,
  classname: string,
  timeS: number,
  attached: readonly string[],
): string {
  const head = attributesText({ classname, name, time: seconds(timeS) });
  const said = `      <system-out>${xmlLines([...more, ...attached])}</system-out>\n`;
  const typed = type === undefined || kind === 'skipped' ? {} : { type };
  const told = `      <${kind} ${attributesText({ ...typed, message: text })}`;
  const explained = body.length === 0 ? '/>' : `>${xmlLines(body)}</${kind}>`;
  const outcome = kind === 'passed' ? '' : `${told}${explained}\n`;
  return `    <testcase ${head}>\n${outcome}${said}    </testcase>\n`;
}

function attributesText(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(([key, value]) => `${key}="${xmlText(String(value))}"`)
    .join(' ');
}

/** Returns seconds with the three decimals that the schema requires. */
function seconds(durationS: number): string {
  return durationS.toFixed(3);
}
