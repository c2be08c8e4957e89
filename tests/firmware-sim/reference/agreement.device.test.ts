import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { describeWith } from '../../needed-tool.ts';
import { firstOf, longTest } from '../../run-count.ts';
import { builtReference, referenceFolder } from './reference-build.ts';

/** Verdict of each check, and of each invariant that failed. */
function verdictsOf({ measurements, invariants }: RunResult): readonly string[] {
  const failed = invariants.filter(({ verdict }) => verdict === 'fail');
  return [...measurements, ...failed].map(({ name, verdict }) => `${name}: ${verdict}`);
}

async function verdictsWith(scenario: string, firmware?: string, rig = 'model'): Promise<readonly string[]> {
  return verdictsOf(await runScenario(scenarioNamed(scenario), { rig, ...(firmware && { firmware }) }));
}

/** Scenario that the model cannot run, because its memory has no bytes. */
const POWER_FAILS = 'power-fails-while-programming';

/** Scenarios within the functions of the reference firmware, and short enough for every run of the tests. */
const quick = [
  'roller-study',
  'mri-shorter-than-detection',
  'mri-30-min',
  'hand-magnet-along-shaft',
  'walk-past-a-magnet',
];

describeWith('g++', 'the reference firmware for this machine', () => {
  test.each(firstOf(5, ['bolus-over-an-hour', 'draft-needs-a-confirmation', ...quick, 'reservoir-low-then-empty']))(
    'gets the verdicts of the model: %s',
    async (scenario) => {
      const firmware = `native:${join(builtReference('all'), 'pump')}`;
      expect(await verdictsWith(scenario, firmware)).toEqual(await verdictsWith(scenario));
    },
  );

  test.each(firstOf(1, ['mri-30-min', 'roller-study', 'bolus-over-an-hour']))(
    'gets the verdicts of the model behind a rig: %s',
    async (scenario) => {
      const firmware = `native:${join(builtReference('all'), 'pump')}`;
      expect(await verdictsWith(scenario, firmware, 'loopback')).toEqual(await verdictsWith(scenario));
    },
  );

  test('keeps its program and its log through failures of the power', async () => {
    const { verdict } = await runScenario(scenarioNamed(POWER_FAILS), {
      rig: 'loopback',
      firmware: `native:${join(builtReference('all'), 'pump')}`,
    });
    expect(verdict).toBe('pass');
  });

  test('runs under the sanitizers without a report', async () => {
    const firmware = `native:${join(builtReference('sanitize'), 'pump-sanitized')}`;
    expect(await verdictsWith('mri-30-min', firmware)).toEqual(await verdictsWith('mri-30-min'));
  });
});

// In `npm test`, the same firmware for this machine does so.
longTest('the hex on the chip keeps its program and its log through failures of the power', async () => {
  const { verdict } = await runScenario(scenarioNamed(POWER_FAILS), {
    rig: 'model',
    firmware: join(referenceFolder, 'reference.hex'),
  });
  expect(verdict).toBe('pass');
});

test.each(firstOf(1, quick))('the hex on the emulated chip gets the verdicts of the model: %s', async (scenario) => {
  const firmware = join(referenceFolder, 'reference.hex');
  expect(await verdictsWith(scenario, firmware)).toEqual(await verdictsWith(scenario));
});
