import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Measurement } from '../../../hil/scenario/checks/measurement.ts';
import { said } from '../commands/said.ts';
import { parsedXml } from '../xml.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-invariants-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const invariantFile = (name: string, ...checks: readonly string[]): string =>
  written(name, `invariants: mine\nsays: What holds here.\nchecks:\n${checks.map((one) => `  - ${one}\n`).join('')}`);
const violated = (): string =>
  invariantFile('violated.yaml', '{ name: no command, never: pump.rateMlPerDay > 0.1 mL/day }');

interface Judged {
  readonly verdict: string;
  readonly measurements: readonly Measurement[];
  readonly invariants: readonly Measurement[];
}

describe('invariants of a run', () => {
  test('stand on one line, and pass a run in which most are never triggered', async () => {
    const { status, stdout } = await said('run', 'roller-study', '--rig', 'model');
    expect(stdout).toMatch(/^ {6}invariants: \d+ hold(, \d+ skipped)?; never triggered: "/m);
    expect(status).toBe(0);
  });

  test('count a bolus that is stopped at the microsecond of its start as ended', async () => {
    const path = join(folder, 'stopped-bolus.yaml');
    writeFileSync(
      path,
      `scenario: stopped-bolus
says: A bolus is stopped at the microsecond of its start, and another one follows.
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }
timeline:
  - { at: 1 h, priming bolus: 0.001 mL, name: stopped }
  - { at: 1 h, stop: pump, name: stop }
  - { at: 3603.6 s, priming bolus: 0.001 mL, name: second }
expect:
  - { name: second bolus, after: second, within: 1 min, see: pump.bolus start }
`,
    );
    const { status, stdout } = await said('run', path, '--rig', 'model');
    expect(stdout).not.toContain('one bolus at a time');
    expect(status).toBe(0);
  });

  test('fail the run if one is violated, with the moment', async () => {
    const { status, stdout } = await said('run', 'roller-study', '--rig', 'model', '--invariants', violated());
    expect(stdout).toMatch(/^FAIL {2}roller-study/);
    expect(stdout).toContain('invariant no command: ');
    expect(stdout).toContain('pump.rateMlPerDay > 0.1 mL/day was true from 00:00:00 to 00:25:00');
    expect(status).toBe(1);
  });

  test('are apart from the checks in JSON, with their file', async () => {
    const path = violated();
    const { stdout } = await said(
      'run',
      'roller-study',
      '--rig',
      'model',
      '--json',
      '--invariants',
      path,
      '--no-invariants',
    );
    const { verdict, invariants, measurements } = JSON.parse(stdout) as Judged;
    expect(verdict).toBe('fail');
    expect(invariants).toMatchObject([
      { name: 'no command', verdict: 'fail', place: { file: path, line: 4, column: 5 } },
    ]);
    expect(measurements.every((one) => one.verdict === 'pass')).toBe(true);
  });

  test('are left out by --no-invariants', async () => {
    const { status, stdout } = await said('run', 'roller-study', '--rig', 'model', '--no-invariants');
    expect(stdout).not.toContain('invariant');
    expect(status).toBe(0);
  });

  test('have one case in JUnit, and each failed one a failure of its own', async () => {
    const junit = join(folder, 'junit.xml');
    await said('run', 'roller-study', '--rig', 'model', '--invariants', violated(), '--junit', junit);
    const [suite] = parsedXml(readFileSync(junit, 'utf8')).children;
    const cases = (suite?.children ?? []).map(({ attributes, children }) => [attributes.name, children[0]?.name]);
    expect(cases.slice(-2)).toEqual([
      ['invariants', 'system-out'],
      ['invariant: no command', 'failure'],
    ]);
    expect(suite?.attributes).toMatchObject({ failures: '1', errors: '0' });
  });

  test('never extend a run, and do not count where nothing decides them', async () => {
    const late = invariantFile(
      'late.yaml',
      '{ name: a tone follows, whenever: in.program, see: pump.tone, within: 40 d }',
      '{ name: never asked, whenever: pump.tone, holds: pump.alarm is raised }',
    );
    const args = ['run', 'roller-study', '--rig', 'model', '--json'];
    const plain = JSON.parse((await said(...args, '--no-invariants')).stdout) as { fingerprint: string };
    const { status, stdout } = await said(...args, '--no-invariants', '--invariants', late);
    const { fingerprint, verdict, invariants } = JSON.parse(stdout) as Judged & { fingerprint: string };
    expect(invariants.map((one) => [one.verdict, one.reason])).toEqual([
      ['not decided', 'cut'],
      ['never triggered', undefined],
    ]);
    expect([fingerprint, verdict, status]).toEqual([plain.fingerprint, 'pass', 0]);
  });

  test('are skipped on other products than theirs', async () => {
    const path = invariantFile(
      'products.yaml',
      '{ name: theirs, products: [prometra, synchromed-ii], never: pump.rateMlPerDay > 30 mL/day }',
      '{ name: of others, products: [prometra], never: pump.rateMlPerDay > 0 mL/day }',
    );
    const { stdout } = await said(
      'run',
      'roller-study',
      '--rig',
      'model',
      '--json',
      '--no-invariants',
      '--invariants',
      path,
    );
    const { verdict, invariants } = JSON.parse(stdout) as Judged;
    expect(invariants.map((one) => [one.name, one.verdict, one.note])).toEqual([
      ['theirs', 'pass', undefined],
      ['of others', 'skipped', 'a rule of prometra, not of synchromed-ii'],
    ]);
    expect(verdict).toBe('pass');
  });

  test('are skipped where the run lacks a signal that they read or need', async () => {
    const path = invariantFile(
      'catheter.yaml',
      '{ name: tip, never: true.tipMl < 0 mL }',
      '{ name: needed, needs: [true.valves], never: true.rotorDeg < 0 deg }',
      '{ name: fillings, never: true.filledMl < 0 mL }',
    );
    const { stdout } = await said(
      'run',
      'roller-study',
      '--rig',
      'model',
      '--json',
      '--no-invariants',
      '--invariants',
      path,
    );
    expect((JSON.parse(stdout) as Judged).invariants.map(({ verdict, note }) => [verdict, note])).toEqual([
      ['skipped', 'this run has no `true.tipMl`'],
      ['skipped', 'this run has no `true.valves`'],
      ['pass', undefined],
    ]);
  });

  test('are judged again from a trace, with the same verdicts', async () => {
    const trace = join(folder, 'run.ndjson');
    const ran = JSON.parse(
      (await said('run', 'mri-30-min', '--rig', 'model', '--json', '--trace', trace)).stdout,
    ) as Judged;
    const again = JSON.parse((await said('judge', trace, '--json')).stdout) as Judged;
    expect(again.invariants).toEqual(ran.invariants);
    const worse = await said('judge', trace, '--invariants', violated());
    expect(worse.stdout).toContain('invariant no command: ');
    expect(worse.status).toBe(1);
  });
});

describe('a file of invariants', () => {
  test('is checked by lint, which explains it too', async () => {
    const { status, stdout } = await said('lint', violated(), '--explain');
    expect(stdout).toContain('violated.yaml: 1 invariants\n');
    expect(stdout).toContain('    formula   always (not (pump.rateMlPerDay > 0.1 mL/day))\n');
    expect(status).toBe(0);
    const bad = invariantFile('bad.yaml', '{ name: one, never: pump.ton }');
    const refused = await said('lint', bad);
    expect(refused.stderr).toContain(`${bad}:4:25: found "pump.ton"`);
    expect(refused.status).toBe(2);
  });

  test('with the name of a shipped invariant is refused, before anything runs', async () => {
    const path = invariantFile('twin.yaml', '{ name: the belief follows the command, never: pump.tone }');
    const { status, stderr, stdout } = await said('run', 'roller-study', '--rig', 'model', '--invariants', path);
    const found = `${path}:4:5: found the name "the belief follows the command", which common.yaml has too; allowed: each name once.`;
    expect(`${stderr}${stdout}`).toContain(found);
    expect(status).toBe(2);
  });

  test('that is missing is refused', async () => {
    const { status, stderr } = await said(
      'run',
      'roller-study',
      '--rig',
      'model',
      '--invariants',
      join(folder, 'none.yaml'),
    );
    expect(stderr).toContain('none.yaml" cannot be read (ENOENT)');
    expect(status).toBe(2);
  });

  test('is not replaced by an output', async () => {
    const path = violated();
    const { status, stderr } = await said(
      'run',
      'roller-study',
      '--rig',
      'model',
      '--invariants',
      path,
      '--trace',
      path,
    );
    expect(stderr).toContain('--invariants');
    expect(status).toBe(2);
  });
});
