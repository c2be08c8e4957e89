import { describe, expect, test } from 'vitest';
import { HilError } from '../../../hil/base/hil-error.ts';
import type { Bench } from '../../../hil/bench.ts';
import { handNamed } from '../../../hil/rigs/hand-file.ts';
import { type RunOptions, runScenario } from '../../../hil/scenario/run-scenario.ts';
import { type Parts, problemsIn, read, scenarioText } from './language/scenario-text.ts';

/** Returns the message of a refusal. Fails if a bench was opened before it. */
async function refusalOf(parts: Parts, options: RunOptions): Promise<string> {
  const opened: Bench[] = [];
  const watched: RunOptions = { ...options, onBench: (bench) => void opened.push(bench) };
  const error = await runScenario(read(parts), watched).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(HilError);
  expect(error).toMatchObject({ code: 'SCENARIO_IMPOSSIBLE', fault: 'usage' });
  expect(opened).toEqual([]);
  return (error as HilError).message;
}

const big = (more: string): string => `{ product: synchromed-ii-40, mode: simple continuous, rate: 0.5 mL/day${more} }`;

describe('parts missing from the product or the rig are refused before anything runs', () => {
  test('a reservoir that another product cannot hold, written or not', async () => {
    const says = (volume: string) => `trial cannot run with synchromed-ii on model; nothing was run.
  f.yaml:3:7: found ${volume} for \`reservoir\`; allowed: at most 20 mL in synchromed-ii`;
    const smaller: RunOptions = { rig: 'model', product: 'synchromed-ii' };
    expect(await refusalOf({ pump: big(', reservoir: 35 mL') }, smaller)).toBe(says('35 mL'));
    expect(await refusalOf({ pump: big('') }, smaller)).toBe(says('40 mL'));
    await runScenario(read({ pump: big(', reservoir: 20 mL') }), smaller);
  });

  test('an alarm level above it', async () => {
    const pump = big(', reservoir: 18 mL, low reservoir: 25 mL');
    expect(await refusalOf({ pump }, { rig: 'model', product: 'synchromed-ii' })).toContain(
      'found 25 mL for `low reservoir`; allowed: at most 20 mL in synchromed-ii',
    );
  });

  test('line faults on a rig without a line, each with its place, all problems at once', async () => {
    const timeline = ['{ at: 1 min, faults: { flip: 1 % } }', '{ at: 2 min, faults: off }'];
    expect(
      await refusalOf({ timeline }, { rig: 'model' }),
    ).toBe(`trial cannot run with synchromed-ii on model; nothing was run.
  f.yaml:5:5: found \`faults\` on the rig "model", which has no line; allowed: a rig with a line: loopback, virtual, emulated, or the path of a port
  f.yaml:6:5: found \`faults\` on the rig "model", which has no line; allowed: a rig with a line: loopback, virtual, emulated, or the path of a port`);
    const both = await refusalOf({ pump: big(''), timeline }, { rig: 'model', product: 'synchromed-ii' });
    expect(both.split('\n')).toHaveLength(4);
  });

  test('an unknown product, with the nearest name', async () => {
    await expect(runScenario(read({}), { rig: 'model', product: 'synchromed-2' })).rejects.toMatchObject({
      code: 'PUMP_UNKNOWN',
      message: expect.stringContaining('Did you mean "synchromed-ii"?'),
    });
  });
});

describe('line faults of a timeline', () => {
  const kinds = '{ flip: 5 %, drop: 5 %, double: 5 % }';
  const parts: Parts = {
    timeline: [
      `{ at: 1 min, faults: ${kinds}, name: bad }`,
      '{ at: 2 min, roller study: take, name: study }',
      '{ at: 5 h, faults: off, name: good }',
    ],
    expect: [
      '{ name: films, outcome: pass, of: study }',
      '{ name: goes on, after: good, within: 1 h, signal: true.rotorDeg, advances at least: 100 deg }',
    ],
  };

  test('act from their entry on until they are off, and keep fingerprint and verdict', async () => {
    const faultsUs: number[] = [];
    const result = await runScenario(read(parts), {
      rig: 'loopback',
      onRecord: (record) => {
        if ('e' in record && record.e === 'wire.fault') faultsUs.push(record.t);
      },
    });
    const clean = await runScenario(
      read({
        ...parts,
        timeline: ['{ at: 2 min, roller study: take, name: study }'],
        expect: ['{ name: goes on, after: 5 h, within: 1 h, never see: pump.alarm }'],
      }),
      { rig: 'model' },
    );
    expect(result.verdict).toBe('pass');
    expect(result.fingerprint).toBe(clean.fingerprint);
    expect(faultsUs.length).toBeGreaterThan(3);
    expect(Math.min(...faultsUs)).toBeGreaterThanOrEqual(60e6);
    expect(Math.max(...faultsUs)).toBeLessThanOrEqual(5 * 3600e6);
  });
});

