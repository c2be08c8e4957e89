import type { Product } from '../../../firmware-sim/products/product.ts';
import { HilError } from '../../base/hil-error.ts';
import { definitionOf } from '../../scenario/actions/action-table.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { problemText } from '../../yaml/problem.ts';
import { draftFirst, firstProgramOf } from '../foreign/first-program.ts';
import { ForeignRun } from '../foreign/foreign-run.ts';
import type { StartingFirmware } from '../session/start-firmware.ts';
import { violationsOfFirmware } from './testable.ts';

/**
 * Prepares the run of a started firmware: refuses what the firmware cannot do, and drafts the first program. Closes the
 * firmware if it cannot run. Throws `HilError` SCENARIO_IMPOSSIBLE (usage) with every part that is missing.
 */
export async function preparedRun(
  starting: StartingFirmware,
  scenario: Scenario,
  product: Product,
): Promise<ForeignRun> {
  try {
    starting.mustMatch(product);
    const first = firstProgramOf(scenario.pump, product, starting);
    const missing = violationsOfFirmware(scenario, product, starting.capabilities, first.lacks);
    if (missing.length > 0) {
      const problems = missing.map((one) => `  ${problemText({ file: scenario.file, ...one.place, ...one })}`);
      const message = `${scenario.name} cannot run with the firmware "${starting.name}"; nothing was run.\n${problems.join('\n')}`;
      throw new HilError('SCENARIO_IMPOSSIBLE', 'usage', message);
    }
    const logNumber = mayRestart(scenario) ? (starting.read('LOG', { page: 0 })?.entryNumber ?? 0) : 0;
    draftFirst(first, scenario.pump, starting);
    return new ForeignRun({ starting, scenario, product, first, logNumber });
  } catch (error) {
    await starting.firmware.close();
    throw error;
  }
}

/** Returns whether the scenario itself may restart the firmware. */
function mayRestart({ timeline }: Scenario): boolean {
  return timeline.some(({ action }) => definitionOf(action).restartsFirmware === true);
}
