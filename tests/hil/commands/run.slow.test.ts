import { expect, test } from 'vitest';
import { shippedScenarios } from '../../../hil/scenario/library.ts';
import { said } from './said.ts';

test('run: all runs every bundled scenario, and names those that it leaves out', async () => {
  const { status, stdout, stderr } = await said('run', 'all', '--rig', 'model', '--json');
  const objects = JSON.parse(stdout) as { scenario: string; verdict: string; reason?: string }[];
  expect(objects.map(({ scenario, verdict }) => [scenario, verdict])).toEqual(
    shippedScenarios().map(({ name, fieldFrom }) => [name, fieldFrom === undefined ? 'pass' : 'skipped']),
  );
  expect(objects.find(({ scenario }) => scenario === 'mri-by-hand')?.reason).toContain('a magnet in a hand');
  expect(objects.length).toBeGreaterThanOrEqual(13);
  expect([status, stderr]).toEqual([0, '']);
});
