import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { sleepUntilUs, wallNowUs, within } from '../../../hil/base/wall-clock.ts';
import { bound, endAll } from './bound-child.ts';
import { BIN, CommandLine } from './command-line.ts';

const WAIT_MS_MAX = 60_000;
const POLL_US = 20_000;
const PARENT = fileURLToPath(new URL('./parent-of-a-rig.ts', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-bound-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Signal 0 tests whether a process exists. */
const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function gone(pid: number): Promise<void> {
  const endUs = wallNowUs() + WAIT_MS_MAX * 1000;
  while (runs(pid)) {
    if (wallNowUs() > endUs) {
      process.kill(pid, 'SIGKILL');
      throw new Error(`process ${pid} did not end`);
    }
    await sleepUntilUs(wallNowUs() + POLL_US);
  }
}

test('a served rig ends when the test process that started it is killed', async () => {
  const args = ['--import', 'tsx', PARENT, BIN, join(folder, 'orphan')];
  const parent = bound(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
  const [said] = (await within(once(parent.stdout, 'data'), WAIT_MS_MAX, 'the parent to name its child')) as [Buffer];
  const pid = Number(said.toString());
  expect(runs(pid)).toBe(true);
  parent.kill('SIGKILL');
  await gone(pid);
});

test("a process left running by a test, even stopped, ends after its file's last test", async () => {
  const serve = new CommandLine('rig', 'serve', '--link', join(folder, 'left'));
  await serve.says(/is a rig/);
  serve.process.kill('SIGSTOP');
  await endAll();
  expect(await serve.ended()).toMatchObject({ status: 'SIGKILL' });
});
