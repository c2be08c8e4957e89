import { US_PER_DAY } from '../../../firmware-sim/motor-line.ts';
import { shippedScenarios } from '../../../hil/scenario/library.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { spanOf } from '../../../hil/scenario/span.ts';
import { describeRig } from './every-rig.ts';

/** What lasts longer runs in the bench only: each of its microseconds is lived by a processor. */
const LONGEST_US = 2 * US_PER_DAY;

function lastsUs(scenario: Scenario): number {
  const spans = scenario.expect.map((one) => spanOf(one, scenario, undefined)?.toUs ?? 0).filter(Number.isFinite);
  return Math.max(...scenario.timeline.map((entry) => entry.atUs), ...spans);
}

const short = shippedScenarios().filter((scenario) => lastsUs(scenario) <= LONGEST_US);

describeRig('emulated', short);
describeRig(
  'emulated:nema17',
  short.filter(({ name }) => name.startsWith('roller-study')),
);
