import { afterEach, describe, expect, test, vi } from 'vitest';
import { SHIPPED_PREFIX } from '../../../hil/requirements/requirement-file.ts';
import { unattendedScenarios } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import type { BrokenPump } from './broken-pump.ts';
import { brokenPumps } from './broken-pumps.ts';
import { coveredIds } from './covered-ids.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const covering = unattendedScenarios().filter(({ expect: all }) => all.some(({ requires }) => requires.length > 0));
const unbroken: BrokenPump = { what: 'works', violates: [] };

function isViolated(id: string, { violates }: BrokenPump): boolean {
  return violates.some((number) => id === `${SHIPPED_PREFIX}${number}`);
}

/** Returns a name for each pair of id and check: `GIP-1.4.8 by "a second bolus is refused" of bolus-over-an-hour`. */
function claimsOf({ name, expect: all }: Scenario): readonly string[] {
  return all.flatMap((one) => one.requires.map((id) => `${id} by "${one.name}" of ${name}`));
}

/** Returns the pairs of a scenario whose checks do not pass. A run that ends early proves nothing. */
async function missedClaims(scenario: Scenario, { product }: BrokenPump): Promise<readonly string[]> {
  const own = product !== undefined && scenario.pump.product === product.id ? { product } : {};
  try {
    const { measurements } = await runScenario(scenario, { rig: 'model', invariants: [], ...own });
    const missed = new Set(measurements.filter(({ verdict }) => verdict !== 'pass').map(({ name }) => name));
    return claimsOf({ ...scenario, expect: scenario.expect.filter(({ name }) => missed.has(name)) });
  } catch {
    return [];
  }
}

describe('a pump that is broken on purpose', () => {
  const proven = new Set<string>();

  test.each(brokenPumps)('fails a check of each requirement that it violates: it $what', async (broken) => {
    const asked = covering.filter(({ expect: all }) =>
      all.some(({ requires }) => requires.some((id) => isViolated(id, broken))),
    );
    broken.breaks?.();
    const missed: string[] = [];
    for (const scenario of asked) missed.push(...(await missedClaims(scenario, broken)));
    const shown = missed.filter((claim) => isViolated(claim.split(' ')[0] ?? '', broken));
    for (const claim of shown) proven.add(claim);
    const ids = new Set(shown.map((claim) => claim.split(' ')[0]?.replace(SHIPPED_PREFIX, '')));
    expect(broken.violates.filter((number) => !ids.has(number))).toEqual([]);
  });

  test('proves each id of each check: it fails on a pump that violates that id', () => {
    expect(covering.flatMap(claimsOf).filter((claim) => !proven.has(claim))).toEqual([]);
    expect(coveredIds.filter((id) => !brokenPumps.some((broken) => isViolated(id, broken)))).toEqual([]);
  });

  test('is the cause: on a sound pump every covering check passes', async () => {
    const missed = await Promise.all(covering.map((scenario) => missedClaims(scenario, unbroken)));
    expect(missed.flat()).toEqual([]);
  });
});
