import { expect, test } from 'vitest';
import { shippedScenarios, unattendedScenarios } from '../../../hil/scenario/library.ts';
import { said } from './said.ts';

const forModel = new Set(unattendedScenarios().map(({ name }) => name));

test('run: all runs every bundled scenario, and names those that it leaves out', async () => {
  const { status, stdout, stderr } = await said('run', 'all', '--rig', 'model', '--json');
  const objects = JSON.parse(stdout) as { scenario: string; verdict: string; reason?: string }[];
  expect(objects.map(({ scenario, verdict }) => [scenario, verdict])).toEqual(
    shippedScenarios().map(({ name }) => [name, forModel.has(name) ? 'pass' : 'skipped']),
  );
  expect(objects.find(({ scenario }) => scenario === 'mri-by-hand')?.reason).toContain('a magnet in a hand');
  const powerless = objects.find(({ scenario }) => scenario === 'power-fails-while-programming');
  expect(powerless?.reason).toMatch(/cannot run with the model.*allowed: a firmware under test/);
  expect(objects.length).toBeGreaterThanOrEqual(13);
  expect([status, stderr]).toEqual([0, '']);
});

test('run: all with a tag names the scenarios that it leaves out', async () => {
  const { status, stdout } = await said('run', 'all', '--tag', 'mri', '--rig', 'model', '--json');
  const objects = JSON.parse(stdout) as { scenario: string; verdict: string }[];
  expect(objects.map(({ scenario, verdict }) => [scenario, verdict])).toEqual(
    shippedScenarios()
      .filter(({ tags }) => tags.includes('mri'))
      .map(({ name, fieldFrom }) => [name, fieldFrom === undefined ? 'pass' : 'skipped']),
  );
  expect(status).toBe(0);
});

test('run: all with another pump runs the ones that fit it and names the rest', async () => {
  const { status, stdout, stderr } = await said('run', 'all', '--rig', 'model', '--pump', 'prometra-ii', '--json');
  const objects = JSON.parse(stdout) as { verdict: string; reason?: string; failure?: object }[];
  expect(objects).toHaveLength(shippedScenarios().length);
  expect(objects.filter(({ failure }) => failure !== undefined)).toEqual([]);
  const skipped = objects.filter(({ verdict }) => verdict === 'skipped');
  expect(skipped.length).toBeGreaterThan(0);
  expect(skipped.length).toBeLessThan(objects.length);
  expect(skipped.every(({ reason = '' }) => reason.length > 20)).toBe(true);
  expect([0, 1, 4]).toContain(status);
  expect(stderr).toBe('');
});
