import { HilError } from '../../base/hil-error.ts';
import { checkRig } from '../../check/rig-check.ts';
import { defaultHand } from '../../rigs/hand-profile.ts';
import { scenariosNamed } from '../../scenario/library.ts';
import type { RunResult } from '../../scenario/run-result.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { rigOfCheck } from './rig-suite.ts';
import { type FailedCheck, isKill, type MutantRun, type RunnerJob } from './run-report.ts';

/* Program of a child process: runs scenarios with the pump that is bundled with it, and prints a line of JSON for each. */

async function main(job: RunnerJob): Promise<void> {
  for (const { name, run } of job.scenarios.flatMap((one) => stepsOf(one, job))) {
    const ended = await mutantRun(name, run);
    process.stdout.write(`${JSON.stringify(ended)}\n`);
    if (job.stopsAtKill && isKill(ended)) return;
  }
}

/** One run of the job. */
interface Step {
  readonly name: string;
  readonly run: () => Promise<RunEnd>;
}

/** Returns the runs of an entry: the scenarios of a name, or the check of a rig. */
function stepsOf(entry: string, { rig, firmware }: RunnerJob): readonly Step[] {
  const checked = rigOfCheck(entry);
  if (checked !== undefined) return [{ name: entry, run: () => checkEnd(checked) }];
  const choice = { rig, ...(firmware === undefined ? {} : { firmware }) };
  return scenariosNamed(entry).map((scenario) => ({ name: scenario.name, run: () => scenarioEnd(scenario, choice) }));
}

async function mutantRun(name: string, run: () => Promise<RunEnd>): Promise<MutantRun> {
  const began = process.cpuUsage();
  const ended = await endOf(run);
  const { user, system } = process.cpuUsage(began);
  return { scenario: name, ...ended, cpuMs: Math.round((user + system) / 1000) };
}

type RunEnd = Omit<MutantRun, 'scenario' | 'cpuMs'>;

async function scenarioEnd(scenario: Scenario, choice: Pick<RunnerJob, 'rig' | 'firmware'>): Promise<RunEnd> {
  const hand = scenario.fieldFrom === undefined ? {} : { hand: defaultHand };
  const result = await runScenario(scenario, { ...choice, ...hand });
  return { outcome: result.verdict, failedChecks: failedChecksOf(result) };
}

async function checkEnd(rig: string): Promise<RunEnd> {
  const { verdict, rows } = await checkRig(rig, { turns: 1 });
  const failed = rows.filter((row) => row.verdict === 'fail');
  return { outcome: verdict, failedChecks: failed.map(({ name }) => ({ name, kind: 'check', requires: [] })) };
}

async function endOf(run: () => Promise<RunEnd>): Promise<RunEnd> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof HilError) {
      const { code, fault, message } = error;
      return { outcome: fault === 'usage' ? 'refused' : 'failed', failedChecks: [], failure: { code, fault, message } };
    }
    const message = error instanceof Error ? error.message : String(error);
    return { outcome: 'crashed', failedChecks: [], failure: { code: 'BUG', fault: 'bug', message } };
  }
}

function failedChecksOf({ measurements, invariants }: RunResult): readonly FailedCheck[] {
  const failed = (list: RunResult['measurements'], kind: FailedCheck['kind']): readonly FailedCheck[] =>
    list.filter(({ verdict }) => verdict === 'fail').map(({ name, requires }) => ({ name, kind, requires }));
  return [...failed(measurements, 'check'), ...failed(invariants, 'invariant')];
}

await main(JSON.parse(process.argv[2] ?? '{}') as RunnerJob);
