import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { MutantRun, RunnerJob } from './run-report.ts';

/** Standard error that is kept of a runner that ended badly. */
const STDERR_CHARS_MAX = 2000;

export interface ProcessEnd {
  readonly runs: readonly MutantRun[];
  /** True if the process used up its processor time. */
  readonly isOutOfTime: boolean;
  /** End of the standard error of a process that ended badly without that. */
  readonly stderr: string | undefined;
}

export interface ProcessLimits {
  /** Processor time, in seconds. */
  readonly cpuSecondsMax: number;
  readonly signal: AbortSignal;
}

/** Runs scenarios in a process of their own, whose processor time has a bound. An abort of the signal ends it. */
export async function runInProcess(
  runner: string,
  job: RunnerJob,
  { cpuSecondsMax, signal }: ProcessLimits,
): Promise<ProcessEnd> {
  const bounded = ['-c', `ulimit -t ${Math.ceil(cpuSecondsMax)} && exec "$@"`, 'sh', process.execPath];
  const child = spawn('/bin/sh', [...bounded, runner, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const [out, errors, [status, killedBy]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, string | null]>,
  ]);
  const isOutOfTime = killedBy === 'SIGXCPU' || killedBy === 'SIGKILL';
  return { runs: runsIn(out), isOutOfTime, stderr: status === 0 || isOutOfTime ? undefined : endOf(errors) };
}

/** Reads the lines of a runner. A line that was cut by the end of its process is left out. */
function runsIn(out: string): readonly MutantRun[] {
  return out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as MutantRun);
}

function endOf(errors: string): string {
  return errors.trim().slice(-STDERR_CHARS_MAX);
}
