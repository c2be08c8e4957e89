import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import type { Results } from '../../../hil/report/results.ts';
import { resultsSchema } from '../../../hil/report/results-schema.ts';
import { type Parts, scenarioText } from '../scenario/language/scenario-text.ts';
import { parsedXml } from '../xml.ts';
import { refusedText, sameName } from './listed-files.ts';
import { type Said, said } from './said.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-out-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const model = (...args: readonly string[]): Promise<Said> => said('run', ...args, '--rig', 'model');

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function scenarioOf(name: string, parts: Parts): string {
  return written(name, scenarioText(parts));
}

function resultsIn(out: string): Results {
  const parsed = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
  expect(resultsSchema.safeParse(parsed).error).toBeUndefined();
  return parsed;
}

describe('--out', () => {
  test('writes report, trace and CSV file of each scenario, and five files of the call', async () => {
    const out = join(folder, 'deep', 'two');
    const { status, stderr } = await model('mri-30-min', 'roller-study', '--out', out);
    expect([status, stderr]).toEqual([0, '']);
    expect(readdirSync(out).sort()).toEqual([
      'index.html',
      'index.json',
      'junit.xml',
      'mri-30-min.csv',
      'mri-30-min.html',
      'mri-30-min.trace.ndjson',
      'results.json',
      'roller-study.csv',
      'roller-study.html',
      'roller-study.trace.ndjson',
      'summary.md',
    ]);
    const { identity, totals, scenarios } = resultsIn(out);
    expect(identity.command).toEqual(['run', 'mri-30-min', 'roller-study', '--out', out, '--rig', 'model']);
    expect(totals.scenarios).toMatchObject({ pass: 2, fail: 0 });
    const trace = readFileSync(join(out, 'mri-30-min.trace.ndjson'), 'utf8').trimEnd().split('\n');
    const [header, end] = [trace[0], trace.at(-1)].map((line) => JSON.parse(line ?? '') as Record<string, unknown>);
    expect(header).toMatchObject({ command: identity.command, host: identity.host.name });
    expect(scenarios[0]).toMatchObject({
      hash: header?.scenarioHash,
      fingerprint: end?.fingerprint,
      pump: { id: 'synchromed-ii', hash: header?.pumpHash },
      files: { trace: 'mri-30-min.trace.ndjson', csv: 'mri-30-min.csv', html: 'mri-30-min.html' },
      repeat: 'rollerloop run mri-30-min --rig model --seed 1',
    });
    const index = JSON.parse(readFileSync(join(out, 'index.json'), 'utf8')) as { scenarios: object[] };
    expect(index.scenarios[1]).toMatchObject({ label: 'roller-study', verdict: 'pass', csv: 'roller-study.csv' });
    const junit = readFileSync(join(out, 'junit.xml'), 'utf8');
    expect(parsedXml(junit).children).toHaveLength(2);
    expect(junit).toContain(`[[ATTACHMENT|${join(out, 'mri-30-min.trace.ndjson')}]]`);
    expect(readFileSync(join(out, 'summary.md'), 'utf8')).toContain('# Rollerloop: 2 passed');
  });

  test('keeps the files of a failed run, names a refused one, and repeats its line', async () => {
    const out = join(folder, 'failed');
    const wrong = scenarioOf('wrong file.yaml', {
      timeline: ['{ at: 1 min, roller study: take, name: study }'],
      expect: ['{ name: wrong, outcome: fail, of: study }'],
    });
    const refused = written('refused.yaml', refusedText);
    const { status } = await model(wrong, refused, join(folder, 'none.yaml'), '--out', out);
    expect(status).toBe(1);
    const { scenarios, exitStatus, totals } = resultsIn(out);
    expect(scenarios.map(({ verdict, failure, files }) => [verdict, failure?.code, files.trace])).toEqual([
      ['fail', undefined, 'trial.trace.ndjson'],
      ['not decided', 'PUMP_REFUSED', 'refused.trace.ndjson'],
      ['not decided', 'SCENARIO_UNREADABLE', null],
    ]);
    expect([exitStatus, totals.scenarios.fail, totals.scenarios.notDecided]).toEqual([1, 1, 2]);
    const summary = readFileSync(join(out, 'summary.md'), 'utf8');
    expect(summary).toContain(`- repeat: \`rollerloop run '${wrong}' --rig model --seed 1\``);
    expect(summary.indexOf('## Failures')).toBeLessThan(summary.indexOf('## Scenarios'));
    expect(summary.match(/boreMm/g)).toHaveLength(1);
  });

  test('gives two scenarios of one name files of their own', async () => {
    const out = join(folder, 'same');
    const [a, b] = [written('a.yaml', sameName('0.5 mL/day')), written('b.yaml', sameName('0.5 mL/day'))];
    expect((await model(a, b, 'roller-study', 'roller-study', '--out', out)).status).toBe(0);
    expect(readdirSync(out).filter((name) => name.endsWith('.csv'))).toHaveLength(4);
  });

  test('refuses, before anything runs, an output that is an input or another output', async () => {
    const out = join(folder, 'clash');
    mkdirSync(out);
    const input = join(out, 'trial.csv');
    const own = scenarioOf('clash/trial.yaml', { timeline: ['{ at: 1 h, interrogate: once }'] });
    writeFileSync(input, '0 0\n');
    const { status, stdout, stderr } = await model(own, '--out', out, '--hand', input);
    expect(stderr).toBe(
      `error: --out ${input} leads to the same file as --hand ${input}, an input. Nothing was run. Name another file for the output.\n`,
    );
    expect([status, stdout, readFileSync(input, 'utf8')]).toEqual([2, '', '0 0\n']);
    const junit = join(out, 'junit.xml');
    expect((await model(own, '--out', out, '--junit', junit)).stderr).toBe(
      `error: --out ${junit} leads to the same file as --junit ${junit}, another output. Nothing was run. Name another file for the output.\n`,
    );
    expect(existsSync(junit)).toBe(false);
  });

  test('reports a file that could not be written, with status 5', async () => {
    const out = join(folder, 'full');
    mkdirSync(out);
    symlinkSync('/dev/full', join(out, 'results.json'));
    const { status, stdout, stderr } = await model('roller-study', '--out', out);
    expect(stderr).toBe(`error: \`--out\` "${join(out, 'results.json')}" could not be written (ENOSPC).\n`);
    expect([status, /^PASS/.test(stdout), existsSync(join(out, 'junit.xml'))]).toEqual([5, true, true]);
  });

  test('refuses a path that is no folder', async () => {
    const file = written('file', 'kept');
    expect((await model('roller-study', '--out', file)).stderr).toBe(
      `error: \`--out\` "${file}" is a file; allowed: a folder, which is made if it does not exist.\n`,
    );
    const below = join(file, 'below');
    expect((await model('roller-study', '--out', below)).stderr).toBe(
      `error: \`--out\` "${below}" lies below a file; allowed: a folder, which is made if it does not exist.\n`,
    );
  });
});

