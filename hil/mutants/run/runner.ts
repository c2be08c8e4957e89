import { HilError } from '../../base/hil-error.ts';
import { scenariosNamed } from '../../scenario/library.ts';
import type { RunResult } from '../../scenario/run-result.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type FailedCheck, isKill, type MutantRun, type RunnerJob } from './run-report.ts';

/* Program of a child process: runs scenarios with the pump that is bundled with it, and prints a line of JSON for each. */

async function main(job: RunnerJob): Promise<void> {
  for (const scenario of job.scenarios.flatMap((name) => scenariosNamed(name))) {
    const run = await mutantRun(scenario, job);
    process.stdout.write(`${JSON.stringify(run)}\n`);
    if (job.stopsAtKill && isKill(run)) return;
  }
}

async function mutantRun(scenario: Scenario, { rig, firmware }: RunnerJob): Promise<MutantRun> {
  const began = process.cpuUsage();
  const ended = await endOf(scenario, { rig, ...(firmware === undefined ? {} : { firmware }) });
  const { user, system } = process.cpuUsage(began);
  return { scenario: scenario.name, ...ended, cpuMs: Math.round((user + system) / 1000) };
}

type RunEnd = Omit<MutantRun, 'scenario' | 'cpuMs'>;

async function endOf(scenario: Scenario, choice: Pick<RunnerJob, 'rig' | 'firmware'>): Promise<RunEnd> {
  try {
    const result = await runScenario(scenario, choice);
    return { outcome: result.verdict, failedChecks: failedChecksOf(result) };
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