describe('slip of the rig as an input', () => {
  const more = 'rig slip: allowed\n';

  test('is read, and refused for a pump without a rotor, with its place', async () => {
    expect(read({ more }).rigSlip).toMatchObject({ what: 'allowed' });
    const pump = '{ product: prometra-ii, mode: simple continuous, rate: 0.5 mL/day }';
    expect(await refusalOf({ more, pump }, { rig: 'loopback' })).toContain(
      'found `rig slip` with prometra-ii; allowed: a pump with a rotor',
    );
  });

  test('beside a sensed field is a problem of the file, and so is another word', () => {
    expect(problemsIn(scenarioText({ more: `field from: sensor\n${more}` }))).toEqual([
      expect.stringContaining('8:1: found `rig slip` together with `field from: sensor`; allowed: one of the two'),
    ]);
    expect(problemsIn(scenarioText({ more: 'rig slip: alowed\n' }))[0]).toContain('did you mean allowed?');
  });

  test('is named among the assumptions of the run', async () => {
    const result = await runScenario(read({ more }), { rig: 'loopback' });
    expect(result.assumed).toContain("steps that the rig's shaft missed count as the pump's loss (rig slip: allowed)");
  });
});

describe('a field from a sensor', () => {
  const more = 'field from: sensor\n';

  test('is refused on a rig that has none, with its place and the rigs that have one', async () => {
    expect(
      await refusalOf({ more }, { rig: 'model' }),
    ).toBe(`trial cannot run with synchromed-ii on model; nothing was run.
  f.yaml:7:13: found a field from the sensor of the rig "model", which has none; allowed: a rig with a field sensor: emulated, virtual, loopback or a port`);
  });

  test('is refused for a pump that has no rotor', async () => {
    const pump = '{ product: prometra-ii, mode: simple continuous, rate: 0.5 mL/day }';
    expect(await refusalOf({ more, pump }, { rig: 'loopback' })).toContain(
      'found a sensed field with prometra-ii; allowed: a pump with a rotor',
    );
  });

  test.each<[string, string, RunOptions, string, string]>([
    [
      'faster than the board can hold',
      more,
      { speed: 11 },
      'TOO_FAST_FOR_A_HAND',
      '`--speed` is "11"; allowed: at most 10',
    ],
    ['with a hand at a port', more, { rig: './rig0', hand: handNamed('once') }, 'HAND_ON_PORT', 'the rig "./rig0"'],
    ['with an unused hand', '', { hand: handNamed('once') }, 'FIELD_NOT_SENSED', '--hand with the scenario'],
    ['with an unused scale', '', { fieldScaleRatio: 2 }, 'FIELD_NOT_SENSED', '--field-scale with the scenario'],
  ])('is refused %s', async (_what, top, options, code, says) => {
    const error = await runScenario(read({ more: top }), { rig: 'loopback', ...options }).catch((one: unknown) => one);
    expect(error).toMatchObject({ code, fault: 'usage', message: expect.stringContaining(says) });
  });

  test('beside a field on the timeline, or a slow restart, is a problem of the file', () => {
    const text = scenarioText({
      more,
      pump: '{ product: synchromed-ii, mode: stopped, restart delay: up to 2 min }',
      timeline: ['{ at: 1 s, field: 1 T }', '{ at: 2 s, field: off }', '{ at: 3 s, roller study: take }'],
    });
    expect(problemsIn(text)).toEqual([
      expect.stringContaining(
        '3:48: found `restart delay` together with `field from: sensor`; allowed: one of the two',
      ),
      '5:5: found a field in the timeline together with `field from: sensor`; allowed: one of the two',
      '6:5: found a field in the timeline together with `field from: sensor`; allowed: one of the two',
    ]);
  });

  test('from a source other than a sensor is refused', () => {
    expect(problemsIn(scenarioText({ more: 'field from: sensro\n' }))[0]).toContain('did you mean sensor?');
  });
});
