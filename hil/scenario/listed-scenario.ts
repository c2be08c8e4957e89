import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import { HilError } from '../base/hil-error.ts';
import { rigNames } from '../rigs/rig-names.ts';
import { shippedScenarios } from './library.ts';
import { refuseImpossible } from './preconditions.ts';
import type { Scenario } from './scenario.ts';

/** What a list says of a scenario. */
export interface ScenarioFacts {
  readonly name: string;
  readonly says: string;
  readonly tags: readonly string[];
  /** Ids of the requirements that its checks cover. */
  readonly requirements: readonly string[];
  readonly product: string;
  /** Rigs in this program that can run it; a port needs what they have. */
  readonly rigs: readonly string[];
  readonly needsHand: boolean;
  readonly checks: readonly string[];
}

/** Lists the shipped scenarios. */
export function listScenarios(): readonly ScenarioFacts[] {
  return shippedScenarios().map(scenarioFacts);
}

export function scenarioFacts(scenario: Scenario): ScenarioFacts {
  const { name, says, tags, expect, pump, fieldFrom } = scenario;
  return {
    name,
    says,
    tags,
    requirements: [...new Set(expect.flatMap(({ requires }) => requires))].sort(),
    product: pump.product,
    rigs: rigNames.filter((rig) => fits(scenario, rig)),
    needsHand: fieldFrom !== undefined,
    checks: expect.map((expectation) => expectation.name),
  };
}

function fits(scenario: Scenario, rig: string): boolean {
  const product = productNamed(scenario.pump.product);
  if (product === undefined) return false;
  try {
    refuseImpossible(scenario, product, rig);
    return true;
  } catch (error) {
    if (error instanceof HilError) return false;
    throw error;
  }
}
