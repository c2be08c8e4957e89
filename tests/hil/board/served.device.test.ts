import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Bench } from '../../../hil/bench.ts';
import { Conversation } from '../../../hil/check/conversation.ts';
import { packagePath } from '../../../hil/package-root.ts';
import { openBoardLine } from '../../../hil/rigs/open-rig.ts';
import { nextTurn, wallNowUs } from '../../../hil/wall-clock.ts';

const START_US_MAX = 15_000_000;
const folder = mkdtempSync(join(tmpdir(), 'rollerloop-served-'));
const link = join(folder, 'rig');
const served: ChildProcess[] = [];

afterEach(async () => {
  for (const process of served.splice(0)) {
    process.kill('SIGINT');
    await new Promise((resolve) => process.once('exit', resolve));
  }
  rmSync(folder, { recursive: true, force: true });
});

async function serve(): Promise<ChildProcess> {
  const args = [
    packagePath('hil/rollerloop.js'),
    'rig',
    'serve',
    '--engine',
    'emulated',
    '--unit',
    '9',
    '--link',
    link,
  ];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  served.push(child);
  const endUs = wallNowUs() + START_US_MAX;
  while (!existsSync(link)) {
    if (wallNowUs() > endUs) throw new Error('the rig was never served');
    await nextTurn();
  }
  return child;
}

test('the sketch behind a port is a rig at wall speed: banner, session, motion, and a second host that takes over', async () => {
  await serve();
  const bench = await Bench.open({ rig: link });
  try {
    expect(bench.rig.identity).toMatchObject({ unitNumber: 9, time: 'wall' });
    expect(bench.rig.identity.made).toContain('atmega328p');
    const startUs = wallNowUs();
    await bench.turn({ angleDeg: 60 });
    expect(wallNowUs() - startUs).toBeGreaterThan(300_000); // 340 steps at 500 a second
    expect((await bench.shaft()).angleDeg).toBe(60);
  } finally {
    await bench.close();
  }
  const second = new Conversation(await openBoardLine(link, { seed: 2 }));
  try {
    expect((await second.open()).hello.unitNumber).toBe(9);
    expect((await second.report()).counterSteps).toBeGreaterThan(300);
  } finally {
    await second.close();
  }
});
