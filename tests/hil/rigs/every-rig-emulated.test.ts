import { expect, test } from 'vitest';
import { US_PER_DAY } from '../../../firmware-sim/motor-line.ts';
import { unattendedScenarios } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { spanOf } from '../../../hil/scenario/span.ts';
import { describeRig } from './every-rig.ts';
import { goldenFingerprints } from './golden-fingerprints.ts';

/** What lasts longer runs in the bench only: each of its microseconds is lived by a processor. */
const LONGEST_US = 2 * US_PER_DAY;

function lastsUs(scenario: Scenario): number {
  const spans = scenario.expect.map((one) => spanOf(one, scenario, undefined)?.toUs ?? 0).filter(Number.isFinite);
  return Math.max(...scenario.timeline.map((entry) => entry.atUs), ...spans);
}

const short = unattendedScenarios().filter((scenario) => lastsUs(scenario) <= LONGEST_US);

describeRig('emulated', short);

test.each(short.filter(({ name }) => name.startsWith('roller-study')))(
  'the geared bench with a STEP/DIR driver lives $name alike',
  async (scenario) => {
    const result = await runScenario(scenario, { rig: 'emulated:nema17' });
    expect(result.verdict).toBe('pass');
    expect(result.fingerprint).toBe(goldenFingerprints[scenario.name]);
  },
);
