import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeDigestOf } from '../../../hil/base/native-hash.ts';
import { packagePath } from '../../../hil/base/package-root.ts';
import type { Results } from '../../../hil/report/results.ts';
import { scenarioText } from '../scenario/language/scenario-text.ts';
import { type Said, said } from './said.ts';

const WALK = 'walk-into-a-half-tesla-scanner';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-field-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const model = (...args: readonly string[]): Promise<Said> => said('run', ...args, '--rig', 'model');

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function scenarioOf(name: string, entry: string): string {
  const check = '{ name: held, after: walk, within: 10 s, see: true.rotor held }';
  return fileOf(name, scenarioText({ timeline: [`{ at: 1 h, ${entry}, name: walk }`], expect: [check] }));
}

describe('a field from a file', () => {
  test('holds the rotor at the time at which its straight line reaches the threshold', async () => {
    fileOf('ramp.csv', 'time s,field mT\n100,0\n108,8\n200,8\n');
    const path = scenarioOf('ramp.yaml', 'field: from file ramp.csv, azimuth: 40 deg');
    const { measurements } = JSON.parse((await model(path, '--json')).stdout);
    expect(measurements).toMatchObject([{ verdict: 'pass', value: 4, unit: 's' }]);
  });

  test('holds it later at the angle of the file', async () => {
    fileOf('turned.csv', 'time s,field mT,angle deg\n0,0,30\n8,16,30\n100,16,30\n');
    const path = scenarioOf('turned.yaml', 'field: from file turned.csv, azimuth: 40 deg');
    const { measurements } = JSON.parse((await model(path, '--json')).stdout);
    expect(measurements[0].value).toBeCloseTo(4, 5);
  });

  test('has its hash in the results and its text in the trace, to judge it again', async () => {
    const out = join(folder, 'out');
    const { status } = await model(WALK, '--out', out);
    const text = readFileSync(packagePath(`hil/scenario/files/field/${WALK}.csv`), 'utf8');
    const { scenarios } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
    expect(scenarios[0]?.inputs).toEqual([{ file: `${WALK}.csv`, hash: nativeDigestOf(text) }]);
    const trace = join(out, `${WALK}.trace.ndjson`);
    const again = JSON.parse((await said('judge', trace, '--json')).stdout);
    expect([status, again.verdict, again.measurements]).toMatchObject([
      0,
      'pass',
      scenarios[0]?.checks.map(({ name }) => ({ name })),
    ]);
    const edited = readFileSync(trace, 'utf8').replace('8,30', '8,31');
    expect((await said('judge', fileOf('edited.ndjson', edited))).stderr).toContain(
      'the file walk-into-a-half-tesla-scanner.csv of the scenario',
    );
  });

  test('is another course for judge if the file changed', async () => {
    fileOf('walk.csv', 'time s,field mT\n0,0\n8,8\n20,8\n');
    const path = scenarioOf('walk.yaml', 'field: from file walk.csv, azimuth: 40 deg');
    const trace = join(folder, 'walk.ndjson');
    await model(path, '--trace', trace);
    fileOf('walk.csv', 'time s,field mT\n0,0\n8,9\n20,8\n');
    expect((await said('judge', trace, '--scenario', path)).stderr).toContain('allowed: a change of `expect` alone.');
  });

  test('that is missing has the file with nearly that name in its message', async () => {
    fileOf('walk-in.csv', 'time s,field mT\n0,0\n8,8\n');
    for (const [written, meant] of [
      ['Walk-in.csv', 'walk-in.csv'],
      ['./walkin.csv', './walk-in.csv'],
    ]) {
      const { stderr } = await said('lint', scenarioOf('typo.yaml', `field: from file ${written}`));
      expect(stderr.trim()).toMatch(new RegExp(`relative to the scenario; did you mean ${meant}\\?$`));
    }
  });

  test.each([
    [
      'missing',
      undefined,
      (at: string, _csv: string) =>
        `${at}/bad.yaml:5:23: found a file for \`field\` that cannot be used: "${at}/bad.csv" cannot be read (ENOENT); allowed: the path of a file, relative to the scenario`,
    ],
    [
      'broken',
      'time s,field mT\n0,1\n1,NaN\n',
      (_at: string, csv: string) =>
        `${csv}:3:3: found "NaN" for "field"; allowed: a number with a decimal point, as in 12.5 or 3e-2`,
    ],
    [
      'too long',
      '1,2\n'.repeat(250_001),
      (at: string, csv: string) =>
        `${at}/bad.yaml:5:23: found a file for \`field\` that cannot be used: "${csv}" has 1000004 bytes; allowed: at most 1000000 bytes`,
    ],
  ])('that is %s is refused with its place, by lint and run', async (_what, text, message) => {
    const csv = join(folder, 'bad.csv');
    rmSync(csv, { force: true });
    if (text !== undefined) writeFileSync(csv, text);
    const path = scenarioOf('bad.yaml', 'field: from file bad.csv');
    for (const command of ['lint', 'run']) {
      const { stderr, status } = await said(command, path);
      expect(stderr.split('\n').map((line) => line.trim())).toContain(message(folder, csv));
      expect(status).toBe(2);
    }
  });

  test.each([
    [
      'field: from file',
      'found "from file" for `field`; allowed: a number with a unit (T, mT, G), above 0 T, at most 20 T, or off, or hand magnet, or phone, or laptop, or from file walk-in.csv',
    ],
    [
      'field: from file a.csv, distance: 1 m',
      'found key "distance"; allowed: `at`, `after`, `wait`, `name`, `field`, `angle to pump normal`, `azimuth`, `restart branch`, `emi`, `quirk`, `altered`',
    ],
  ])('is not written as %s', async (entry, message) => {
    const { stderr } = await said('lint', scenarioOf('wrong.yaml', entry));
    expect(stderr).toContain(message);
  });

  test('has one angle: of the file or of the entry', async () => {
    fileOf('both.csv', 'time s,field mT,angle deg\n0,0,30\n8,16,30\n');
    const { stderr } = await said(
      'lint',
      scenarioOf('both.yaml', 'field: from file both.csv, angle to pump normal: 90 deg'),
    );
    expect(stderr).toContain(
      'found `angle to pump normal` together with a column "angle" of the file; allowed: one of the two',
    );
  });
});
