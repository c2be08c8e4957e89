import { basename } from 'node:path';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import { HilError } from '../base/hil-error.ts';
import { rigNames } from '../rigs/rig-names.ts';
import { shippedScenarios } from './library.ts';
import { needsFirmware, needsHand } from './needs.ts';
import { refuseImpossible } from './preconditions.ts';
import type { Scenario } from './scenario.ts';

/** Facts about a scenario that a list shows. */
export interface ScenarioFacts {
  readonly name: string;
  readonly says: string;
  readonly tags: readonly string[];
  /** Ids of the requirements that its checks cover. */
  readonly requirements: readonly string[];
  readonly product: string;
  /** Names of its parameters. It runs once per combination of their values. */
  readonly parameters: readonly string[];
  /** Rigs of this program that can run it. A port can run it if its board has the same parts. */
  readonly rigs: readonly string[];
  readonly needsHand: boolean;
  /** True if only a firmware under test can run it. */
  readonly needsFirmware: boolean;
  readonly checks: readonly string[];
}

/** Lists the shipped scenarios. */
export function listScenarios(): readonly ScenarioFacts[] {
  return firstRuns().map(scenarioFacts);
}

/** Returns the first run of each shipped scenario, under the name of its file. */
export function firstRuns(): readonly Scenario[] {
  const files = new Map<string, Scenario>();
  for (const scenario of shippedScenarios()) if (!files.has(scenario.file)) files.set(scenario.file, scenario);
  return [...files.values()].map((scenario) => ({ ...scenario, name: basename(scenario.file, '.yaml') }));
}

export function scenarioFacts(scenario: Scenario): ScenarioFacts {
  const { name, says, tags, expect, pump, parameters = {} } = scenario;
  return {
    name,
    says,
    tags,
    requirements: [...new Set(expect.flatMap(({ requires }) => requires))].sort(),
    product: pump.product,
    parameters: Object.keys(parameters),
    rigs: rigNames.filter((rig) => fits(scenario, rig)),
    needsHand: needsHand(scenario),
    needsFirmware: needsFirmware(scenario),
    checks: expect.map((expectation) => expectation.name),
  };
}

function fits(scenario: Scenario, rig: string): boolean {
  const product = scenario.ownProduct ?? productNamed(scenario.pump.product);
  if (product === undefined) return false;
  try {
    refuseImpossible(scenario, product, rig);
    return true;
  } catch (error) {
    if (error instanceof HilError) return false;
    throw error;
  }
}
