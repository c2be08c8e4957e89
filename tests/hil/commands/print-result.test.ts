import { expect, test } from 'vitest';
import { jsonOf, textOf } from '../../../hil/commands/print-result.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';

const inField = scenarioNamed('roller-study-in-field');

test('a printed result has verdict, resolution, measurements, outcome and assumptions', async () => {
  const text = textOf(await runScenario(inField, { rig: 'loopback' }));
  for (const part of ['PASS', inField.says, 'resolution 0.80 deg', 'outcome fail', 'rests on', 'fingerprint']) {
    expect(text).toContain(part);
  }
  for (const { name } of inField.expect) expect(text).toContain(name);
  expect(text).toMatch(/the magnet: STALL hold/);
});

test('contains no colour codes off a terminal', async () => {
  expect(process.stdout.isTTY).not.toBe(true);
  expect(textOf(await runScenario(inField, { rig: 'model' }))).not.toContain('\x1b[');
});

test('a result for programs survives JSON, and names its assumptions', async () => {
  const object = jsonOf(await runScenario(inField, { rig: 'model' }));
  expect(JSON.parse(JSON.stringify(object))).toEqual(object);
  expect(Object.keys(object).slice(0, 6)).toEqual(['scenario', 'pump', 'rig', 'seed', 'verdict', 'fingerprint']);
  for (const { value, unit, verdict, margin } of object.measurements) {
    expect([typeof value, typeof unit, verdict]).toEqual([expect.any(String), 'string', 'pass']);
    if (typeof value === 'number') expect(margin).toBeGreaterThanOrEqual(0);
  }
  expect(object.disclaimer).toMatch(/not a medical device/);
});

test('a printed result tells the check of a real rig, and how a field was sensed', async () => {
  const result = await runScenario(inField, { rig: 'loopback' });
  expect(textOf(result)).not.toContain('rig check');
  const says = 'unit 7 was never checked here';
  expect(textOf({ ...result, rigCheck: { state: 'never checked', says } })).toContain(`rig check: ${says}`);
  expect(jsonOf(result)).toMatchObject({ rigCheck: { state: 'in process' }, sensedField: null });
  const sensed = { scaleRatio: 0.5, hand: 'a person at the rig' };
  expect(textOf({ ...result, sensed })).toContain("the rig's own sensor times 0.5; the hand: a person at the rig");
  const time = { rigSeconds: 40, pumpSeconds: 29, speed: 1 };
  expect(textOf({ ...result, sensed: { ...sensed, time } })).toContain(
    'slow line: pump time lags because the line is slow: 40.0 s at the magnet were 29.0 s for the pump',
  );
});

test('a result tells what a firmware used of its chip, and warns if it hardly sleeps', async () => {
  const result = await runScenario(inField, { rig: 'model' });
  const use = { flashBytes: 6000, ramBytes: 320, deepestStackBytes: 96, awakeShare: 0.0123, watchdogResetCount: 0 };
  expect(textOf({ ...result, firmwareUse: use })).toContain(
    'chip: 6000 of 32768 bytes of flash, 320 bytes of static RAM, deepest stack 96 of 2048 bytes, awake 1.2 % of the time',
  );
  expect(textOf({ ...result, firmwareUse: use })).not.toContain('a battery would not last');
  const busy = { ...use, ramBytes: undefined, awakeShare: 0.998, watchdogResetCount: 3 };
  expect(textOf({ ...result, firmwareUse: busy })).toContain('awake 100 % of the time: a battery would not last');
  expect(textOf({ ...result, firmwareUse: busy })).toContain('static RAM unknown (a hex file does not tell it)');
  expect(jsonOf({ ...result, firmwareUse: use })).toMatchObject({ firmwareUse: use });
});

test('the names of checks stand below each other, whatever the verdicts are', async () => {
  const result = await runScenario(inField, { rig: 'model' });
  const [first, second, ...others] = result.measurements;
  if (first === undefined || second === undefined) throw new Error('the scenario has two checks');
  const columnsOf = (measurements: typeof result.measurements): readonly number[] => {
    const lines = textOf({ ...result, measurements }).split('\n');
    return measurements.map(({ name }) => lines.find((line) => line.includes(`${name}: `))?.indexOf(name) ?? -1);
  };
  expect(new Set(columnsOf(result.measurements))).toEqual(new Set([14]));
  const never = { ...first, verdict: 'never triggered' as const };
  expect(new Set(columnsOf([never, second, ...others]))).toEqual(new Set([18]));
});
