import { type ChildProcess, fork } from 'node:child_process';
import { packagePath } from '../../base/package-root.ts';

/**
 * Starts processes that run scenarios for this one. They load the program while this one does, so this file loads nothing
 * else of it.
 */
export class WorkerProcesses {
  readonly all: readonly ChildProcess[];

  constructor(count: number) {
    this.all = Array.from({ length: count }, started);
  }

  /** Closes the channels and resolves when all processes have ended. A run that is under way is broken off. */
  async end(): Promise<void> {
    await Promise.all(
      this.all.map(async (child) => {
        if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        if (child.connected) child.disconnect();
        await ended;
      }),
    );
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
