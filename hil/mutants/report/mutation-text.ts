import { counted } from '../../base/counted.ts';
import { isKilledByScenario, type MutantResult } from '../run/mutant-result.ts';
import { isKill, type MutantRun } from '../run/run-report.ts';
import type { KillRow, MutationReport, NamedCheck } from './mutation-report.ts';

const ID_COLUMNS = 28;
const CHECKS_SHOWN_MAX = 3;

/** Returns the line of one mutant: its outcome, and what killed it or why it survives. */
export function resultText(result: MutantResult): string {
  const { mutant, firmware, outcome, kills, runCount, cpuMs } = result;
  const [first] = kills;
  const effort = `${counted(runCount, 'run')}, ${(cpuMs / 1000).toFixed(1)} s`;
  const head = `${outcome.padEnd(11)}  ${firmware.padEnd(9)}  ${mutant.id.padEnd(ID_COLUMNS)}`;
  const why = first === undefined ? (mutant.survives ?? 'No reason is stated.') : killText(first);
  return `${head}  ${mutant.says} ${why}${reasonText(result)} (${effort})`;
}

/** Returns why no scenario kills a killed mutant, or what is wrong with its reason. */
function reasonText(result: MutantResult): string {
  const { mutant, kills } = result;
  if (kills.length === 0) return '';
  const isScenario = isKilledByScenario(result);
  if (mutant.survives !== undefined || (isScenario && mutant.onlyRigCheck !== undefined))
    return ' It has a reason to survive, which is outdated.';
  return isScenario ? '' : ` ${mutant.onlyRigCheck ?? 'No reason is stated why no scenario kills it.'}`;
}

/** Returns what killed a mutant: the failed checks of a run, or its failure. */
function killText({ scenario, failedChecks, failure }: MutantRun): string {
  if (failure !== undefined) return `${scenario}: ${failure.fault} failure ${failure.code}.`;
  const names = failedChecks.slice(0, CHECKS_SHOWN_MAX).map(({ name }) => `"${name}"`);
  const more = failedChecks.length - names.length;
  return `${scenario}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

/** Returns the score and its exceptions as sentences. */
function scoreText(report: MutationReport): string {
  const { results, killedCount, killedByScenariosCount, unexpected, idleChecks, outdatedReasons } = report;
  const percentOf = (count: number): string => (results.length === 0 ? 100 : (100 * count) / results.length).toFixed(1);
  const byScenarios = `${killedByScenariosCount} of ${counted(results.length, 'mutant')} killed by the scenario library (${percentOf(killedByScenariosCount)} %).`;
  const isAlone = killedCount === killedByScenariosCount;
  const score = isAlone
    ? byScenarios
    : `${byScenarios} With \`rig check\`: ${killedCount} (${percentOf(killedCount)} %).`;
  const survivors = results.filter(({ outcome, mutant }) => outcome !== 'killed' && mutant.survives !== undefined);
  const listed = survivors.length === 0 ? '' : ` ${counted(survivors.length, 'survivor')} with a reason.`;
  const open = unexpected.map(({ mutant }) => mutant.id).join(', ');
  const wrong = unexpected.length === 0 ? '' : ` Not as stated: ${open}.`;
  const unexplained = idleChecks?.filter(({ reason }) => reason === undefined).length ?? 0;
  const idle =
    idleChecks === undefined
      ? ''
      : ` ${counted(idleChecks.length, 'check')} killed none of them, ${unexplained} of those without a reason.`;
  const names = outdatedReasons.join(', ');
  const outdated = names === '' ? '' : ` These checks have a reason to kill none, which is outdated: ${names}.`;
  return `${score}${listed}${wrong}${idle}${outdated}`;
}

/** Returns requirements with their kills, idle checks and the score as text. The results were printed as they came. */
export function reportText(report: MutationReport): string {
  const rows = report.rows.filter(({ killedBy }) => killedBy.length > 0).flatMap(rowLines);
  const idle = report.idleChecks?.map(idleText) ?? [];
  const idleHead = idle.length === 0 ? [] : ['', 'Checks that killed no mutant:'];
  return ['', 'Requirement, scenario, mutants:', ...rows, ...idleHead, ...idle, '', scoreText(report)].join('\n');
}

function rowLines({ id, killedBy }: KillRow): readonly string[] {
  return killedBy.map(({ scenario, mutants }) => `${id.padEnd(12)}  ${scenario}: ${mutants.join(', ')}`);
}

function idleText({ scenario, check, reason }: NamedCheck): string {
  const why = reason ?? 'No reason is stated.';
  return `${scenario === undefined ? 'invariant' : scenario}: ${check}. ${why}`;
}

/** Returns the whole report in Markdown: mutants, the matrix requirement x scenario x mutant, idle checks. */
export function reportMarkdown(report: MutationReport): string {
  const mutants = report.results.map(({ firmware, mutant, outcome, kills }) => {
    const by = [...kills.map(killText), mutant.survives ?? mutant.onlyRigCheck ?? ''].filter(Boolean).join('<br>');
    return `| ${firmware} | ${mutant.id} | ${cell(mutant.says)} | ${outcome} | ${cell(by)} |`;
  });
  const rows = report.rows.map(({ id, text, killedBy }) => {
    const by = killedBy.map(({ scenario, mutants: ids }) => `${scenario}: ${ids.join(', ')}`).join('<br>');
    return `| ${id} | ${cell(text)} | ${by} |`;
  });
  const idle = report.idleChecks?.map((check) => `- ${idleText(check)}`) ?? [];
  return [
    '# Mutants and the checks that kill them',
    '',
    scoreText(report),
    '',
    '| firmware | mutant | mistake | outcome | killed by, or reason |',
    '| --- | --- | --- | --- | --- |',
    ...mutants,
    '',
    '| requirement | text | scenario: mutants |',
    '| --- | --- | --- |',
    ...rows,
    ...(idle.length === 0 ? [] : ['', '## Checks that killed no mutant', '', ...idle]),
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Returns the object that `--json` prints. */
export function reportJson(report: MutationReport): object {
  const { results, isAll, killedCount, killedByScenariosCount, rows, idleChecks } = report;
  return {
    schema: 'rollerloop/mutants/1',
    allScenarios: isAll,
    mutantCount: results.length,
    killedCount,
    killedByScenariosCount,
    mutants: results.map(({ firmware, mutant, outcome, kills, crashedIn, runCount, cpuMs }) => ({
      firmware,
      ...mutant,
      outcome,
      kills: kills.filter(isKill).map(({ cpuMs: _cpuMs, ...kill }) => kill),
      crashedIn,
      runCount,
      cpuMs,
    })),
    requirements: rows,
    idleChecks: idleChecks ?? null,
  };
}
