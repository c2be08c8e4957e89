import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/package-root.ts';
import { unattendedScenarios } from '../../../hil/scenario/library.ts';
import { type Parts, scenarioText } from '../scenario/language/scenario-text.ts';
import { parsedXml } from '../xml.ts';
import { type Said, said } from './said.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-run-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, parts: Parts): string {
  const path = join(folder, name);
  writeFileSync(path, scenarioText(parts));
  return path;
}

const model = (...args: readonly string[]): Promise<Said> => said('run', ...args, '--rig', 'model');
const wrong: Parts = {
  timeline: ['{ at: 1 min, roller study: take, name: study }'],
  expect: ['{ name: wrong, outcome: fail, of: study }'],
};
const open: Parts = {
  expect: ['{ name: open, when: pump.tone, within: 1 h, see: pump.alarm }'],
  more: 'run at most: 1 h\n',
};

describe('run', () => {
  test('all lives through every scenario that comes with the bench and needs no hand, in the order of the list', async () => {
    const { status, stdout, stderr } = await model('all', '--json');
    const objects = JSON.parse(stdout) as { scenario: string; verdict: string }[];
    expect(objects.map(({ scenario, verdict }) => [scenario, verdict])).toEqual(
      unattendedScenarios().map(({ name }) => [name, 'pass']),
    );
    expect(objects.length).toBeGreaterThanOrEqual(13);
    expect([status, stderr]).toEqual([0, '']);
  });

  test('takes a file by its path, named with a slash or by its ending', async () => {
    const path = fileOf('mine.yaml', { timeline: ['{ at: 1 min, interrogate: once }'] });
    const { status, stdout } = await model(path);
    expect(stdout).toMatch(/^PASS {2}trial {2}Something happens\./);
    expect(status).toBe(0);
  });

  test('takes the example of the README', async () => {
    const readme = readFileSync(packagePath('README.md'), 'utf8');
    const path = join(folder, 'readme.yaml');
    writeFileSync(path, /```yaml\n(.*?)```/s.exec(readme)?.[1] ?? '');
    expect(await model(path)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^PASS/) });
  });

  test('has the status of the worst verdict: 1 failed, 4 not decided', async () => {
    const [bad, undecided] = [fileOf('wrong.yaml', wrong), fileOf('open.yaml', open)];
    expect((await model(bad)).status).toBe(1);
    expect((await model(undecided)).status).toBe(4);
    expect((await model('roller-study', undecided)).status).toBe(4);
    expect((await model(undecided, bad, 'roller-study')).status).toBe(1);
  });

  test('says what other laws would turn, and keeps verdict and status', async () => {
    const { status, stdout } = await model('roller-study-in-field');
    expect(stdout).toMatch(/^PASS {2}roller-study-in-field/);
    expect(stdout).toContain('under the detection law time: fail for "stall logged during the study"');
    expect(status).toBe(0);
    const json = JSON.parse((await model('roller-study-in-field', '--json')).stdout) as Record<string, unknown>;
    expect(json.verdict).toBe('pass');
    expect(json.otherLawsWouldSay).toContainEqual({
      of: 'detection',
      law: 'time',
      measurement: 'stall logged during the study',
      verdict: 'fail',
    });
  });

  test('with --pump replaces the product alone, and checks what the scenario asks for against its limits', async () => {
    const larger = await model('mri-30-min', '--pump', 'synchromed-ii-40', '--json');
    expect(JSON.parse(larger.stdout)).toMatchObject({ pump: 'synchromed-ii-40', verdict: 'pass' });
    const path = fileOf('large.yaml', {
      pump: '{ product: synchromed-ii-40, mode: simple continuous, rate: 0.5 mL/day, reservoir: 35 mL }',
      timeline: ['{ at: 1 min, interrogate: once }'],
    });
    expect((await model(path)).status).toBe(0);
    const { status, stdout, stderr } = await model(path, '--pump', 'synchromed-ii');
    expect(stderr).toContain(`${path}:3:7: found 35 mL for "reservoir"; allowed is at most 20 mL in synchromed-ii`);
    expect([status, stdout]).toEqual([2, '']);
  });
});

