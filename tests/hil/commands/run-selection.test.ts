import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarioNames } from '../../../hil/scenario/library.ts';
import { scenarioText } from '../scenario/language/scenario-text.ts';
import { type Said, said } from './said.ts';
import { wrongScenario } from './wrong-scenario.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-selection-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const model = (...args: readonly string[]): Promise<Said> => said('run', ...args, '--rig', 'model');
const labelsIn = (stdout: string): readonly string[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { label?: string }).label ?? 'totals');

function tagged(name: string, tags: string): string {
  const path = join(folder, `${name}.yaml`);
  const text = scenarioText({ timeline: ['{ at: 1 min, interrogate: once }'] });
  writeFileSync(path, text.replace(/^scenario: .*$/m, `scenario: ${name}\ntags: [${tags}]`));
  return path;
}

describe('the scenarios of a call', () => {
  test('have one of the tags', async () => {
    const files = [tagged('a', 'mri'), tagged('b', 'refill, slow'), tagged('c', 'slow')];
    const { stdout, status } = await model(...files, '--json-lines', '--tag', 'mri', '--tag', 'refill');
    expect([labelsIn(stdout), status]).toEqual([['a', 'b', 'totals'], 0]);
  });

  test('match a pattern by name or sentence, whatever the case', async () => {
    const { stdout } = await model(
      'flex-day',
      'mri-30-min',
      'roller-study',
      '--json-lines',
      '--grep',
      '30-MINUTE SCAN|^flex',
    );
    expect(labelsIn(stdout)).toEqual(['flex-day', 'mri-30-min', 'totals']);
  });

  test('are dealt to the parts of a build, each once', async () => {
    const names = ['flex-day', 'mri-30-min', 'roller-study', 'alarm-silenced'];
    const parts: (readonly string[])[] = [];
    for (const shard of ['1/3', '2/3', '3/3'])
      parts.push(labelsIn((await model(...names, '--json-lines', '--shard', shard)).stdout).slice(0, -1));
    expect(parts).toEqual([['flex-day', 'alarm-silenced'], ['mri-30-min'], ['roller-study']]);
    const empty = await model('flex-day', '--shard', '2/2');
    expect([empty.status, empty.stdout]).toEqual([4, '0 scenarios: 0 passed; checks: 0 passed\n']);
    expect(empty.stderr).toBe(
      'warning: `--shard` "2/2" holds none of the scenarios: the list is shorter than 2; nothing was run\n',
    );
  });

  test('are numbered by --repeat, and give equal fingerprints', async () => {
    const { stdout } = await model('roller-study', '--json', '--repeat', '2');
    const objects = JSON.parse(stdout) as { label: string; fingerprint: string }[];
    expect(objects.map(({ label }) => label)).toEqual(['roller-study #1', 'roller-study #2']);
    expect(objects[0]?.fingerprint).toBe(objects[1]?.fingerprint);
    const { stdout: text } = await model('roller-study', '--quiet', '--repeat', '2');
    expect(text).toContain('repeated: 1 scenario: same verdicts and fingerprints in all runs\n');
  });

  test('end after the first that does not pass, by --fail-fast', async () => {
    const { stdout, status } = await model('roller-study', wrongScenario(folder, 'bad'), 'flex-day', '--fail-fast');
    expect(stdout).toContain('SKIPPED  flex-day: bad did not pass (`--fail-fast`)');
    expect(stdout).toContain('3 scenarios: 1 passed, 1 failed, 1 skipped; checks: 8 passed, 1 failed');
    expect(status).toBe(1);
  });

  test('end at the time limit, with status 4', async () => {
    const { stdout, status } = await model('all', '--quiet', '--time-limit', '0.001s');
    expect(stdout).toMatch(/^\d+ scenarios: .*skipped/m);
    expect(status).toBe(4);
    expect(stdout.match(/^SKIPPED .*/gm)).toEqual([expect.stringContaining('The time limit of 0.001 s')]);
    const alone = await said('run', 'mri-30-min', '--rig', 'model', '--speed', '60', '--time-limit', '0.001s');
    expect([alone.status, alone.stdout]).toEqual([
      4,
      'SKIPPED  mri-30-min: The time limit of 0.001 s (`--time-limit`) was reached. It ended this run.\n',
    ]);
    const { stdout: text } = await model('roller-study', 'flex-day', '--repeat', '40', '--time-limit', '0.001s');
    expect(text).toContain('The time limit of 0.001 s (`--time-limit`) was reached. It ended this run.');
  });
});

describe('the report of a call', () => {
  test('of several scenarios names assumptions once, then the totals', async () => {
    const { stdout } = await model('mri-30-min', 'roller-study');
    expect(stdout.match(/rests on \d+ assumptions/g)).toHaveLength(1);
    expect(stdout.match(/boreMm = /g)).toHaveLength(1);
    expect(stdout).toContain('\n2 scenarios: 2 passed; checks: 15 passed\n');
    expect((await model('mri-30-min')).stdout).not.toContain('scenarios:');
  });

  test('by --quiet shows only scenarios that did not pass', async () => {
    const { stdout } = await model('roller-study', wrongScenario(folder, 'worse'), '--quiet');
    expect(stdout).toMatch(/^FAIL {2}worse/);
    expect(stdout).not.toContain('roller-study');
    expect(stdout).toContain('2 scenarios: 1 passed, 1 failed; checks: 8 passed, 1 failed');
    const alone = await model('roller-study', '--quiet');
    expect(alone.stdout).toMatch(/^1 scenario: 1 passed; checks: \d+ passed\nProduced by a simulator/);
    const passed = await model('roller-study', 'flex-day', '--quiet');
    expect(passed.stdout).toMatch(/^2 scenarios: 2 passed; checks: \d+ passed\nProduced by a simulator/);
  });

  test('by --json-lines ends with the totals', async () => {
    const { stdout } = await model('roller-study', '--json-lines');
    const [, last = ''] = stdout.trimEnd().split('\n');
    expect(JSON.parse(last)).toMatchObject({
      schema: 'rollerloop/totals/1',
      totals: { scenarios: { pass: 1 }, checks: { pass: 8 } },
    });
  });
});

