import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../../hil/base/package-root.ts';
import { said } from './commands/said.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = ['run', 'roller-study', '--rig', 'model'];
const seeds = 'Allowed: a whole number from 0 to 4294967295.';
const speeds = 'Allowed: auto, or a number from 0.001 to 1000000.';

describe('an invalid command line is refused with status 2 and one clear message:', () => {
  test.each([
    { args: ['run', 'roller-studi'], says: 'Did you mean "roller-study"?' },
    { args: ['run', 'roller-study', '--rig', 'lopback'], says: 'Did you mean "loopback"?' },
    { args: [...run, '--pump', 'synchromed-i'], says: 'Did you mean "synchromed-ii"?' },
    { args: [...run, '--sed', '1'], says: "unknown option '--sed'" },
    { args: ['rnu'], says: "unknown command 'rnu'" },
    { args: ['help', 'rnu'], says: "unknown command 'rnu'" },
    { args: ['run'], says: "missing required argument 'scenario'" },
    { args: [...run, '--rig'], says: "option '--rig <rig>' argument missing" },
    { args: ['rig', 'serve'], says: "required option '--link <path>'" },
    { args: ['rig', 'serve', '--link', './x', '--unit', '65536'], says: 'Allowed: a whole number from 0 to 65535.' },
    { args: [...run, '--seed', '-1'], says: seeds },
    { args: [...run, '--seed', 'x'], says: seeds },
    { args: [...run, '--seed', '1.5'], says: seeds },
    { args: [...run, '--seed', '4294967296'], says: seeds },
    { args: [...run, '--speed', '0'], says: speeds },
    { args: [...run, '--speed', '-1'], says: speeds },
    { args: [...run, '--speed', 'abc'], says: speeds },
    { args: [...run, '--speed', ''], says: speeds },
    { args: [...run, '--speed', '1e9'], says: speeds },
    { args: [...run, '--faults', 'flp=0.1'], says: 'Did you mean "flip"?' },
    { args: [...run, '--faults', 'flip=0.7,drop=0.7'], says: 'add up to "1.4"' },
    { args: [...run, '--faults', 'flip'], says: 'allowed: `KIND=RATE`' },
    { args: [...run, '--faults', 'flip=0.1'], says: '`--faults` needs a line' },
    { args: [...run, '--trace', '/dev/none/t.ndjson'], says: 'cannot be written (ENO' },
    { args: [...run, '--trace', tmpdir()], says: 'cannot be written (it is a directory' },
    {
      args: ['run', 'roller-study', 'roller-study', '--trace', 't'],
      says: '`--trace` with 2 scenarios; allowed: one scenario',
    },
    { args: [...run, '--junit', '/dev/none/j.xml'], says: '`--junit` "/dev/none/j.xml" cannot be written (ENO' },
    { args: [...run, '--junit', tmpdir()], says: 'cannot be written (it is a directory' },
    { args: ['run', './nowhere.yaml'], says: '"./nowhere.yaml" cannot be read (ENOENT).' },
    { args: ['run', tmpdir()], says: '"/tmp" is a directory; allowed: a regular file' },
    { args: ['run', 'mri-by-hand', '--rig', 'model'], says: 'the sensor of the rig "model", which has none' },
    { args: ['run', 'mri-by-hand', '--hand', 'onec'], says: 'Did you mean "once"?' },
    { args: ['run', 'mri-by-hand', '--field-scale', '0'], says: 'Allowed: a number from 0.001 to 1000000.' },
    {
      args: ['run', 'mri-by-hand', '--rig', 'loopback', '--field-scale', '3'],
      says: 'threshold at 2 mT at the sensor',
    },
    { args: ['run', 'mri-by-hand', '--speed', '20'], says: 'allowed: at most 10' },
    { args: ['rig', 'monitor'], says: "missing required argument 'rig'" },
    { args: ['rig', 'monitor', 'virtul'], says: 'Did you mean "virtual"?' },
    { args: ['rig', 'monitor', 'tcp://host:7000'], says: 'The rig "tcp://host:7000" is a network address' },
    { args: ['rig', 'monitor', 'model'], says: 'nothing can be shown' },
    { args: ['rig', 'monitor', 'loopback', '--seconds', '-1'], says: 'Allowed: a number from 0.001' },
    { args: ['rig', 'monitor', 'loopback', '--pump', 'synchromed-i'], says: 'Did you mean "synchromed-ii"?' },
    { args: ['pump', 'show', 'synchromed-2'], says: 'Did you mean "synchromed-ii"?' },
    { args: ['lint'], says: "missing required argument 'scenario'" },
    { args: ['list', 'more'], says: 'too many arguments' },
  ])('$args', async ({ args, says }) => {
    const { status, stdout, stderr } = await said(...args);
    expect(stderr).toContain(says);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(3);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});

test.each(['0', '4294967295'])('the seed %s is accepted', async (seed) => {
  const { status, stdout } = await said(...run, '--json', '--seed', seed);
  expect(JSON.parse(stdout)).toMatchObject({ seed: Number(seed), verdict: 'pass' });
  expect(status).toBe(0);
});

test('--json prints an object for one scenario, an array for several; worst is status', async () => {
  const one = await said(...run, '--json');
  expect(JSON.parse(one.stdout)).toMatchObject({ scenario: 'roller-study', verdict: 'pass', rig: 'model' });
  expect([one.status, one.stderr, one.stdout.trim().includes('\n')]).toEqual([0, '', false]);
  const two = await said('run', 'roller-study', 'roller-study-in-field', '--rig', 'loopback', '--json');
  expect((JSON.parse(two.stdout) as { verdict: string }[]).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('a rig failure is data with --json, without a result in words', async () => {
  const json = await said('run', 'roller-study', '--rig', '/dev/none', '--json', '--seed', '3');
  expect(JSON.parse(json.stdout)).toMatchObject({
    verdict: 'not decided',
    seed: 3,
    failure: { whose: 'link', code: 'PORT_MISSING' },
  });
  const words = await said('run', 'roller-study', '--rig', '/dev/none');
  expect([json.status, words.status, words.stdout]).toEqual([3, 3, '']);
  expect(words.stderr).toContain('whose failure: the link (PORT_MISSING)');
});

test('a result in words goes to stdout without colours, with the disclaimer', async () => {
  const { status, stdout, stderr } = await said('run', 'roller-study-in-field', '--rig', 'loopback');
  expect(stdout).toMatch(/^PASS {2}roller-study-in-field/);
  expect(stdout).toContain('not a medical device');
  expect(stdout).not.toContain('\x1b[');
  expect([status, stderr]).toEqual([0, '']);
});

test.each(['--version', '-V'])('%s prints the version of the package and nothing else', async (flag) => {
  const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { readonly version: string };
  expect(await said(flag)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('help names a default only if it tells the reader something', async () => {
  const helps = await Promise.all(
    ['run', 'requirements'].map(async (command) => (await said(command, '--help')).stdout),
  );
  expect(helps.join('').replace(/\s+/g, ' ')).toContain('(default: "virtual")');
  expect(helps.join('').replace(/\s+/g, ' ')).not.toMatch(/default: (false|\[|\{)/);
});

test('help and list end with status 0', async () => {
  expect((await said('--help')).status).toBe(0);
  expect((await said('list')).status).toBe(0);
});

test('a trace is written to its path, and no file where nothing was run', async () => {
  const [good, none] = [join(folder, 'good'), join(folder, 'none')];
  expect((await said(...run, '--trace', good)).status).toBe(0);
  expect((await said('run', 'roller-study', '--rig', '/dev/none', '--trace', none)).status).toBe(3);
  expect([existsSync(good), existsSync(none)]).toEqual([true, false]);
});

test.skipIf(process.platform === 'win32')('a working folder that was removed is no bug of this program', async () => {
  const [before, gone] = [process.cwd(), mkdtempSync(join(folder, 'gone-'))];
  process.chdir(gone);
  rmSync(gone, { recursive: true });
  try {
    const { status, stderr } = await said(...run, '--out', 'results');
    expect([status, stderr]).toEqual([
      2,
      'error: The working folder does not exist any more; allowed: an existing one. Change to it.\n',
    ]);
  } finally {
    process.chdir(before);
  }
});
