import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { longSuite, longTest } from '../../run-count.ts';
import { CommandLine, rollerloop } from './command-line.ts';
import { inOneAndThreeJobs, OUTPUT_FORMS } from './jobs-call.ts';
import { sameName } from './listed-files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-jobs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Short scenarios of several products, some with sweeps. */
const SHORT = ['mri-30-min', 'el-rotor-test', 'prometra-scan-emptied', 'roller-study', 'siromedes-in-a-scanner'];

describe('--jobs', () => {
  longSuite(() => {
    test.each(OUTPUT_FORMS)('gives the same bytes as one job: %s', async (form) => {
      const [one, three] = await inOneAndThreeJobs(folder, SHORT, form);
      expect(three).toEqual(one);
      expect(one.status).toBe(1);
    });
  });

  longTest('writes the same files as one job, but for times', async () => {
    const outs = ['1', '2'].map((jobs) => join(folder, `out-${jobs}`));
    for (const [index, out] of outs.entries())
      await rollerloop(
        'run',
        'mri-30-min',
        'flex-day',
        'roller-study',
        '--rig',
        'virtual',
        '--out',
        out,
        '--jobs',
        `${index + 1}`,
      );
    const [one = [], two = []] = outs.map((out) => readdirSync(out).sort());
    expect(two).toEqual(one);
    const timeless = (out: string, name: string): string =>
      readFileSync(join(out, name), 'utf8').replace(/^# (startedAt|command): .*$/gm, '');
    for (const name of one.filter((file) => file.endsWith('.csv')))
      expect(timeless(outs[1] as string, name)).toBe(timeless(outs[0] as string, name));
  });

  test('stops early like one job: a fail-fast, and a line that is too bad', async () => {
    const wrong = written('early.yaml', sameName('0.6 mL/day'));
    for (const more of [['--fail-fast'], ['--faults', 'drop=0.9']]) {
      const call = ['run', wrong, 'flex-day', 'mri-30-min', 'roller-study', '--rig', 'loopback', ...more];
      const [one, two] = [await rollerloop(...call), await rollerloop(...call, '--jobs', '2')];
      expect(two).toEqual(one);
      expect(one.stdout).toContain('SKIPPED');
    }
  });

  longTest('leaves no files of a run that a sequential call would have skipped', async () => {
    const out = join(folder, 'discarded');
    const wrong = written('discarded.yaml', sameName('0.6 mL/day'));
    await rollerloop(
      'run',
      wrong,
      'flex-day',
      'mri-30-min',
      '--rig',
      'model',
      '--fail-fast',
      '--jobs',
      '3',
      '--out',
      out,
    );
    expect(readdirSync(out).filter((name) => name.startsWith('flex') || name.startsWith('mri'))).toEqual([]);
    expect(existsSync(join(out, 'same.csv'))).toBe(true);
  });

  test('ends on Ctrl-C with status 130 and the reports', async () => {
    const out = join(folder, 'interrupted');
    // The runs of one scenario start in the order of the list, so the first result is printed soon.
    const call = new CommandLine(
      'run',
      'roller-study',
      '--rig',
      'virtual',
      '--jobs',
      '2',
      '--out',
      out,
      '--repeat',
      '50',
    );
    await call.says(/^PASS {2}/m);
    call.interrupt();
    const { status } = await call.ended();
    expect(status).toBe(130);
    expect(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))).toMatchObject({ exitStatus: 130 });
  });

  test('worker is not a command for users', async () => {
    const { status, stderr } = await rollerloop('worker');
    expect(stderr).toBe('error: `rollerloop worker` runs only as a part of `run --jobs`.\n');
    expect(status).toBe(2);
  });
});
