import { US_PER_DAY } from '../../../firmware-sim/base/time-units.ts';
import { spanOf } from '../../../hil/scenario/checks/span.ts';
import { unattendedScenarios } from '../../../hil/scenario/library.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';

/** Longer scenarios run in the model only: an emulated processor executes each microsecond. */
const LONGEST_US = 2 * US_PER_DAY;

function lastsUs(scenario: Scenario): number {
  const spans = scenario.expect.map((one) => spanOf(one, scenario, undefined)?.toUs ?? 0).filter(Number.isFinite);
  return Math.max(...scenario.timeline.map((entry) => entry.atUs), ...spans);
}

/** For the emulated board: of at most two pump-days. */
export const shortScenarios = (): readonly Scenario[] =>
  unattendedScenarios().filter((scenario) => lastsUs(scenario) <= LONGEST_US);
