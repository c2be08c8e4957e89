import { afterEach, describe, expect, test, vi } from 'vitest';
import { shippedInvariants } from '../../../hil/invariants/shipped.gen.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { type BrokenRun, brokenRuns } from './broken-runs.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

async function verdictOf({ invariant, scenario, product }: Pick<BrokenRun, 'invariant' | 'scenario' | 'product'>) {
  const own = product === undefined ? {} : { product };
  const result = await runScenario(scenarioNamed(scenario), { rig: 'model', ...own });
  return [result.invariants.find(({ name }) => name === invariant)?.verdict, result.verdict];
}

describe('an invariant of the package', () => {
  test.each(brokenRuns)('fails on a pump that violates it: $invariant', async (broken) => {
    expect((await verdictOf(broken))[0]).not.toBe('fail');
    broken.breaks();
    expect(await verdictOf(broken)).toEqual(['fail', 'fail']);
  });

  test('has a broken pump on which it fails', () => {
    const proven = new Set(brokenRuns.map(({ invariant }) => invariant));
    // Those of a firmware under test need one: see tests/hil/firmware.
    const ofPumps = shippedInvariants.filter(({ file }) => file !== 'firmware.yaml');
    expect(ofPumps.map(({ expectation }) => expectation.name).filter((name) => !proven.has(name))).toEqual([]);
    expect(shippedInvariants.length).toBeGreaterThanOrEqual(20);
  });
});
