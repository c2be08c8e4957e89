import { afterEach, describe, expect, test, vi } from 'vitest';
import { matrixOf } from '../../../hil/requirements/matrix.ts';
import { SHIPPED_PREFIX, shippedRequirements } from '../../../hil/requirements/requirement-file.ts';
import { shippedScenarios, unattendedScenarios } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { type BrokenPump, brokenPumps } from './broken-pumps.ts';
import { coveredIds } from './covered-ids.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const idsOf = ({ violates }: BrokenPump): readonly string[] => violates.map((number) => `${SHIPPED_PREFIX}${number}`);

/** Ids of the checks of a scenario that do not pass. A run that the broken pump ends early proves nothing. */
async function missedIn(scenario: Scenario, { product }: BrokenPump): Promise<readonly string[]> {
  const own = product !== undefined && scenario.pump.product === product.id ? { product } : {};
  try {
    const { measurements } = await runScenario(scenario, { rig: 'model', ...own });
    return measurements.filter(({ verdict }) => verdict !== 'pass').flatMap(({ requires }) => requires);
  } catch {
    return [];
  }
}

describe('a broken pump fails a check of each requirement that it violates', () => {
  test.each(brokenPumps)('it $what', async (broken) => {
    const ids = idsOf(broken);
    const asked = unattendedScenarios().filter(({ expect: all }) =>
      all.some(({ requires }) => requires.some((id) => ids.includes(id))),
    );
    broken.breaks?.();
    const missed = new Set<string>();
    for (const scenario of asked) for (const id of await missedIn(scenario, broken)) missed.add(id);
    expect(ids.filter((id) => !missed.has(id))).toEqual([]);
  });

  test('each covered requirement is violated by a pump of this table', () => {
    const violated = new Set(brokenPumps.flatMap(idsOf));
    expect(coveredIds.filter((id) => !violated.has(id))).toEqual([]);
    expect([...violated].filter((id) => !coveredIds.includes(id))).toEqual([]);
  });

  test('unbroken, every covering check passes', async () => {
    const covering = matrixOf(shippedRequirements(), shippedScenarios()).totals.scenarioCount;
    const missed = await Promise.all(
      unattendedScenarios()
        .filter(({ expect: all }) => all.some(({ requires }) => requires.length > 0))
        .map((scenario) => missedIn(scenario, { what: '', violates: [] })),
    );
    expect(missed.length).toBe(covering);
    expect(missed.flat()).toEqual([]);
  });
});
