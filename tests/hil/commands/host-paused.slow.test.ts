import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sleepUntilUs, wallNowUs } from '../../../hil/base/wall-clock.ts';
import { CommandLine, type Ended } from './command-line.ts';

const POLL_US = 20_000;
/** Allows for a machine under load. */
const TURN_US_MAX = 120_000_000;
const SCENARIO = `scenario: full-rate
says: Two minutes at full rate.
pump: { product: synchromed-ii, mode: simple continuous, rate: 24 mL/day }
timeline:
  - { at: 2 min, interrogate: once, name: look }
expect:
  - { name: the rotor turned, at: end, value: true.rotorDeg, between: [395 deg, 405 deg] }
`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-paused-'));
  writeFileSync(join(folder, 'full-rate.yaml'), SCENARIO);
});
afterAll(() => rmSync(folder, { recursive: true }));

const turns = (trace: string): boolean => existsSync(trace) && readFileSync(trace, 'utf8').includes('"rig.segment"');

/** Waits until the motor turns, or the run ends. */
async function turned(run: CommandLine, trace: string): Promise<void> {
  const endUs = wallNowUs() + TURN_US_MAX;
  while (run.isAlive && !turns(trace)) {
    if (wallNowUs() > endUs) throw new Error(`waited ${TURN_US_MAX / 1_000_000} s for the first segment in ${trace}`);
    await sleepUntilUs(wallNowUs() + POLL_US);
  }
}

/** Runs at a served rig, and stops the host's process for some seconds while the motor turns. */
async function pausedRun(seconds: number): Promise<Ended> {
  const link = join(folder, `rig${seconds}`);
  const serve = new CommandLine('rig', 'serve', '--link', link);
  try {
    await serve.says(/is a rig/);
    return await pausedRunOn(link, seconds);
  } finally {
    serve.interrupt();
    await serve.ended();
  }
}

async function pausedRunOn(link: string, seconds: number): Promise<Ended> {
  const trace = join(folder, `trace${basename(link)}.ndjson`);
  const run = new CommandLine('run', join(folder, 'full-rate.yaml'), '--rig', link, '--speed', '20', '--trace', trace);
  await turned(run, trace);
  run.process.kill('SIGSTOP');
  await sleepUntilUs(wallNowUs() + seconds * 1_000_000);
  run.process.kill('SIGCONT');
  return run.ended();
}

describe.concurrent('a host paused during a run', () => {
  test('goes on after less than the lapse of the board', async () => {
    const { status, stdout } = await pausedRun(3);
    expect([status, stdout]).toEqual([0, expect.stringContaining('PASS  full-rate')]);
  });

  test('a virtual rig goes on after a pause of any length: its board pauses as well', async () => {
    const { status, stdout } = await pausedRunOn('virtual', 7);
    expect([status, stdout]).toEqual([0, expect.stringContaining('PASS  full-rate')]);
  });

  test('is named as the reason after a longer pause, and the rig is not blamed', async () => {
    const { status, stderr } = await pausedRun(7);
    expect(stderr).toMatch(/This program paused for \d+\.\d s, so the rig stopped by itself/);
    expect(stderr).toContain('(HOST_PAUSED)');
    expect(status).toBe(5);
  });
});
