import type { IndexRow, IndexView } from '../../viewer/report/index-view.ts';
import { comparisonLines } from '../comparison.ts';
import { repetitionLines } from '../repetitions.ts';
import type { CheckResult, Results, ScenarioResult } from '../results.ts';
import { countsText } from '../totals.ts';
import { firstNamed } from './first-named.ts';

/** Returns the index over the results of a call. */
export function indexViewOf(results: Results): IndexView {
  const { totals, scenarios, quarantineNotes, comparison, repetitions, disclaimer } = results;
  const said = new Set<string>();
  return {
    title: `Rollerloop: ${countsText(totals.scenarios)}`,
    totals: [`${scenarios.length} runs: ${countsText(totals.scenarios)}. Checks: ${countsText(totals.checks)}.`],
    facts: factsOf(results),
    rows: scenarios.map((one) => rowOf(one, said)),
    links: [
      { text: 'Results as JSON', href: 'results.json' },
      { text: 'JUnit', href: 'junit.xml' },
      { text: 'Summary in Markdown', href: 'summary.md' },
    ],
    notes: [
      ...quarantineNotes,
      ...repetitionLines(repetitions),
      ...(comparison === null ? [] : comparisonLines(comparison)),
    ],
    disclaimer,
  };
}

function rowOf(one: ScenarioResult, said: Set<string>): IndexRow {
  const { label, scenario, says, verdict, pump, rig, seed, pumpUs, checks, files } = one;
  const isNew = !said.has(scenario);
  said.add(scenario);
  return {
    label,
    report: files.html === null ? null : hrefOf(files.html),
    says: isNew ? says : null,
    verdict,
    why: whyOf(one),
    pump: pump?.id ?? null,
    rig: rig?.name ?? null,
    seed,
    pumpUs,
    checkCount: checks.length,
    files: [
      ...(files.trace === null ? [] : [{ text: 'trace', href: hrefOf(files.trace) }]),
      ...(files.csv === null ? [] : [{ text: 'CSV', href: hrefOf(files.csv) }]),
    ],
  };
}

/** Returns why a run did not pass, or what to look at in one that did. */
function whyOf({ failure, reason, checks, invariants }: ScenarioResult): string | null {
  if (failure !== null) return `${failure.message} (${failure.code})`;
  if (reason !== null) return `skipped: ${reason}`;
  const open = [...checks, ...invariants.filter(({ verdict }) => verdict === 'fail')].flatMap(openText);
  return open.length === 0 ? null : firstNamed(open);
}

function openText({ name, verdict, isMarginal, quarantine }: CheckResult): readonly string[] {
  const excused = quarantine?.isExcused === true ? ' (in quarantine)' : '';
  if (verdict !== 'pass') return [`${verdict}: ${name}${excused}`];
  return isMarginal === true ? [`marginal: ${name}`] : [];
}

function factsOf({ identity, exitStatus }: Results): IndexView['facts'] {
  const { tool, command, startedAt, host, asked, durationS } = identity;
  const commit = tool.commit === null ? '' : `, commit ${tool.commit}${tool.dirty === true ? ', changed' : ''}`;
  return [
    { name: 'Command', text: ['rollerloop', ...command].join(' '), isCode: true },
    { name: 'Exit status', text: String(exitStatus), isCode: false },
    { name: 'Program', text: `rollerloop ${tool.version}${commit}`, isCode: false },
    { name: 'Started', text: startedAt, isCode: false },
    { name: 'Duration', text: `${durationS.toFixed(3)} s on the wall`, isCode: false },
    { name: 'Host', text: `${host.name}, ${host.platform} ${host.arch}, Node ${host.node}`, isCode: false },
    { name: 'Rig', text: asked.rig, isCode: false },
    { name: 'Seed', text: String(asked.seed), isCode: false },
  ];
}

/** Returns a file name as a link: names from labels need no escape, others might. */
function hrefOf(name: string): string {
  return encodeURIComponent(name);
}
