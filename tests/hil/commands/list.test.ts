import { describe, expect, test } from 'vitest';
import { scenarioNamed, scenarioNames } from '../../../hil/scenario/library.ts';
import { said } from './said.ts';

describe('list', () => {
  test('names every bundled scenario in order, with its description', async () => {
    const { status, stdout, stderr } = await said('list');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(scenarioNames());
    for (const [i, name] of scenarioNames().entries()) expect(lines[i]).toContain(scenarioNamed(name).says);
    expect([status, stderr]).toEqual([0, '']);
  });

  test('--json adds tags, requirements, product and the rigs that it can run on', async () => {
    const rows = JSON.parse((await said('list', '--json')).stdout) as Record<string, unknown>[];
    expect(rows.map(({ name, says }) => ({ name, says }))).toEqual(
      scenarioNames().map((name) => ({ name, says: scenarioNamed(name).says })),
    );
    const row = rows.find(({ name }) => name === 'mri-30-min');
    const { tags, expect: expected } = scenarioNamed('mri-30-min');
    expect(row).toMatchObject({
      schema: 'rollerloop/list/1',
      tags,
      requirements: [...new Set(expected.flatMap(({ requires }) => requires))].sort(),
      product: 'synchromed-ii',
      needsHand: false,
      checks: expected.map(({ name }) => name),
    });
    const benches = ['emulated', 'emulated:nema17', 'emulated:compass', 'emulated:servo'];
    expect(row?.rigs).toEqual(['model', 'loopback', 'virtual', ...benches]);
    const byHand = rows.find(({ name }) => name === 'mri-by-hand');
    expect([byHand?.needsHand, byHand?.rigs]).toEqual([true, expect.not.arrayContaining(['model'])]);
  });
});

describe('show', () => {
  test('prints a shipped scenario, without the schema line of its own folder', async () => {
    const { status, stdout, stderr } = await said('show', 'mri-30-min');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('\nscenario: mri-30-min\n');
    expect(stdout).not.toContain('yaml-language-server');
  });

  test('prints a file that a shipped scenario names', async () => {
    const { status, stdout, stderr } = await said('show', 'walk-into-a-half-tesla-scanner.csv');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('\ntime s,field mT\n0,0\n');
  });

  test.each([
    [
      './mri-30-min.yaml',
      'error: "./mri-30-min.yaml" is a path; allowed: the name of a shipped scenario. `rollerloop list` lists them.\n',
    ],
    ['mri-30-mn', 'Did you mean "mri-30-min"?\n'],
  ])('refuses %s', async (name, message) => {
    const { status, stdout, stderr } = await said('show', name);
    expect(stderr).toContain(message);
    expect([status, stdout]).toEqual([2, '']);
  });
});
