import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { sleepUntilUs, wallNowUs } from '../base/wall-clock.ts';

/**
 * Each user has a folder, because a user cannot write into the folder of another. Between users the lock of the port
 * itself decides.
 */
export const TURNS_FOLDER = join(tmpdir(), `rollerloop-ports-${process.getuid?.() ?? 0}`);
const LOOK_US = 50_000;
const WAIT_US_MAX = 600_000_000;

/** One test's turn at a port. Tests on the same port take turns, in all processes of this user. */
export interface PortTurn {
  end(): void;
}

/**
 * Waits for the turn at a port. A file with the process number marks the turn; a file of an ended process is ignored.
 * Rejects with `HilError` PORT_BUSY (link) if the wait exceeds its bound.
 */
export async function portTurn(port: string, waitUsMax = WAIT_US_MAX): Promise<PortTurn> {
  mkdirSync(TURNS_FOLDER, { recursive: true });
  const file = join(TURNS_FOLDER, deviceOf(port).replace(/[^\w.-]+/g, '_'));
  const untilUs = wallNowUs() + waitUsMax;
  for (;;) {
    const holder = takenBy(file);
    if (holder === undefined) return { end: () => rmSync(file, { force: true }) };
    if (wallNowUs() >= untilUs) {
      const waited = `Waited ${waitUsMax / 1_000_000} s for the port "${port}"; a test of process ${holder} uses it.`;
      throw new HilError('PORT_BUSY', 'link', waited, { hint: `If no test runs, remove ${file}.` });
    }
    await sleepUntilUs(wallNowUs() + LOOK_US);
  }
}

function deviceOf(port: string): string {
  try {
    return realpathSync(port);
  } catch {
    return port;
  }
}

/** Takes the turn. If another process has it, returns the number of that process. */
function takenBy(file: string): string | undefined {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = textOf(file);
  if (holder !== undefined && holder !== '' && !isRunning(Number(holder))) rmSync(file, { force: true });
  return holder ?? 'unknown';
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The other process ended its turn between the two reads.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
