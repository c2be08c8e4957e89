import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import { HilError } from '../base/hil-error.ts';
import { rigNames } from '../rigs/rig-names.ts';
import { shippedScenarios } from '../scenario/library.ts';
import { refuseImpossible } from '../scenario/preconditions.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { outColour } from './colour.ts';
import { printOut } from './print-line.ts';

/** Lists the shipped scenarios. Returns the exit status. */
export function list(options: { readonly json: boolean }): number {
  const scenarios = shippedScenarios();
  if (options.json) {
    process.stdout.write(`${JSON.stringify(scenarios.map(rowOf))}\n`);
    return 0;
  }
  const widest = Math.max(...scenarios.map(({ name }) => name.length));
  for (const { name, says } of scenarios) printOut(`${outColour.bold(name.padEnd(widest))}  ${says}`, widest + 2);
  return 0;
}

/** Returns what `--json` says of a scenario. `rigs` are those in this program; a port needs what they have. */
function rowOf(scenario: Scenario): object {
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
