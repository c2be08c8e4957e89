import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarioText } from '../scenario/language/scenario-text.ts';
import { said } from './said.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-requirements-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const mine = (): string => fileOf('mine.csv', 'id,text\nSRS-1,No alarm in an hour.\nSRS-2,Something else.\n');
const covering = (requires: string): string =>
  scenarioText({
    expect: [`{ name: quiet, requires: [${requires}], after: 0 s, within: 1 h, never see: pump.alarm }`],
  });

describe('rollerloop requirements', () => {
  test('shows the coverage of the shipped set', async () => {
    const { status, stdout, stderr } = await said('requirements');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('GIP-1.4.8  ');
    expect(stdout).toContain('    bolus-over-an-hour: a second bolus is refused\n');
    expect(stdout).toMatch(/\n140 requirements: \d+ apply, \d+ of them covered by \d+ checks in \d+ scenarios\.\n$/);
  });

  test("joins a user's requirements with the results of a run", async () => {
    const scenario = fileOf('trial.yaml', covering('SRS-1, GIP-1.5.5'));
    const results = fileOf('run.json', (await said('run', scenario, '--rig', 'model', '--json')).stdout);
    const asked = ['requirements', scenario, '--requirements', mine(), '--results', results];
    expect((await said(...asked)).stdout.split('\n').slice(0, 3)).toEqual([
      'SRS-1  pass  No alarm in an hour.',
      '    pass  trial: quiet',
      'SRS-2  not covered  Something else.',
    ]);
    const printed = JSON.parse((await said(...asked, '--json')).stdout) as Record<string, unknown>;
    expect(printed).toMatchObject({
      schema: 'rollerloop/requirements/1',
      set: 'mine',
      totals: { coveredCount: 1, verdicts: { pass: 1 } },
      idsOfOtherSets: [{ id: 'GIP-1.5.5', scenario: 'trial', check: 'quiet' }],
    });
    expect((await said(...asked, '--markdown')).stdout).toContain(
      '| SRS-1 | No alarm in an hour. | covered | pass: trial',
    );
  });

  test('fails a strict call while a requirement is open, and names it', async () => {
    const scenario = fileOf('trial.yaml', covering('SRS-1'));
    const strict = ['requirements', scenario, '--strict', '--requirements'];
    const open = await said(...strict, mine());
    expect([open.status, open.stderr]).toEqual([1, 'error: 1 requirement open: SRS-2.\n']);
    const one = fileOf('one.csv', 'id,text\nSRS-1,No alarm in an hour.\n');
    expect((await said(...strict, one)).status).toBe(0);
    const alarmed = scenarioText({
      expect: ['{ name: quiet, requires: [SRS-1], after: 0 s, within: 1 h, see: pump.alarm }'],
    });
    const failing = fileOf('failing.yaml', alarmed);
    const results = fileOf('failed.json', (await said('run', failing, '--rig', 'model', '--json')).stdout);
    const failed = await said('requirements', failing, '--strict', '--requirements', one, '--results', results);
    expect([failed.status, failed.stderr]).toEqual([1, 'error: 1 requirement open: SRS-1.\n']);
  });

  test('takes the folder of `run --out`', async () => {
    const scenario = fileOf('trial.yaml', covering('SRS-1'));
    const out = join(folder, 'out');
    await said('run', scenario, '--rig', 'model', '--out', out);
    const { stdout } = await said('requirements', scenario, '--requirements', mine(), '--results', out);
    expect(stdout).toContain('Last verdicts: 1 pass.');
  });

  test('takes the results of several parts, and lets the page replace none of them', async () => {
    const files = ['SRS-1', 'SRS-2'].map((id, index) =>
      fileOf(`part${index}.yaml`, covering(id).replace(/^scenario: .*$/m, `scenario: part-${index}`)),
    );
    const outs = ['1/2', '2/2'].map((shard) => [shard, join(folder, `shard-${shard[0]}`)] as const);
    for (const [shard, out] of outs) await said('run', ...files, '--rig', 'model', '--shard', shard, '--out', out);
    const results = outs.flatMap(([, out]) => ['--results', out]);
    const call = ['requirements', ...files, '--requirements', mine(), '--strict', ...results];
    expect((await said(...call)).stdout).toContain('Last verdicts: 2 pass.');
    expect((await said(...call.slice(0, -2))).stdout).toContain('Last verdicts: 1 pass, 1 without a result.');
    const own = join(outs[1]?.[1] ?? '', 'results.json');
    const { status, stderr } = await said(...call, '--html', own);
    expect([status, stderr]).toEqual([2, expect.stringContaining('leads to the same file as --results')]);
  });

  test('ends with status 2 if a scenario names an id that its set lacks', async () => {
    const scenario = fileOf('stray.yaml', covering('SRS-3'));
    const { status, stderr } = await said('requirements', scenario, '--requirements', mine());
    expect(status).toBe(2);
    expect(stderr).toContain('found "SRS-3" for `requires`; allowed: the 2 ids of the set mine; did you mean SRS-1?');
  });

  test.each([
    [['--json', '--markdown'], '`--json` and `--markdown` together; allowed: one of the two.'],
    [['--json', '--html', 'a.html'], '`--json` and `--html` together; allowed: one of the two.'],
    [['--html', './none/a.html'], 'cannot be written (ENOENT)'],
    [['--requirements', './none.csv'], '"./none.csv" cannot be read (ENOENT).'],
    [['--results', './none'], '"./none" cannot be read (ENOENT); allowed: for `--results` a folder that'],
  ])('refuses %j', async (options, message) => {
    const { status, stderr } = await said('requirements', ...options);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test('writes the matrix as a page, with a row for each requirement', async () => {
    const scenario = fileOf('page.yaml', covering('SRS-1'));
    const html = join(folder, 'matrix.html');
    const { status } = await said('requirements', scenario, '--requirements', mine(), '--html', html);
    expect(status).toBe(0);
    const page = readFileSync(html, 'utf8');
    expect(page.match(/<tr [^>]*data-verdict="(?:covered|not covered|not applicable)"/g)).toHaveLength(2);
    expect(page).toContain('<b>SRS-1</b>');
    expect(page).toContain('not a medical device');
  });

  test('does not let the page replace the requirements', async () => {
    const own = mine();
    const { status, stderr } = await said('requirements', '--requirements', own, '--html', own);
    expect([status, stderr]).toEqual([2, expect.stringContaining('leads to the same file')]);
  });

  test('names line and column of a bad CSV', async () => {
    const path = fileOf('bad.csv', 'id,text,applicable\nSRS-1,Quiet.,maybe\n');
    const { status, stderr } = await said('requirements', '--requirements', path);
    expect(status).toBe(2);
    expect(stderr).toContain(
      `One problem in ${path}.\n  ${path}:2:14: found "maybe" for \`applicable\`; allowed: yes, no`,
    );
  });

  test.each([
    ['{', 'is not valid JSON ('],
    [
      '{"a":1}',
      'does not contain results of `run`; allowed: the folder of `run --out`, its results.json, or the output of',
    ],
  ])('refuses the results %j', async (text, message) => {
    const path = fileOf('bad.json', text);
    const { status, stderr } = await said('requirements', '--results', path);
    expect(status).toBe(2);
    expect(stderr).toContain(`\`--results\`: "${path}" ${message}`);
  });

  test('an empty results folder names the file that is missing', async () => {
    const path = join(folder, 'empty');
    mkdirSync(path, { recursive: true });
    expect((await said('requirements', '--results', path)).stderr).toContain(
      'results.json" cannot be read (ENOENT); allowed: for `--results` a folder that `run --out` wrote, or',
    );
  });
});

describe('lint and requirement ids', () => {
  test('names the nearest id of the shipped set', async () => {
    const path = fileOf('typo.yaml', covering('GIP-1.5.55'));
    const { status, stderr } = await said('lint', path);
    expect(status).toBe(2);
    expect(stderr).toContain(
      `${path}:6:5: found "GIP-1.5.55" for \`requires\`; allowed: the 140 ids of the set GIP; did you mean GIP-1.5.5?`,
    );
  });

  test('leaves ids of other sets alone', async () => {
    expect((await said('lint', fileOf('foreign.yaml', covering('SRS-77')))).status).toBe(0);
  });
});
