import { expect, test } from 'vitest';
import { HilError } from '../../../hil/hil-error.ts';
import { scenarios } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';

const study = scenarios[0] as Scenario;

test('a study that the pump refuses ends as usage, in the words of the pump', async () => {
  const twice: Scenario = {
    ...study,
    timeline: [
      { name: 'one', atUs: 10, action: { kind: 'roller study' } },
      { name: 'two', atUs: 1_000_000, action: { kind: 'roller study' } },
    ],
  };
  await expect(runScenario(twice, { rig: 'model' })).rejects.toMatchObject({ code: 'PUMP_REFUSED', fault: 'usage' });
});

test('a rate that the product does not know is refused before anything turns', async () => {
  const fast: Scenario = { ...study, pump: { ...study.pump, rateMlPerDay: 25 } };
  const error = await runScenario(fast, { rig: 'model' }).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(HilError);
  expect(error).toMatchObject({ code: 'PUMP_REFUSED', message: expect.stringContaining('0.048 to 24 mL/day') });
});

test('an expectation that is not met makes the verdict fail, whatever the others say', async () => {
  const wrong: Scenario = {
    ...study,
    expect: [...study.expect, { kind: 'outcome', name: 'wrong', study: 'study', is: 'fail' }],
  };
  const result = await runScenario(wrong, { rig: 'model' });
  expect(result.verdict).toBe('fail');
  expect(result.measurements.map((one) => one.verdict)).toEqual(['pass', 'pass', 'fail']);
});

test('a study that never ends is not decided, and the run ends by itself', async () => {
  const none: Scenario = { ...study, timeline: [] };
  const result = await runScenario(none, { rig: 'model' });
  expect(result.verdict).toBe('fail');
  expect(result.measurements[0]).toMatchObject({ verdict: 'not decided' });
});

test('the rig is free again and the end is told, however a run ends', async () => {
  for (const rig of ['loopback', 'lopback']) {
    const ends: string[] = [];
    await runScenario(study, { rig, onEnd: () => void ends.push('end') }).catch(() => undefined);
    expect(ends).toEqual(['end']);
  }
});
