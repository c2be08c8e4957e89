import { expect, test } from 'vitest';
import { scenarioNamed, scenarioNames } from '../../../hil/scenario/library.ts';
import { said } from './said.ts';

test('list names every bundled scenario in order, with its description', async () => {
  const { status, stdout, stderr } = await said('list');
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(scenarioNames());
  for (const [i, name] of scenarioNames().entries()) expect(lines[i]).toContain(scenarioNamed(name).says);
  expect([status, stderr]).toEqual([0, '']);
});

test('list --json prints the same as data', async () => {
  const rows = scenarioNames().map((name) => ({ name, says: scenarioNamed(name).says }));
  expect(JSON.parse((await said('list', '--json')).stdout)).toEqual(rows);
});
