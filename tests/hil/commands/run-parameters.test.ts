import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import type { Results } from '../../../hil/report/results.ts';
import { resultsSchema } from '../../../hil/report/results-schema.ts';
import { scenarioText } from '../scenario/language/scenario-text.ts';
import { type Said, said } from './said.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-parameters-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const model = (...args: readonly string[]): Promise<Said> => said('run', ...args, '--rig', 'model');

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A scan of `$minutes` minutes that the pump has to notice. It does not notice a short one. */
function scanOf(name: string, values = '[5 min, 20 min, 40 min]'): string {
  const text = scenarioText({
    timeline: ['{ at: 1 h, field: 1.5 T, azimuth: 40 deg, name: scan }', '{ after: scan, wait: $minutes, field: off }'],
    expect: ['{ name: stall noticed, after: scan, within: 21 min, see: pump.log "motor stall" }'],
    more: `parameters: { minutes: ${values} }\n`,
  });
  return fileOf(name, text);
}

function rowsIn(stdout: string): readonly { readonly label?: string; readonly verdict?: string }[] {
  const lines = stdout.trimEnd().split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as { label?: string; verdict?: string });
}

describe('run of a scenario with parameters', () => {
  test('runs each combination, with a row of its own', async () => {
    const { stdout, status } = await model(scanOf('scan.yaml'), '--json-lines');
    expect(rowsIn(stdout)).toMatchObject([
      {
        scenario: 'trial minutes=5min',
        label: 'trial minutes=5min',
        parameters: { minutes: '5 min' },
        verdict: 'fail',
      },
      { label: 'trial minutes=20min', verdict: 'pass' },
      { label: 'trial minutes=40min', verdict: 'pass' },
    ]);
    expect(status).toBe(1);
    const text = await model(scanOf('scan.yaml'));
    for (const minutes of [5, 20, 40]) expect(text.stdout).toContain(`trial minutes=${minutes}min`);
  });

  test('runs the value of --set alone', async () => {
    const { stdout, status } = await model(scanOf('scan.yaml'), '--set', 'minutes=30min', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ scenario: 'trial minutes=30min', verdict: 'pass' });
    expect(status).toBe(0);
  });

  test('names the files, the JUnit suites and the repeat lines after the values', async () => {
    const out = join(folder, 'out');
    await model(scanOf('scan.yaml'), '--out', out);
    expect(
      readdirSync(out)
        .filter((name) => name.endsWith('.ndjson'))
        .sort(),
    ).toEqual([
      'trial-minutes-20min.trace.ndjson',
      'trial-minutes-40min.trace.ndjson',
      'trial-minutes-5min.trace.ndjson',
    ]);
    const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
    expect(resultsSchema.safeParse(results).error).toBeUndefined();
    expect(results.scenarios.map(({ parameters }) => parameters?.minutes)).toEqual(['5 min', '20 min', '40 min']);
    expect(results.scenarios[1]?.repeat).toContain(' --set minutes=20min ');
    const junit = readFileSync(join(out, 'junit.xml'), 'utf8');
    expect(junit.match(/<testsuite [^>]*trial minutes=20min/)).not.toBeNull();
  });

  test('takes part in --grep and --shard as one scenario per combination', async () => {
    const path = scanOf('scan.yaml');
    const grepped = rowsIn((await model(path, '--json-lines', '--grep', 'minutes=(5|40)min')).stdout);
    expect(grepped.map(({ label }) => label)).toEqual(['trial minutes=5min', 'trial minutes=40min']);
    const shard = rowsIn((await model(path, '--json-lines', '--shard', '2/2')).stdout);
    expect(shard.map(({ label }) => label)).toEqual(['trial minutes=20min']);
  });

  test('refuses a name that no scenario has, with the nearest one', async () => {
    expect(await model(scanOf('scan.yaml'), '--set', 'minute=12min')).toMatchObject({
      status: 2,
      stderr: 'error: Unknown parameter "minute"; allowed: minutes. Did you mean "minutes"?\n',
    });
    expect((await model('roller-study', '--set', 'minutes=12min')).stderr).toBe(
      'error: Unknown parameter "minutes"; allowed: none, since no scenario has `parameters`.\n',
    );
  });

  test('refuses a value at the place in the file that uses it', async () => {
    const path = scanOf('scan.yaml');
    const { stderr, status } = await model(path, '--set', 'minutes=12mL');
    expect(stderr).toContain(
      `${path}:6:26: found "12 mL" by "$minutes" for \`wait\`; allowed: a number with a unit (s, min, h, d, y), 0 s to 30 y`,
    );
    expect(status).toBe(2);
  });

  test.each([
    [['--set', 'minutes'], 'Allowed: the name of a parameter, = and a value, as in minutes=20min.'],
    [['--set', 'minutes=1min', '--set', 'minutes=2min'], 'Allowed: one value for minutes.'],
  ])('refuses %j', async (args, message) => {
    const { stderr, status } = await model(scanOf('scan.yaml'), ...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  test('is judged again with the values of its trace', async () => {
    const path = scanOf('scan.yaml');
    const trace = join(folder, 'again.ndjson');
    const run = JSON.parse((await model(path, '--set', 'minutes=30min', '--json', '--trace', trace)).stdout);
    const again = await said('judge', trace, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({
      scenario: 'trial minutes=30min',
      measurements: run.measurements,
      fingerprint: run.fingerprint,
    });
    const other = await said('judge', trace, '--scenario', path, '--json');
    expect(JSON.parse(other.stdout)).toMatchObject({ scenario: 'trial minutes=30min', verdict: 'pass' });
  });
});

describe('lint of a scenario with parameters', () => {
  test('reads every combination and says how many', async () => {
    const path = scanOf('scan.yaml');
    expect((await said('lint', path)).stdout).toBe(
      `ok ${path}: 2 entries, 1 expectation, 3 combinations of parameters, all of them read\n`,
    );
    const wrong = scanOf('wrong.yaml', '[5 min, 20 mL, 5 mL]');
    const { stderr, status } = await said('lint', wrong);
    expect(stderr).toContain('One problem in ');
    expect(stderr).toContain(':6:26: found "20 mL" by "$minutes"');
    expect(stderr).toContain('(with minutes=20mL, and 1 more of 3 combinations)');
    expect(status).toBe(2);
  });
});

describe('a pump file of a scenario', () => {
  const ownPump = (path: string): string => `{ product: ${path}, mode: simple continuous, rate: 0.5 mL/day }`;

  test('is found from the folder of the scenario, and its hash is in the results', async () => {
    const path = fileOf('sub/own.yaml', scenarioText({ pump: ownPump('../pumps/mine.json') }));
    mkdirSync(join(folder, 'pumps'), { recursive: true });
    const pump = join(folder, 'pumps', 'mine.json');
    copyFileSync(packagePath('hil/pump-file/example.json'), pump);
    const own = JSON.parse((await model(path, '--json')).stdout);
    const chosen = JSON.parse((await model(fileOf('plain.yaml', scenarioText({})), '--pump', pump, '--json')).stdout);
    expect([own.pump, own.pumpHash]).toEqual([chosen.pump, chosen.pumpHash]);
    expect(own.inputs).toMatchObject([{ file: pump }]);
    const trace = join(folder, 'own.ndjson');
    await model(path, '--trace', trace);
    rmSync(pump);
    expect(JSON.parse((await said('judge', trace, '--json')).stdout)).toMatchObject({ pumpHash: own.pumpHash });
  });

  test('reports its own problems with its path, line and column', async () => {
    const pump = fileOf('bad.json', '{\n  "id": "mine",\n  "title": "Mine",\n  "like": "synchromed-iii"\n}\n');
    const path = fileOf('bad-pump.yaml', scenarioText({ pump: ownPump('./bad.json') }));
    for (const command of ['lint', 'run']) {
      const { stderr, status } = await said(command, path);
      expect(stderr).toContain(`  ${pump}:4:11: found "synchromed-iii" for \`like\`; allowed: synchromed-ii, `);
      expect(status).toBe(2);
    }
  });

  test('that is missing is refused at its place', async () => {
    const path = fileOf('missing.yaml', scenarioText({ pump: ownPump('./none.json') }));
    const { stderr, status } = await said('lint', path);
    expect(stderr).toContain(
      `${path}:3:18: found a file for \`product\` that cannot be used: "${join(folder, 'none.json')}" cannot be read (ENOENT); allowed: the path of a file, relative to the scenario`,
    );
    expect(status).toBe(2);
  });

  test('is never replaced by an output', async () => {
    const pump = join(folder, 'kept.json');
    copyFileSync(packagePath('hil/pump-file/example.json'), pump);
    const path = fileOf('kept.yaml', scenarioText({ pump: ownPump('./kept.json') }));
    const { stderr, status } = await model(path, '--trace', pump);
    expect(stderr).toContain('leads to the same file as the file ');
    expect(status).toBe(2);
  });
});
