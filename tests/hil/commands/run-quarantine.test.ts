import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Said, said } from './said.ts';
import { wrongScenario } from './wrong-scenario.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-quarantine-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const model = (...args: readonly string[]): Promise<Said> => said('run', ...args, '--rig', 'model');

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
      wrongScenario(folder, 'held'),
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
    const { status, stdout } = await model(
      wrongScenario(folder, 'held'),
      '--quiet',
      '--quarantine',
      entryFor('2999-12-31'),
    );
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
    const { status, stdout } = await model(wrongScenario(folder, 'held'), '--quarantine', entryFor('2020-01-31'));
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