describe('what cannot be is refused with status 2', () => {
  test('before anything runs: every problem of a file, with its place', async () => {
    const path = fileOf('typo.yaml', {
      timeline: ['{ at: 1 h, feild: 1 T }', '{ at: 2 h, bolus: 5 }'],
      expect: ['{ name: a, see: pump.alrm }'],
    });
    const { status, stdout, stderr } = await model('roller-study', path);
    expect(stderr).toContain(`3 problems in ${path}; nothing was run.`);
    expect(stderr).toContain(`${path}:5:16: found key "feild";`);
    expect(stderr).toContain('did you mean field?');
    expect([status, stdout]).toEqual([2, '']);
  });

  test('before anything runs: line faults of a timeline on a rig without a line', async () => {
    const path = fileOf('faults.yaml', { timeline: ['{ at: 1 min, faults: { flip: 1 % } }'] });
    const { status, stdout, stderr } = await model(path);
    expect(stderr).toContain(
      `${path}:5:5: found faults on the rig model, which has no line; allowed is a rig with one`,
    );
    expect([status, stdout]).toEqual([2, '']);
    expect((await said('run', path, '--rig', 'loopback')).status).toBe(0);
  });

  test('in the middle of a life: what the pump does not let itself be told, with place, field, value and limit', async () => {
    const path = fileOf('bolus.yaml', { timeline: ['{ at: 1 h, priming bolus: 1.5 mL, name: prime }'] });
    const { status, stdout, stderr } = await model(path);
    expect(stderr).toContain(
      `${path}:5:5: the pump refuses "prime": priming bolus is 1.5 mL; allowed is above 0 to 1 mL.`,
    );
    expect([status, stdout]).toEqual([2, '']);
    const json = JSON.parse((await model(path, '--json')).stdout) as object;
    expect(json).toMatchObject({
      scenario: 'trial',
      pump: 'synchromed-ii',
      verdict: 'not decided',
      failure: { whose: 'usage', code: 'PUMP_REFUSED' },
    });
  });
});

describe('--junit', () => {
  test('writes a case for each measurement of each scenario', async () => {
    const [junit, undecided] = [join(folder, 'all.xml'), fileOf('undecided.yaml', open)];
    const { stdout } = await model('roller-study', undecided, '--json', '--junit', junit);
    const root = parsedXml(readFileSync(junit, 'utf8'));
    const suites = root.children.map(({ attributes }) => [attributes.name, attributes.tests, attributes.errors]);
    const results = JSON.parse(stdout) as { scenario: string; measurements: unknown[] }[];
    expect(suites).toEqual([
      ['roller-study', String(results[0]?.measurements.length), '0'],
      ['trial', '1', '1'],
    ]);
  });

  test('has what was lived before a failure, and the failure', async () => {
    const junit = join(folder, 'failed.xml');
    const path = fileOf('refused.yaml', { timeline: ['{ at: 1 h, refill: 21 mL }'] });
    expect((await model('roller-study', path, '--junit', junit)).status).toBe(2);
    const { children } = parsedXml(readFileSync(junit, 'utf8'));
    expect(children.map(({ attributes }) => [attributes.name, attributes.errors])).toEqual([
      ['roller-study', '0'],
      ['trial', '1'],
    ]);
  });

  test('that cannot be written is refused before anything runs, and a scenario that cannot be read writes none', async () => {
    const trace = join(folder, 'none.ndjson');
    const refused = await model('roller-study', '--junit', join(folder, 'no', 'j.xml'), '--trace', trace);
    expect([refused.status, refused.stdout, existsSync(trace)]).toEqual([2, '', false]);
    const junit = join(folder, 'unread.xml');
    expect((await model('./unread.yaml', '--junit', junit)).status).toBe(2);
    expect(existsSync(junit)).toBe(false);
  });
});
