import { type ChildProcess, fork } from 'node:child_process';
import { packagePath } from '../../base/package-root.ts';
import { within } from '../../base/wall-clock.ts';

/** An interrupted run halts its motor before it ends. That takes at most 8.8 s. */
const END_MS_MAX = 30_000;

/**
 * Starts child processes that run scenarios. They load the program while the parent loads it, so this file imports
 * little.
 */
export class WorkerProcesses {
  readonly all: readonly ChildProcess[];

  constructor(count: number) {
    this.all = Array.from({ length: count }, started);
  }

  /** Closes the channels. Resolves when all processes have exited. A running scenario is interrupted. */
  async end(): Promise<void> {
    await Promise.all(this.all.map((child) => endWorker(child, END_MS_MAX)));
  }
}

type Worker = Pick<ChildProcess, 'pid' | 'exitCode' | 'signalCode' | 'connected' | 'disconnect' | 'kill'> & {
  once(event: 'exit', heard: () => void): unknown;
};

/** Ends one process. Kills it after `boundMs`, and then rejects with `HilError` TIMED_OUT (bench). */
export async function endWorker(child: Worker, boundMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.connected) child.disconnect();
  try {
    await within(ended, boundMs, `process ${child.pid} of \`--jobs\` to end`, 'bench');
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

function started(): ChildProcess {
  const child = fork(packagePath('hil/rollerloop.cjs'), ['worker'], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // If a process cannot start, the other processes do its work.
  child.on('error', () => undefined);
  return child;
}
