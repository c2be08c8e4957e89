import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { shippedScenarios } from '../../../hil/scenario/library.ts';
import { type Parts, scenarioText } from '../scenario/language/scenario-text.ts';
import { parsedXml } from '../xml.ts';
import { refusedText, sameName } from './listed-files.ts';
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
  test('all with a tag runs each scenario that has it', async () => {
    const { status, stdout, stderr } = await model('all', '--tag', 'magnet', '--json');
    const objects = JSON.parse(stdout) as { scenario: string; verdict: string }[];
    expect(objects.map(({ scenario, verdict }) => [scenario, verdict])).toEqual(
      shippedScenarios()
        .filter(({ tags }) => tags.includes('magnet'))
        .map(({ name }) => [name, 'pass']),
    );
    expect(objects.length).toBeGreaterThan(2);
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

  test('reports what other laws would change, and keeps verdict and status', async () => {
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

  test('with --pump replaces only the product, and checks the scenario by its limits', async () => {
    const larger = await model('mri-30-min', '--pump', 'synchromed-ii-40', '--json');
    expect(JSON.parse(larger.stdout)).toMatchObject({ pump: 'synchromed-ii-40', verdict: 'pass' });
    const path = fileOf('large.yaml', {
      pump: '{ product: synchromed-ii-40, mode: simple continuous, rate: 0.5 mL/day, reservoir: 35 mL }',
      timeline: ['{ at: 1 min, interrogate: once }'],
    });
    expect((await model(path)).status).toBe(0);
    const { status, stdout, stderr } = await model(path, '--pump', 'synchromed-ii');
    expect(stderr).toContain(`${path}:3:7: found 35 mL for \`reservoir\`; allowed: at most 20 mL in synchromed-ii`);
    expect([status, stdout]).toEqual([2, '']);
  });
});

describe('invalid input is refused with status 2', () => {
  test('before anything runs: every problem of a file, with its place', async () => {
    const path = fileOf('typo.yaml', {
      timeline: ['{ at: 1 h, feild: 1 T }', '{ at: 2 h, bolus: 5 }'],
      expect: ['{ name: a, see: pump.alrm }'],
    });
    const { status, stdout, stderr } = await model('roller-study', path);
    expect(stderr).toContain(`3 problems in ${path}; nothing was run.`);
    expect(stderr).toContain(`${path}:5:16: found key "feild";`);
    expect(stderr).toContain('did you mean `field`?');
    expect([status, stdout.match(/^(PASS|NOT DECIDED) {2}\S+/gm)]).toEqual([
      2,
      ['PASS  roller-study', `NOT DECIDED  ${path}:`],
    ]);
  });

  test('before anything runs: line faults of a timeline on a rig without a line', async () => {
    const path = fileOf('faults.yaml', { timeline: ['{ at: 1 min, faults: { flip: 1 % } }'] });
    const { status, stdout, stderr } = await model(path);
    expect(stderr).toContain(
      `${path}:5:5: found \`faults\` on the rig "model", which has no line; allowed: a rig with a line`,
    );
    expect([status, stdout]).toEqual([2, '']);
    expect((await said('run', path, '--rig', 'loopback')).status).toBe(0);
  });

  test('during a run: what the pump refuses, with place, field, value and limit', async () => {
    const path = fileOf('bolus.yaml', { timeline: ['{ at: 1 h, priming bolus: 1.5 mL, name: prime }'] });
    const { status, stdout, stderr } = await model(path);
    expect(stderr).toContain(
      `${path}:5:5: the pump refuses "prime": \`priming bolus\` is "1.5 mL"; allowed: above 0 to 1 mL.`,
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
  test('writes a case for each measurement of each scenario, and one for its invariants', async () => {
    const [junit, undecided] = [join(folder, 'all.xml'), fileOf('undecided.yaml', open)];
    const { stdout } = await model('roller-study', undecided, '--json', '--junit', junit);
    const root = parsedXml(readFileSync(junit, 'utf8'));
    const suites = root.children.map(({ attributes }) => [attributes.name, attributes.tests, attributes.errors]);
    const results = JSON.parse(stdout) as { scenario: string; measurements: unknown[] }[];
    expect(suites).toEqual([
      ['roller-study', String((results[0]?.measurements.length ?? 0) + 1), '0'],
      ['trial', '2', '1'],
    ]);
  });

  test('contains the measurements before a failure, and the failure', async () => {
    const junit = join(folder, 'failed.xml');
    const path = fileOf('refused.yaml', { timeline: ['{ at: 1 h, refill: 21 mL }'] });
    expect((await model('roller-study', path, '--junit', junit)).status).toBe(2);
    const { children } = parsedXml(readFileSync(junit, 'utf8'));
    expect(children.map(({ attributes }) => [attributes.name, attributes.errors])).toEqual([
      ['roller-study', '0'],
      ['trial', '1'],
    ]);
  });

  test('refuses an unwritable path before a run, and reports an unreadable scenario', async () => {
    const trace = join(folder, 'none.ndjson');
    const refused = await model('roller-study', '--junit', join(folder, 'no', 'j.xml'), '--trace', trace);
    expect([refused.status, refused.stdout, existsSync(trace)]).toEqual([2, '', false]);
    const junit = join(folder, 'unread.xml');
    expect((await model('./unread.yaml', '--junit', junit)).status).toBe(2);
    const [suite] = parsedXml(readFileSync(junit, 'utf8')).children;
    expect(suite?.attributes).toMatchObject({ name: './unread.yaml', errors: '1' });
  });
});

test('two pump files of one id differ in the hash of a report', async () => {
  const pumpFile = (name: string, value: number): string => {
    const path = join(folder, name);
    const provenance = { kind: 'assumed', why: 'a test' };
    const quantities = { stoppedAlarmHours: { value, unit: 'h', provenance } };
    writeFileSync(path, JSON.stringify({ id: 'mine', title: 'Mine', like: 'synchromed-ii', quantities }));
    return path;
  };
  const hashes = new Set<string>();
  for (const pump of [pumpFile('a.json', 1.1), pumpFile('b.json', 1.2)]) {
    const junit = join(folder, 'hashed.xml');
    expect((await model('mri-30-min', '--pump', pump, '--junit', junit)).status).toBe(0);
    hashes.add(/name="pumpHash" value="([0-9a-f]{64})"/.exec(readFileSync(junit, 'utf8'))?.[1] ?? '');
  }
  expect([hashes.size, hashes.has('')]).toEqual([2, false]);
});

describe('a list of scenarios', () => {
  test('goes on after a refused one, in text, JSON and JUnit', async () => {
    const [refused, junit] = [join(folder, 'refuses.yaml'), join(folder, 'list.xml')];
    writeFileSync(refused, refusedText);
    const names = ['./none.yaml', refused, 'roller-study'];
    const { status, stdout, stderr } = await model(...names, '--json', '--junit', junit);
    const objects = JSON.parse(stdout) as { verdict: string; failure?: { code: string } }[];
    expect(objects.map(({ verdict, failure }) => [verdict, failure?.code])).toEqual([
      ['not decided', 'SCENARIO_UNREADABLE'],
      ['not decided', 'PUMP_REFUSED'],
      ['pass', undefined],
    ]);
    const { children } = parsedXml(readFileSync(junit, 'utf8'));
    expect(children.map(({ attributes }) => [attributes.name, attributes.errors])).toEqual([
      ['./none.yaml', '1'],
      ['refused', '1'],
      ['roller-study', '0'],
    ]);
    expect(stderr).toContain('the pump refuses "bolus"');
    expect(status).toBe(2);
    const text = await model(...names);
    expect(text.stdout.match(/^(PASS|NOT DECIDED) {2}\S+/gm)).toEqual([
      'NOT DECIDED  ./none.yaml:',
      'NOT DECIDED  refused:',
      'PASS  roller-study',
    ]);
  });

  test('reopens a rig that failed once, then skips the rest', async () => {
    const junit = join(folder, 'skipped.xml');
    const names = ['roller-study', 'mri-30-min', 'flex-day', 'roller-study-in-field'];
    const rig = ['--rig', '/dev/none'];
    const { status, stdout } = await said('run', ...names, ...rig, '--json', '--junit', junit);
    const objects = JSON.parse(stdout) as { verdict: string; reason?: string }[];
    expect(objects.map(({ verdict }) => verdict)).toEqual(['not decided', 'not decided', 'skipped', 'skipped']);
    expect(objects[3]?.reason).toBe('the rig failed again after it was reopened (PORT_MISSING in mri-30-min)');
    const { children } = parsedXml(readFileSync(junit, 'utf8'));
    expect(children.map(({ attributes }) => attributes.skipped)).toEqual(['0', '0', '1', '1']);
    expect(status).toBe(3);
    const text = await said('run', ...names, ...rig);
    expect(text.stdout).toContain('SKIPPED  flex-day: the rig failed again');
  });

  test('tells two scenarios of one name apart by their files', async () => {
    const [right, wrongRate] = [join(folder, 'right.yaml'), join(folder, 'wrong-rate.yaml')];
    writeFileSync(right, sameName('0.5 mL/day'));
    writeFileSync(wrongRate, sameName('0.6 mL/day'));
    const junit = join(folder, 'same.xml');
    const { status, stdout } = await model(wrongRate, right, '--json', '--junit', junit);
    const objects = JSON.parse(stdout) as { scenario: string; file: string; verdict: string }[];
    expect(objects.map(({ scenario, file, verdict }) => [scenario, file, verdict])).toEqual([
      ['same', wrongRate, 'fail'],
      ['same', right, 'pass'],
    ]);
    const cases = parsedXml(readFileSync(junit, 'utf8')).children.flatMap(({ children }) => children.slice(1));
    expect(cases.map(({ attributes }) => attributes.classname)).toEqual(
      [wrongRate, wrongRate, right, right].map((path) => `synchromed-ii.model.same (${path.replaceAll('.', '_')})`),
    );
    expect(status).toBe(1);
    expect((await model(wrongRate, right)).stdout).toContain(`PASS  same (${right})`);
  });

  test('of a tag with another pump runs the ones that fit it and names the rest', async () => {
    const { status, stdout, stderr } = await model('all', '--tag', 'products', '--pump', 'prometra-ii', '--json');
    const objects = JSON.parse(stdout) as { verdict: string; reason?: string; failure?: object }[];
    expect(objects).toHaveLength(shippedScenarios().filter(({ tags }) => tags.includes('products')).length);
    expect(objects.filter(({ failure }) => failure !== undefined)).toEqual([]);
    const skipped = objects.filter(({ verdict }) => verdict === 'skipped');
    expect(skipped.length).toBeGreaterThan(0);
    expect(skipped.length).toBeLessThan(objects.length);
    expect(skipped.every(({ reason = '' }) => reason.length > 20)).toBe(true);
    expect([0, 1, 4]).toContain(status);
    expect(stderr).toBe('');
  });

  test('with a pump file that is wrong leaves valid JSON and JUnit', async () => {
    const [pump, junit] = [join(folder, 'wrong-pump.json'), join(folder, 'wrong-pump.xml')];
    writeFileSync(pump, '{');
    const asked = ['--pump', pump, '--json', '--junit', junit];
    const { status, stdout, stderr } = await model('roller-study', 'flex-day', ...asked);
    const objects = JSON.parse(stdout) as { verdict: string; failure?: { code: string } }[];
    expect(objects.map(({ verdict, failure }) => failure?.code ?? verdict)).toEqual(['PUMP_INVALID', 'skipped']);
    const { children } = parsedXml(readFileSync(junit, 'utf8'));
    expect(children.map(({ attributes }) => [attributes.errors, attributes.skipped])).toEqual([
      ['1', '0'],
      ['0', '1'],
    ]);
    expect(stderr.match(/wrong-pump.json:1/g)).toHaveLength(1);
    expect(status).toBe(2);
  });

  test('with an unknown rig says so once', async () => {
    const { status, stderr, stdout } = await said('run', 'all', '--rig', 'modle', '--json');
    expect(stderr.match(/Did you mean "model/g)).toHaveLength(1);
    expect((JSON.parse(stdout) as { verdict: string }[])[1]?.verdict).toBe('skipped');
    expect(status).toBe(2);
  });
});

describe('an output of run', () => {
  test('that leads to an input is refused, and the input stays as it was', async () => {
    const scenario = fileOf('precious.yaml', { timeline: ['{ at: 1 h, interrogate: once }'] });
    const before = readFileSync(scenario, 'utf8');
    for (const output of ['--trace', '--junit']) {
      const { status, stdout, stderr } = await model(scenario, output, scenario);
      expect(stderr).toContain(`${output} ${scenario} leads to the same file as the scenario ${scenario}, an input`);
      expect([status, stdout]).toEqual([2, '']);
    }
    expect(readFileSync(scenario, 'utf8')).toBe(before);
  });

  test('that leads to another output is refused, and neither is written', async () => {
    const [trace, junit] = [join(folder, 'both'), join(folder, 'sub', '..', 'both')];
    expect((await model('roller-study', '--trace', trace, '--junit', junit)).status).toBe(2);
    expect(existsSync(trace)).toBe(false);
  });

  test('leaves an older report unchanged when the run did not start', async () => {
    const [junit, vcd, trace] = [join(folder, 'old.xml'), join(folder, 'old.vcd'), join(folder, 'old.ndjson')];
    for (const path of [junit, vcd, trace]) writeFileSync(path, 'precious');
    const refused = ['--rig', 'emulated', '--faults', 'bogus'];
    expect(
      (await said('run', 'roller-study', ...refused, '--vcd', vcd, '--junit', junit, '--trace', trace)).status,
    ).toBe(2);
    expect([junit, vcd, trace].map((path) => readFileSync(path, 'utf8'))).toEqual(['precious', 'precious', 'precious']);
    const unfit = fileOf('unfit.yaml', { timeline: ['{ at: 1 h, bolus: 500 mL, over: 1 h, name: large }'] });
    expect((await said('run', unfit, '--rig', 'emulated', '--vcd', vcd, '--trace', trace)).status).toBe(2);
    expect([vcd, trace].map((path) => readFileSync(path, 'utf8'))).toEqual(['precious', 'precious']);
  });
});
