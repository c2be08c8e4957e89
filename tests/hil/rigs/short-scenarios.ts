import { US_PER_DAY, US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { spanOf } from '../../../hil/scenario/checks/span.ts';
import { unattendedScenarios } from '../../../hil/scenario/library.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';

/** Longer scenarios run on a port and on an emulated board only in `npm run test:slow`. */
const SHORT_US = 4 * US_PER_HOUR;
/** Longer scenarios run on no emulated board: its processor executes each microsecond. */
const EMULATED_US = 2 * US_PER_DAY;

function lastsUs(scenario: Scenario): number {
  const spans = scenario.expect.map((one) => spanOf(one, scenario, undefined)?.toUs ?? 0).filter(Number.isFinite);
  return Math.max(...scenario.timeline.map((entry) => entry.atUs), ...spans);
}

const within = (us: number) => (scenario: Scenario) => lastsUs(scenario) <= us;

/** Returns the scenarios of at most four pump-hours. */
export const shortScenarios = (): readonly Scenario[] => unattendedScenarios().filter(within(SHORT_US));

/** Returns the scenarios for an emulated board: those of at most two pump-days. */
export const emulatedScenarios = (): readonly Scenario[] => unattendedScenarios().filter(within(EMULATED_US));

/** Returns those of the scenarios that last longer than four pump-hours. */
export const longOf = (scenarios: readonly Scenario[]): readonly Scenario[] =>
  scenarios.filter((scenario) => lastsUs(scenario) > SHORT_US);
