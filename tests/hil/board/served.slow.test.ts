import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { wallNowUs, within } from '../../../hil/base/wall-clock.ts';
import { Bench } from '../../../hil/bench.ts';
import { Conversation } from '../../../hil/check/conversation.ts';
import { openBoardLine } from '../../../hil/rigs/opening/open-rig.ts';
import { CommandLine } from '../commands/command-line.ts';

/** Allows for a machine under load. */
const STEP_MS_MAX = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-served-'));
const link = join(folder, 'rig');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The session: banner, HELLO, motion, and the second host.
test('the sketch behind a port is a rig at wall speed, and a second host takes it over', async () => {
  const serve = new CommandLine('rig', 'serve', '--engine', 'emulated', '--unit', '9', '--link', link);
  await serve.says(/is a rig/);
  const bench = await within(Bench.open({ rig: link }), STEP_MS_MAX, 'the bench to open the rig');
  try {
    expect(bench.rig.identity).toMatchObject({ unitNumber: 9, time: 'wall' });
    expect(bench.rig.identity.made).toContain('atmega328p');
    const startUs = wallNowUs();
    await within(bench.turn({ angleDeg: 60 }), STEP_MS_MAX, 'the rig to turn');
    expect(wallNowUs() - startUs).toBeGreaterThan(300_000); // 340 steps at 500 a second
    expect((await bench.shaft()).angleDeg).toBe(60);
  } finally {
    await within(bench.close(), STEP_MS_MAX, 'the bench to close the rig');
  }
  const second = new Conversation(await openBoardLine(link, { seed: 2 }));
  try {
    const { hello } = await within(second.open(), STEP_MS_MAX, 'the second host to open the rig');
    expect(hello.unitNumber).toBe(9);
    const report = await within(second.report(), STEP_MS_MAX, 'the rig to report to the second host');
    expect(report.counterSteps).toBeGreaterThan(300);
  } finally {
    await second.close();
  }
  serve.interrupt();
  expect(await serve.ended()).toMatchObject({ status: 0, stderr: '' });
});
