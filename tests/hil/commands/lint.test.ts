import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarioNames } from '../../../hil/scenario/library.ts';
import { scenarioText } from '../scenario/language/scenario-text.ts';
import { said } from './said.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-lint-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('lint', () => {
  test('prints ok for a valid file, with its number of entries and expectations', async () => {
    const path = fileOf('good.yaml', scenarioText({ timeline: ['{ at: 1 h, interrogate: once }'] }));
    expect(await said('lint', path)).toEqual({
      status: 0,
      stdout: `ok ${path}: 1 entry, 1 expectation\n`,
      stderr: '',
    });
  });

  test('reads the scenarios that come with the bench by their names, and all of them', async () => {
    const { status, stdout } = await said('lint', 'all');
    expect(stdout.trimEnd().split('\n')).toHaveLength(scenarioNames().length);
    expect(status).toBe(0);
    expect((await said('lint', 'roller-study')).stdout).toMatch(/^ok roller-study: /);
  });

  test('reports all problems of each file, goes on to the next, and ends with status 2', async () => {
    const [bad, good] = [
      fileOf('bad.yaml', scenarioText({ timeline: ['{ at: 1, field: 1 T }', '{ at: 2 h, stop: pmp }'] })),
      fileOf('fine.yaml', scenarioText({})),
    ];
    const { status, stdout, stderr } = await said('lint', bad, './none.yaml', 'rollr-study', good);
    expect(stderr).toContain(`2 problems in ${bad}; nothing was run.`);
    expect(stderr).toContain(`${bad}:5:11: found "1" for \`at\`; allowed: a number with a unit`);
    expect(stderr).toContain(`${bad}:6:22: found "pmp" for \`stop\`; allowed: pump; did you mean pump?`);
    expect(stderr).toContain('"./none.yaml" cannot be read (ENOENT).');
    expect(stderr).toContain('Did you mean "roller-study"?');
    expect(stdout).toBe(`ok ${good}: 0 entries, 1 expectation\n`);
    expect(status).toBe(2);
  });

  test('recognises a directory that is named without ./', async () => {
    expect(await said('lint', 'tests')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: "tests" is a directory; allowed: a regular file of at most 1000000 bytes.\n',
    });
  });

  test('reports an error for any input that is not a scenario', async () => {
    const files = ['', '\u0000\u0001', '- - -', '{', 'a: &a [*a]', '%'.repeat(1000)];
    for (const [i, text] of files.entries()) {
      const { status, stdout, stderr } = await said('lint', fileOf(`odd-${i}.yaml`, text));
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^error: .*odd-\d\.yaml/);
    }
    const long = fileOf('long.yaml', ' '.repeat(1_000_001));
    expect((await said('lint', long)).stderr).toContain('has 1000001 bytes; allowed: at most 1000000 bytes.');
  });
});

test('--explain prints each check as written, as a sentence and as a formula', async () => {
  const text = `scenario: explained
says: Checks in three ways.
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }
timeline:
  - { at: 1 h, field: 1.5 T, name: scan }
expect:
  - { name: noticed, whenever: true.rotor held, see: pump.log "motor stall", within: 21 min }
  - { name: logged, after: scan, within: 1 h, see: pump.log "motor stall" }
  - { name: in order, in order: [true.rotor held, pump.log "motor stall"] }
  - { name: lasts, whenever: true.rotor held, see: true.rotor is held, within: 30 min, for at least: 5 min }
  - { name: few, count: pump.log, per: 2 h, at most: 2 }
`;
  const { status, stdout, stderr } = await said('lint', '--explain', fileOf('explained.yaml', text));
  expect(status).toBe(0);
  expect(stdout.split('\n').slice(1, 11)).toEqual([
    '  noticed',
    '    written   whenever: true.rotor held',
    '              see: pump.log "motor stall"',
    '              within: 21 min',
    '    sentence  Whenever true.rotor "held" occurs, at some time within 21 min pump.log "motor stall" occurs.',
    '    formula   always (true.rotor "held" -> (eventually[0 s, 21 min] pump.log "motor stall"))',
    '    in time   by its limit, within 21 min',
    '  logged',
    '    written   after: scan',
    '              within: 1 h',
  ]);
  expect(stdout).toContain('    sentence  Whenever the entry "scan" is carried out, at some time within 1 h pump.log');
  expect(stdout).toContain('    in time   by the nearest of its limits: within 30 min, for at least 5 min\n');
  expect(stdout).toContain('    in time   how far one occurrence might move, by the window of 2 h\n');
  expect(stdout).toContain('    in time   none: the check has no limit in time, and asks about the whole run\n');
  expect(stderr).toMatch(
    /^warning: .*:9:5: "in order" waits for an event without a time; only `run at most` \(30 d\) may end the run/,
  );
});
