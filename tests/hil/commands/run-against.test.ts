import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Said, said } from './said.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-against-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const model = (...args: readonly string[]): Promise<Said> => said('run', ...args, '--rig', 'model');

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