describe('a call is refused before anything runs, with status 2', () => {
  const known = scenarioNames();
  test.each<readonly [readonly string[], string]>([
    [
      ['--json', '--json-lines'],
      '`--json` with `--json-lines`; allowed: one of `--quiet`, `--json`, `--json-lines`. Nothing was run.',
    ],
    [
      ['--quiet', '--json'],
      '`--quiet` with `--json`; allowed: one of `--quiet`, `--json`, `--json-lines`. Nothing was run.',
    ],
    [
      ['--quiet', '--json-lines'],
      '`--quiet` with `--json-lines`; allowed: one of `--quiet`, `--json`, `--json-lines`. Nothing was run.',
    ],
    [
      ['--trace', 'a', '--out', 'b'],
      '`--trace` with `--out`; allowed: one of them, since `--out` writes a trace of each scenario. Nothing was run.',
    ],
    [
      ['--signals', 'pump.log'],
      '`--signals` without `--out`; allowed: `--signals` with `--out`, which writes the CSV files. Nothing was run.',
    ],
    [
      ['--shrunk', '10%'],
      '`--shrunk` without `--against`; allowed: `--shrunk` with `--against`, which compares margins. Nothing was run.',
    ],
    [
      ['--jobs', '2', '--rig', '/dev/none'],
      '`--jobs 2` on the port "/dev/none"; allowed: `--jobs 1`, since a board serves one run at a time. Nothing was run.',
    ],
    [
      ['--jobs', '2', '--vcd', 'w', '--rig', 'emulated'],
      '`--jobs 2` with `--vcd`; allowed: `--jobs 1`, since a wave file holds one run. Nothing was run.',
    ],
    [['--grep', '('], '`--grep` "(" is not a regular expression: /(/iu: Unterminated group.'],
    [
      ['--grep', '(\u001b[31m'],
      '`--grep` "(<U+001B>[31m" is not a regular expression: /(<U+001B>[31m/iu: Unterminated character class.',
    ],
    [['--grep', 'no such'], '`--grep` "no such" selects none of 1 scenario; nothing was run.'],
    [
      ['--against', './none'],
      '"none/results.json" cannot be read (ENOENT); allowed: for `--against` a folder that `run --out` wrote.',
    ],
    [['--against', ''], '"" cannot be read (ENOENT); allowed: for `--against` a folder that `run --out` wrote.'],
    [['--out', ''], '`--out` "" cannot be made (ENOENT).'],
    [['--quarantine', './none.yaml'], '"./none.yaml" cannot be read (ENOENT).'],
  ])('%j', async (options, message) => {
    const { status, stdout, stderr } = await said('run', 'roller-study', ...options);
    expect([status, stdout, stderr]).toEqual([2, '', `error: ${message}\n`]);
    expect(known).toContain('roller-study');
  });

  test('an unknown tag is refused with the known tags and the nearest one', async () => {
    const { status, stderr } = await model(tagged('d', 'refill'), tagged('e', 'slow'), '--tag', 'refil');
    expect(stderr).toBe(
      'error: `--tag` "refil" selects none of 2 scenarios; nothing was run. Tags of these scenarios: refill, slow. Did you mean "refill"?\n',
    );
    expect(status).toBe(2);
  });

  test.each([
    [
      ['--shard', '3/2'],
      "option '--shard <part>' argument '3/2' is invalid. Allowed: a part and the number of parts, as in 1/3.",
    ],
    [
      ['--shard', '0/2'],
      "option '--shard <part>' argument '0/2' is invalid. Allowed: a part and the number of parts, as in 1/3.",
    ],
    [['--repeat', '0'], "option '--repeat <count>' argument '0' is invalid. Allowed: a whole number from 1 to 1000."],
    [['--jobs', '65'], "option '--jobs <count>' argument '65' is invalid. Allowed: a whole number from 1 to 64."],
    [
      ['--time-limit', '10'],
      "option '--time-limit <time>' argument '10' is invalid. Allowed: a time with a unit (s, min, h), above 0, at most 24 h, as in 10min.",
    ],
    [
      ['--time-limit', '25h'],
      "option '--time-limit <time>' argument '25h' is invalid. Allowed: a time with a unit (s, min, h), above 0, at most 24 h, as in 10min.",
    ],
    [
      ['--shrunk', '0%'],
      "option '--shrunk <share>' argument '0%' is invalid. Allowed: a share in percent, above 0, at most 100, as in 20%.",
    ],
  ])('%j', async (options, message) => {
    const { status, stderr } = await model('roller-study', ...options);
    expect(status).toBe(2);
    expect(stderr).toContain(`error: ${message}\n`);
  });
});

test('an unknown option or command is refused without its control characters', async () => {
  const sent = '\u001b[31m\nred';
  for (const argv of [[sent], ['run', `--${sent}`], ['run', 'a', '--jobs', sent]]) {
    const { status, stderr } = await said(...argv);
    expect([status, stderr]).toEqual([2, expect.stringContaining('<U+001B>[31m\nred')]);
  }
});