describe('--signals', () => {
  test('chooses the columns of the CSV files', async () => {
    const out = join(folder, 'chosen');
    await model('mri-30-min', '--out', out, '--signals', 'pump.log,true.rotorDeg');
    const lines = readFileSync(join(out, 'mri-30-min.csv'), 'utf8').split('\n');
    const rows = lines.filter((line) => !line.startsWith('#'));
    expect(rows[0]).toBe('time [s],pump.log,true.rotorDeg [deg]');
    expect(rows).toContain('4622.4,motor stall,249.33251658');
    expect(lines[0]).toBe('# schema: rollerloop/csv/1');
  });

  test('keeps an empty column for a signal that the run lacks', async () => {
    const out = join(folder, 'lacking');
    const names = 'true.tipUg.morphine,pump.rateMlPerDay,true.tipMl';
    await model('mri-30-min', '--out', out, '--signals', names);
    const [head, first] = readFileSync(join(out, 'mri-30-min.csv'), 'utf8')
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect([head, first]).toEqual([
      'time [s],true.tipUg.morphine [ug],pump.rateMlPerDay [mL/day],true.tipMl [mL]',
      '0,,0.5,',
    ]);
  });

  test.each([
    [
      'true.rotordeg',
      '`--signals` names "true.rotordeg"; allowed: names of signals, separated by commas. `rollerloop doc trace` lists them. Did you mean "true.rotorDeg"?',
    ],
    [
      'pump.log,pump.log',
      '`--signals` names "pump.log" twice; allowed: each signal once. `rollerloop doc trace` lists them.',
    ],
    [
      Array.from({ length: 101 }, (_, index) => `true.tipUg.drug${index}`).join(','),
      '`--signals` names 101 signals; allowed: at most 100. `rollerloop doc trace` lists them.',
    ],
  ])('refuses "%s"', async (signals, message) => {
    const { status, stderr } = await model('roller-study', '--out', join(folder, 'not-made'), '--signals', signals);
    expect([status, stderr]).toEqual([2, `error: ${message}\n`]);
    expect(existsSync(join(folder, 'not-made'))).toBe(false);
  });
});

test('a firmware under test gets the same files, which name it', async () => {
  const [out, html, vcd] = ['of-firmware', 'of-firmware.html', 'of-firmware.vcd'].map((name) => join(folder, name));
  const firmware = packagePath('firmware-sim/reference/reference.hex');
  const files = ['--out', out as string, '--html', html as string, '--vcd', vcd as string];
  const { status, stderr } = await model('walk-past-a-magnet', '--firmware', firmware, ...files);
  expect([status, stderr]).toEqual([0, '']);
  expect(readFileSync(join(out as string, 'walk-past-a-magnet.csv'), 'utf8')).toContain('true.rotorDeg');
  const [result] = resultsIn(out as string).scenarios;
  expect(result).toMatchObject({ verdict: 'pass', firmware: { kind: 'emulated', name: 'reference firmware' } });
  expect(readFileSync(html as string, 'utf8')).toContain('reference firmware');
  expect(readFileSync(vcd as string, 'utf8')).toContain('rotorDeg');
});
