import { definitionOf } from './actions/action-table.ts';
import type { Scenario } from './scenario.ts';

/** Returns whether a person has to hold a magnet at the sensor of the rig. */
export function needsHand({ fieldFrom }: Scenario): boolean {
  return fieldFrom !== undefined;
}

/** Returns whether only a firmware under test can run the scenario, and the scenario names none. The model has no memory of bytes. */
export function needsFirmware({ timeline, firmware }: Scenario): boolean {
  return firmware === undefined && timeline.some(({ action }) => definitionOf(action).needsFirmware === true);
}
