import { type ChildProcess, fork } from 'node:child_process';
import { packagePath } from '../../base/package-root.ts';
import { within } from '../../base/wall-clock.ts';

/** A run that is broken off halts its motor first, which takes 8.8 s at most. */
const END_MS_MAX = 30_000;

/**
 * Starts processes that run scenarios for this one. They load the program at the same time as this one, so this file
 * imports little of it.
 */
export class WorkerProcesses {
  readonly all: readonly ChildProcess[];

  constructor(count: number) {
    this.all = Array.from({ length: count }, started);
  }

  /** Closes the channels and resolves when all processes have ended. A run that is under way is broken off. */
  async end(): Promise<void> {
    await Promise.all(this.all.map((child) => endWorker(child, END_MS_MAX)));
  }
}

type Worker = Pick<ChildProcess, 'pid' | 'exitCode' | 'signalCode' | 'connected' | 'disconnect' | 'kill'> & {
  once(event: 'exit', heard: () => void): unknown;
};

/** Ends one process. Kills it after a bound, and then rejects with `HilError` TIMED_OUT (bench). */
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
  const child = fork(packagePath('hil/rollerloop.js'), ['worker'], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // The other processes do the work of one that cannot start.
  child.on('error', () => undefined);
  return child;
}
