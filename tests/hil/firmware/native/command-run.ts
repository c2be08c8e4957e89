import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { packagePath } from '../../../../hil/base/package-root.ts';
import { nextTurn } from '../../../../hil/base/wall-clock.ts';

export interface EndedRun {
  readonly status: number | null;
  readonly text: string;
}

/** What a test may do while a run goes on. */
export interface RunningBench {
  /** Sends a signal to the bench. */
  signal(name: NodeJS.Signals): void;
  /** Sends a signal to the firmware. */
  signalFirmware(name: NodeJS.Signals): void;
}

/**
 * Runs a scenario with a native firmware by the command line, in a process of its own. `during` is called once a condition holds
 * while the firmware's process exists.
 */
export async function runWith(
  program: string,
  args: readonly string[],
  during: (running: RunningBench) => void = () => undefined,
  condition: () => boolean = () => true,
): Promise<EndedRun> {
  const call = [packagePath('hil/rollerloop.cjs'), 'run', ...args, '--firmware', `native:${program}`];
  const child = spawn(process.execPath, call, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const hear = (bytes: Buffer): void => {
    text += bytes.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while ((processesOf(program).length === 0 || !condition()) && child.exitCode === null) await nextTurn();
  during({
    signal: (name) => child.kill(name),
    signalFirmware: (name) => {
      for (const pid of processesOf(program)) process.kill(pid, name);
    },
  });
  return { status: await ended, text };
}

/** Numbers of the processes that run a program. */
export function processesOf(program: string): readonly number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && commandOf(pid) === program)
    .map(Number);
}

function commandOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')[0];
  } catch {
    return undefined;
  }
}
