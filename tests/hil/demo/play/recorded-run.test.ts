import { describe, expect, test } from 'vitest';
import { recordedRun } from './recorded.ts';

describe('a recorded run', () => {
  test('has the same state at a place, however the reader came to it', async () => {
    const [run, fresh] = [await recordedRun('mri-30-min'), await recordedRun('mri-30-min')];
    const places = run.events.map(({ words }, index) => [words.atUs, index + 1] as const);
    const forward = places.map(([atUs, passed]) => run.stateAt(atUs, passed));
    const back = places.toReversed().map(([atUs, passed]) => run.stateAt(atUs, passed));
    expect(back.toReversed()).toEqual(forward);
    expect(fresh.stateAt(run.endUs, run.events.length)).toEqual(run.stateAt(run.endUs, run.events.length));
  });

  test('shows no event that was not passed, although it has the same time', async () => {
    const run = await recordedRun('mri-30-min');
    const at = run.events.findIndex(({ words }) => words.text.startsWith('raises a critical alarm'));
    const atUs = run.events[at]?.words.atUs ?? 0;
    expect(run.stateAt(atUs, at).alarms).toEqual([]);
    expect(run.stateAt(atUs, at + 1).alarms).toEqual(['critical: motor stall']);
    expect(run.stateAt(run.endUs, run.events.length).alarms).toEqual([]);
  });

  test('begins after the power-up of its pump', async () => {
    const run = await recordedRun('mri-30-min');
    expect(run.events[0]?.words.text).toBe('programmed: simple continuous, 0.5 mL/day');
    expect(run.stateAt(0, 0).reservoirMl.value).toBe(18);
  });

  test.each([
    ['prometra-scan-with-drug', 'opens its valves in turn for 0.5 mL/day'],
    ['siromedes-in-a-scanner', undefined],
  ])('of %s commands no motor steps', async (name, text) => {
    const run = await recordedRun(name);
    const said = run.events.map(({ words }) => words.text);
    expect(said.filter((one) => one.includes('step'))).toEqual([]);
    expect(said.find((one) => one.includes('mL/day') && !one.startsWith('programmed'))).toBe(text);
  });
});
