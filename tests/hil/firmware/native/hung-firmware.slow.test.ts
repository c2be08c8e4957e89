import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packagePath } from '../../../../hil/base/package-root.ts';
import { nextTurn } from '../../../../hil/base/wall-clock.ts';
import { describeWith } from '../../../needed-tool.ts';
import { CompiledFirmwares } from './compiled.ts';

const compiled = new CompiledFirmwares();
const folder = mkdtempSync(join(tmpdir(), 'rollerloop-hung-'));
afterAll(() => {
  compiled.remove();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly status: number | null;
  readonly text: string;
}

/** Runs a scenario in a process of its own. `firmwareRuns` is called once the firmware's process exists. */
async function runWith(
  program: string,
  args: readonly string[],
  firmwareRuns: (send: () => void) => void,
): Promise<Ended> {
  const call = [
    packagePath('hil/rollerloop.js'),
    'run',
    'mri-30-min',
    '--rig',
    'model',
    '--firmware',
    `native:${program}`,
  ];
  const child = spawn(process.execPath, [...call, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  const hear = (bytes: Buffer): void => {
    text += bytes.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (processesOf(program).length === 0 && child.exitCode === null) await nextTurn();
  firmwareRuns(() => child.kill('SIGINT'));
  const status = await ended;
  return { status, text };
}

/** Numbers of the processes that run a program. */
function processesOf(program: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')[0] === program;
    } catch {
      return false;
    }
  });
}

describeWith('cc', 'a native firmware in an endless loop', () => {
  const program = (): string =>
    compiled.program(
      '#include "pump_hal.h"\nint main(void) { volatile uint64_t n = hal_now_us(); for (;;) n = n + 1u; }',
    );

  test('is killed after 10 s, and named as the cause', async () => {
    const hung = program();
    const { status, text } = await runWith(hung, [], () => {});
    expect(text).toMatch(/firmware .*10 s/s);
    expect(status).toBe(1);
    expect(processesOf(hung)).toEqual([]);
  });

  test('leaves no process when the user interrupts the run', async () => {
    const hung = program();
    const { status } = await runWith(hung, [], (interrupt) => interrupt());
    expect([1, 130]).toContain(status);
    expect(processesOf(hung)).toEqual([]);
  });
});
