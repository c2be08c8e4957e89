import { counted } from '../base/counted.ts';
import { failedInvariants } from '../invariants/invariants-text.ts';
import { measuredText } from '../scenario/checks/measurement.ts';
import { windowText } from '../scenario/explanation/explanation-lines.ts';
import { comparisonLines } from './comparison.ts';
import { isWhollyExcused, markText } from './quarantine.ts';
import { repetitionLines } from './repetitions.ts';
import type { CheckResult, Results, ScenarioResult } from './results.ts';
import { countsText } from './totals.ts';

/** Longest text of a table cell, so that the page stays readable. */
const CELL_CHARS_MAX = 300;

/**
 * Returns the results as Markdown for the page of a build job: totals, failures first, then the rest, then the
 * assumptions.
 */
export function summaryOf(results: Results): string {
  const { identity, totals, scenarios, assumed, comparison, repetitions, quarantineNotes, disclaimer } = results;
  const { tool, asked, startedAt, host, durationS } = identity;
  const open = scenarios.filter((one) => one.verdict !== 'pass' && one.verdict !== 'skipped' && !isExcused(one));
  const commit =
    tool.commit === null ? '' : `, commit ${tool.commit.slice(0, 12)}${tool.dirty === true ? ' (changed)' : ''}`;
  return [
    `# Rollerloop: ${countsText(totals.scenarios)}`,
    '',
    `${counted(scenarios.length, 'scenario')}: ${countsText(totals.scenarios)}. Checks: ${countsText(totals.checks)}.`,
    '',
    `${asked.firmware === null ? '' : `Firmware ${code(asked.firmware)}, `}Rig ${code(asked.rig)}, seed ${asked.seed}, rollerloop ${tool.version}${commit}, on ${text(host.name)} at ${startedAt}, ${seconds(durationS)}.`,
    '',
    ...section('Failures', open.flatMap(openLines)),
    ...section('Quarantined', [
      ...scenarios.flatMap(quarantineLines),
      ...quarantineNotes.map((note) => `- ${text(note)}`),
    ]),
    ...section('Marginal', scenarios.flatMap(marginalLines)),
    ...(comparison === null
      ? []
      : section(
          'Changes',
          comparisonLines(comparison).map((line) => `- ${text(line)}`),
        )),
    ...section(
      'Repetitions',
      repetitionLines(repetitions).map((line) => `- ${text(line)}`),
    ),
    ...section('Scenarios', tableOf(scenarios)),
    ...section(
      'Assumptions',
      assumed.map((one) => `- ${text(one)}`),
    ),
    text(disclaimer),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

/** Returns the failed checks of a scenario, and the command line that runs it again. */
function openLines(scenario: ScenarioResult): readonly string[] {
  const { label, verdict, failure, repeat } = scenario;
  const counted = countedChecks(scenario).filter(
    (check) => check.verdict !== 'pass' && check.quarantine?.isExcused !== true,
  );
  const what =
    failure === null
      ? counted
          .filter((check) => check.verdict !== 'skipped')
          .flatMap((check) => [`  - ${checkText(check)}`, ...whyLines(check)])
      : [`  - ${failure.whose} (${failure.code}): ${text(failure.message)}`];
  const nothing = what.length === 0 ? ['  - no check: the run decided nothing'] : [];
  return [`- **${verdict}**: ${text(label)}`, ...what, ...nothing, `  - repeat: ${code(repeat)}`];
}

/** Returns the place of a check, the value seen, and the values that would have passed. */
function whyLines({ explanation, place }: CheckResult): readonly string[] {
  if (explanation === undefined) return [];
  const { window, seen, wouldPass } = explanation;
  const where = `${place.file}:${place.line}${window === undefined ? '' : `, ${windowText(window)}`}`;
  const pass = wouldPass === undefined ? '' : ` Would pass: ${wouldPass}.`;
  const ended = /[.!?]$/.test(seen) ? seen : `${seen}.`;
  return [`    - ${text(`${where}: ${ended}${pass}`)}`];
}

function checkText(check: CheckResult): string {
  const { name, verdict, note } = check;
  return `${verdict}: ${text(name)}: ${text(measuredText(check))}${note === undefined ? '' : `: ${text(note)}`}`;
}

/** Returns the checks of a scenario that count: its own, and the invariants that failed. */
function countedChecks({ checks, invariants }: ScenarioResult): readonly CheckResult[] {
  return [...checks, ...failedInvariants(invariants)];
}

function isExcused(scenario: ScenarioResult): boolean {
  return isWhollyExcused(countedChecks(scenario));
}

function quarantineLines(scenario: ScenarioResult): readonly string[] {
  const { label } = scenario;
  return countedChecks(scenario).flatMap((check) =>
    check.quarantine === null ? [] : [`- ${text(label)}: ${checkText(check)}; ${text(markText(check.quarantine))}`],
  );
}

function marginalLines({ label, checks }: ScenarioResult): readonly string[] {
  return checks
    .filter(({ isMarginal, verdict }) => isMarginal === true && verdict === 'pass')
    .map((check) => `- ${text(label)}: ${checkText(check)}`);
}

function tableOf(scenarios: readonly ScenarioResult[]): readonly string[] {
  const rows = scenarios.map(({ label, verdict, checks, durationS, reason }) => {
    const passed = checks.filter((check) => check.verdict === 'pass').length;
    const said = reason === null ? `${passed} of ${checks.length}` : text(reason);
    return `| ${text(label)} | ${verdict} | ${said} | ${durationS === null ? '' : seconds(durationS)} |`;
  });
  return ['| scenario | verdict | checks passed | time |', '| --- | --- | --- | --- |', ...rows];
}

function seconds(durationS: number): string {
  return `${durationS.toFixed(2)} s`;
}

function code(line: string): string {
  const ticks = line.includes('`') ? '``' : '`';
  return `${ticks}${line}${ticks}`;
}

/** Escapes text for one line or cell of Markdown. */
function text(raw: string): string {
  const line = raw.replace(/\s+/g, ' ');
  const short = line.length > CELL_CHARS_MAX ? `${line.slice(0, CELL_CHARS_MAX)}...` : line;
  return short.replace(/[\\`*_[\]<>|#]/g, (letter) => `\\${letter}`);
}
