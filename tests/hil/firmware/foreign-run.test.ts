import { describe, expect, test } from 'vitest';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { firmwareFileDefaults } from '../../../hil/firmware/firmware-file.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { runDouble } from './double-run.ts';
import { ModelDouble } from './model-double.ts';

const verdictsOf = ({ measurements }: Awaited<ReturnType<typeof runDouble>>): readonly (readonly string[])[] =>
  measurements.map(({ name, verdict }) => [name, verdict]);

describe('a firmware behind the telemetry wire', () => {
  test.each([
    'another-drug-is-filled-in',
    'bolus-over-an-hour',
    'bolus-settings-too-large',
    'bridge-bolus',
    'draft-needs-a-confirmation',
    'hand-magnet-along-shaft',
    'mri-30-min',
    'mri-bound-gears',
    'mri-shorter-than-detection',
    'occlusion-slips-back',
    'refill-into-the-access-port',
    'roller-study',
    'roller-study-ends-in-a-stall',
    'roller-study-in-field',
    'settings-outlast-a-stop',
    'stopped-mode-hides-a-stall',
    'walk-past-a-magnet',
    'weak-field-loses-turns',
  ])('gives the verdicts of the same firmware inside the bench: %s', async (name) => {
    const scenario = scenarioNamed(name);
    const result = await runDouble(scenario);
    expect(verdictsOf(result)).toEqual(verdictsOf(await runScenario(scenario, { rig: 'model' })));
    expect(result.invariants.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(result.firmware).toMatchObject({ name: 'double', kind: 'native' });
  });

  test('rests on its own laws of detection, not on those of the model', async () => {
    const { assumed } = await runDouble(scenarioNamed('mri-30-min'));
    expect(assumed).toContain('detection, recovery, alarms and log are those of the firmware under test');
    expect(assumed.filter((text) => /^(detection law|detectMl) =/.test(text))).toEqual([]);
  });

  test('fails if it steps slower than it states', async () => {
    const make = (): ModelDouble => new ModelDouble(synchromedII, {}, 1.02);
    const { invariants, verdict } = await runDouble(scenarioNamed('mri-shorter-than-detection'), { make });
    const failed = invariants.filter((one) => one.verdict === 'fail');
    expect(failed.map(({ name }) => name)).toEqual(['a firmware keeps the rate that it states']);
    expect(verdict).toBe('fail');
  });

  test('does not decide a check whose signal telemetry never states', async () => {
    const { measurements } = await runDouble(scenarioNamed('flex-day'));
    const open = measurements.filter(({ verdict }) => verdict === 'not decided');
    expect(open.map(({ name, reason }) => [name, reason])).toEqual([
      ['sum of a day', 'no source'],
      ['bolus suspends the program', 'no source'],
    ]);
    expect(open[0]?.note).toMatch(/^`pump\.programmedMl` has no source: a firmware states the volume only/);
  });

  test('is read its log later, with the error of its own clock', async () => {
    const records: TraceRecord[] = [];
    const run = (logResolutionS: number) =>
      runDouble(scenarioNamed('mri-30-min'), {
        file: { ...firmwareFileDefaults, logResolutionS },
        make: () => Object.assign(new ModelDouble(synchromedII), { isQuiet: true }),
        onRecord: (record) => void records.push(record),
      });
    const verdictOf = async (result: ReturnType<typeof run>, name: string) =>
      (await result).measurements.find((one) => one.name === name)?.verdict;
    const fine = run(1);
    expect(await verdictOf(fine, 'stall noticed')).toBe('pass');
    const entry = records.find((record) => 'e' in record && record.e === 'pump.log');
    // The entry was written 17 min after the scan began, and read by the first interrogation, at 3 h.
    expect(entry).toMatchObject({ t: 10_800_000_000, entry: 'motor stall', noticedErrorUs: 2_000_000 });
    expect(Math.abs(Number((entry as { readonly noticedUs?: number }).noticedUs) - 4_622_400_000)).toBeLessThan(
      2_000_000,
    );
    expect(await verdictOf(run(600), 'stall noticed')).toBe('not decided');
  });

  test('opens another session after the bench has reset the firmware', async () => {
    const records: TraceRecord[] = [];
    const scenario = scenarioNamed('error-ends-a-bolus');
    await runDouble(scenario, { onRecord: (record) => void records.push(record) });
    const resetUs = records.find((record) => 'e' in record && record.e === 'true.defect')?.t ?? Number.NaN;
    // This double forgets its program at a reset, and says so.
    const modes = records.filter((record) => 'e' in record && record.e === 'pump.mode');
    expect(modes.at(-1)).toMatchObject({ mode: 'stopped' });
    expect(modes.at(-1)?.t).toBeGreaterThanOrEqual(resetUs);
  });

  test.each<[string, RegExp]>([
    ['alarm-silenced', /:9:5: found `alarm: silence`; allowed: `alarm: test`, since no verb silences alarms/],
    ['low-battery-reset', /found `defect: low battery reset`; allowed: a defect of motor, battery or supply/],
    ['feedthrough-shorting', /found `defect: feedthrough shorting`/],
    ['premature-alarm-after-interrogation', /found `quirk`/],
    ['scan-check-done', /found an altered memory by a field/],
    ['prometra-scan-emptied', /FIRMWARE|found a firmware under test with prometra-ii/],
  ])('is refused before the start what no verb reaches: %s', async (name, message) => {
    await expect(runDouble(scenarioNamed(name))).rejects.toMatchObject({
      code: 'SCENARIO_IMPOSSIBLE',
      fault: 'usage',
      message: expect.stringMatching(message),
    });
  });

  test('is refused an action whose verb its file does not list, by the name of the verb', async () => {
    const file = {
      ...firmwareFileDefaults,
      verbs: ['IDENT', 'THERAPY', 'PROGBEGIN', 'PROGMODE', 'PROGRATE', 'PROGVOL', 'PROGCOMMIT', 'INTERROGATE'],
    } as const;
    await expect(runDouble(scenarioNamed('bolus-over-an-hour'), { file })).rejects.toMatchObject({
      code: 'SCENARIO_IMPOSSIBLE',
      message: expect.stringContaining('for a firmware without the verb BOLUS; allowed: a firmware with BOLUS'),
    });
  });
});
