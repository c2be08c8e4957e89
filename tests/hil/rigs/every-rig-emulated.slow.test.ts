import { expect, test } from 'vitest';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { everySo } from '../../run-count.ts';
import { describeRig } from './every-rig.ts';
import { goldenFingerprints } from './golden-fingerprints.ts';
import { shortScenarios } from './short-scenarios.ts';

const short = shortScenarios();

// A scenario on an emulated board takes up to a second. Those left out run in `npm run test:long`.
describeRig('emulated', everySo(4, short));

test.each(
  everySo(
    4,
    short.filter(({ name }) => name.startsWith('roller-study')),
  ),
)('the geared bench with a STEP/DIR driver runs $name alike', async (scenario) => {
  const result = await runScenario(scenario, { rig: 'emulated:nema17' });
  expect(result.verdict).toBe('pass');
  expect(result.fingerprint).toBe(goldenFingerprints[scenario.name]);
});
