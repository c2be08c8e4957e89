import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarioNames } from '../../../hil/scenario/library.ts';
import { scenarioText } from '../scenario/language/scenario-text.ts';
import { type Said, said } from './said.ts';

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

function wrong(name: string): string {
  const path = join(folder, `${name}.yaml`);
  const text = scenarioText({
    timeline: ['{ at: 1 min, roller study: take, name: study }'],
    expect: ['{ name: wrong, outcome: fail, of: study }'],
  });
  writeFileSync(path, text.replace(/^scenario: .*$/m, `scenario: ${name}`));
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
    const { stdout, status } = await model('roller-study', wrong('bad'), 'flex-day', '--fail-fast');
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
    const { stdout } = await model('roller-study', wrong('worse'), '--quiet');
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

describe('--quarantine', () => {
  const fileOf = (text: string): string => {
    const path = join(folder, 'quarantine.yaml');
    writeFileSync(path, text);
    return path;
  };
  const entryFor = (until: string): string =>
    fileOf(`quarantine:\n  - { scenario: held, check: wrong, until: ${until}, reason: the film is upside down }\n`);

  test('excuses a failed check until its date, and shows it', async () => {
    const out = join(folder, 'excused');
    const { status, stdout } = await model(
      wrong('held'),
      'roller-study',
      '--quarantine',
      entryFor('2999-12-31'),
      '--out',
      out,
    );
    expect(stdout).toContain('; quarantined until 2999-12-31: the film is upside down');
    expect(stdout).toContain('QUARANTINED  held');
    expect(stdout).toContain('2 scenarios: 1 passed, 1 quarantined; checks: 8 passed, 1 quarantined');
    expect(status).toBe(0);
    expect(readFileSync(join(out, 'junit.xml'), 'utf8')).toContain('<skipped message="quarantined until 2999-12-31');
    expect(readFileSync(join(out, 'summary.md'), 'utf8')).toContain('## Quarantined\n\n- held: fail: wrong');
  });

  test('of all that a call checks leaves it undecided', async () => {
    const { status, stdout } = await model(wrong('held'), '--quiet', '--quarantine', entryFor('2999-12-31'));
    expect(stdout).toContain('1 scenario: 0 passed, 1 quarantined; checks: 0 passed, 1 quarantined');
    expect(status).toBe(4);
  });

  test('shows an excused invariant in the totals and the summary', async () => {
    const [out, rules] = [join(folder, 'excused-rule'), join(folder, 'rules.yaml')];
    writeFileSync(
      rules,
      'invariants: ward\nsays: Rules.\nchecks:\n  - { name: low, never: pump.rateMlPerDay > 0 mL/day }\n',
    );
    const path = fileOf('quarantine:\n  - { scenario: mri-30-min, check: low, until: 2999-12-31, reason: too low }\n');
    const options = ['--invariants', rules, '--out', out, '--quiet'];
    const failed = await model('mri-30-min', ...options);
    expect([failed.status, failed.stdout]).toEqual([1, expect.stringContaining('; checks: 7 passed, 1 failed')]);
    const { status, stdout } = await model('mri-30-min', ...options, '--quarantine', path);
    expect([status, stdout]).toEqual([0, expect.stringContaining('; checks: 7 passed, 1 quarantined')]);
    expect(readFileSync(join(out, 'summary.md'), 'utf8')).toContain('## Quarantined\n\n- mri-30-min: fail: low: ');
  });

  test('past its date counts again, and says so', async () => {
    const { status, stdout } = await model(wrong('held'), '--quarantine', entryFor('2020-01-31'));
    expect(stdout).toContain(
      'quarantine: The quarantine of "wrong" of held ended on 2020-01-31: the check counts again.',
    );
    expect(status).toBe(1);
  });

  test.each([
    [
      'quarantine:\n  - { scenario: a, check: b, until: 2026-02-30, reason: c }\n',
      '2:37: found "2026-02-30" for `until`; allowed: a date, as in 2026-12-31',
    ],
    [
      'quarantine:\n  - { scenario: a, check: b, until: 2026-02-28 }\n',
      '2:5: found no `reason`; allowed: a text on one line, 1 to 400 characters',
    ],
    [
      'quarantine: none\n',
      '1:13: found "none" for `quarantine`; allowed: a list of at most 1000 checks, each with `scenario`, `check`, `until`, `reason`',
    ],
    [
      'quarantine:\n  - { scenario: a, check: b, until: 2026-02-28, reason: c }\n  - { scenario: a, check: b, until: 2026-03-28, reason: d }\n',
      '3:5: found "b" of a twice; allowed: each check once',
    ],
  ])('refuses %j', async (text, problem) => {
    const path = fileOf(text);
    const { status, stderr } = await model('roller-study', '--quarantine', path);
    expect(stderr).toBe(`error: One problem in ${path}; nothing was run.\n  ${path}:${problem}\n`);
    expect(status).toBe(2);
  });
});

test('a quarantine with several problems is refused with all of them', async () => {
  const path = join(folder, 'many.yaml');
  writeFileSync(path, 'quarantine:\n  - { scenario: a, chek: b, until: soon, reason: c }\n');
  const { status, stderr } = await model('roller-study', '--quarantine', path);
  expect(stderr).toMatch(/^error: \d problems in .*many\.yaml; nothing was run\.\n/);
  expect(stderr).toContain('found key "chek"; allowed: `scenario`, `check`, `until`, `reason`; did you mean `check`?');
  expect(status).toBe(2);
});

describe('--against', () => {
  test('names the changes, in text, results and summary', async () => {
    const [old, now] = [join(folder, 'old'), join(folder, 'now')];
    await model('mri-30-min', 'roller-study', '--out', old);
    const path = join(old, 'results.json');
    const earlier = JSON.parse(readFileSync(path, 'utf8')) as { scenarios: { checks: Record<string, unknown>[] }[] };
    const [held = {}, noticed = {}] = earlier.scenarios[0]?.checks ?? [];
    Object.assign(held, { margin: 1000 });
    Object.assign(noticed, { name: 'stall known' });
    writeFileSync(path, JSON.stringify(earlier));
    const { stdout, status } = await model('mri-30-min', '--out', now, '--against', old, '--shrunk', '50%');
    const lines = [
      `Compared with ${old}:`,
      'missing check: roller-study, "every check"',
      'new check: mri-30-min, "stall noticed"',
      'missing check: mri-30-min, "stall known"',
    ];
    for (const line of lines) expect(stdout).toContain(`${line}\n`);
    expect(stdout).toMatch(/^margin shrank by 99\.\d %: mri-30-min, "rotor held", from 1000 to \S+ deg$/m);
    expect(status).toBe(0);
    const results = JSON.parse(readFileSync(join(now, 'results.json'), 'utf8')) as { comparison: object };
    expect(results.comparison).toMatchObject({ shrunkShare: 0.5, shrunk: [{ check: 'rotor held', unit: 'deg' }] });
    expect(readFileSync(join(now, 'summary.md'), 'utf8')).toContain('## Changes');
    const json = await model('mri-30-min', '--json', '--against', old);
    expect(JSON.parse(json.stdout)).toMatchObject({ scenario: 'mri-30-min' });
    expect(json.stderr).toMatch(/^Compared with .*:\n(.*\n)*missing check: mri-30-min, "stall known"\n$/);
    const part = await model('roller-study', 'mri-30-min', '--against', old, '--shard', '2/2', '--quiet');
    expect(part.stdout).not.toContain('missing check: roller-study');
    expect(part.stdout).toContain('missing check: mri-30-min, "stall known"');
    // An earlier version wrote no invariants.
    const { scenarios, ...rest } = earlier;
    writeFileSync(
      path,
      JSON.stringify({ ...rest, scenarios: scenarios.map((one) => ({ ...one, invariants: undefined })) }),
    );
    expect((await model('mri-30-min', '--against', old)).status).toBe(0);
  });

  test.each([
    ['{', `is not valid JSON (Expected property name or '}' in JSON at position 1)`],
    ['\u001b[31m', `is not valid JSON (Unexpected token '<U+001B>', "<U+001B>[31m" is not valid JSON)`],
    ['{}', 'has no schema; allowed: "rollerloop/results/1"'],
    ['{"schema":"rollerloop/results/9"}', 'has the schema "rollerloop/results/9"; allowed: "rollerloop/results/1"'],
    [
      '{"schema":"rollerloop/results/1"}',
      'is not a results.json of this program: `identity`: Invalid input: expected object, received undefined',
    ],
  ])('refuses earlier results that are %s', async (text, what) => {
    const earlier = mkdtempSync(join(folder, 'earlier-'));
    const path = join(earlier, 'results.json');
    writeFileSync(path, text);
    const { status, stderr } = await model('roller-study', '--against', earlier);
    expect(stderr).toBe(`error: \`--against\`: "${path}" ${what}. Nothing was run.\n`);
    expect(status).toBe(2);
  });

  test('refuses to replace the earlier results', async () => {
    const old = join(folder, 'kept');
    await model('roller-study', '--out', old);
    const { status, stderr } = await model('roller-study', '--out', old, '--against', old);
    expect(stderr).toContain(
      `--out ${join(old, 'results.json')} leads to the same file as --against ${join(old, 'results.json')}, an input.`,
    );
    expect(status).toBe(2);
  });
});
