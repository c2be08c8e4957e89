import { describe, expect, test } from 'vitest';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { sensitivityOf } from '../../../hil/scenario/sensitivity.ts';
import { type Parts, read } from './language/scenario-text.ts';

async function flipsOf(parts: Parts, rig = 'model') {
  const scenario = read(parts);
  const result = await runScenario(scenario, { rig });
  return { result, flips: (await sensitivityOf(scenario, result, undefined)).flips };
}

const scan = ['{ at: 1 h, field: 1.5 T, azimuth: 40 deg, name: scan }', '{ at: 2 h, field: off, name: out }'];
/** 6 uL at 0.5 mL/day are 17.3 min, by the law of time 20 min. */
const soon = '{ name: soon, after: scan, within: 18 min, see: pump.log "motor stall" }';
const late = '{ name: late, after: scan, within: 21 min, see: pump.log "motor stall" }';

describe('what another law of detection would turn', () => {
  test('is told for each law and each measurement that it turns, and nothing else', async () => {
    const { result, flips } = await flipsOf({ timeline: scan, expect: [soon, late] });
    expect(result.verdict).toBe('pass');
    expect(flips).toEqual([
      { law: 'time', measurement: 'soon', verdict: 'fail' },
      { law: 'eitherLater', measurement: 'soon', verdict: 'fail' },
    ]);
  });

  test('counts from the law of the scenario', async () => {
    const pump = '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, detection law: time }';
    const { result, flips } = await flipsOf({ pump, timeline: scan, expect: [soon, late] });
    expect(result.verdict).toBe('fail');
    expect(flips).toEqual([{ law: 'volume', measurement: 'soon', verdict: 'pass' }]);
  });

  test('is nothing without a field, where no law decides', async () => {
    expect((await flipsOf({})).flips).toEqual([]);
  });

  test('is not mistaken for what a coarse rig cannot tell', async () => {
    const fine = '{ name: fine, during: scan, signal: true.rotorDeg, changes between: [0 deg, 1.4 deg] }';
    const { result, flips } = await flipsOf({ timeline: scan, expect: [late, fine] }, 'loopback');
    expect(result.verdict).toBe('not decided');
    expect(flips).toEqual([]);
  });

  test('is found for a scenario with line faults too', async () => {
    const timeline = ['{ at: 1 min, faults: { flip: 1 % } }', '{ at: 2 min, faults: off }', ...scan];
    const { result, flips } = await flipsOf({ timeline, expect: [soon] }, 'loopback');
    expect(result.verdict).toBe('pass');
    expect(flips.map(({ law }) => law)).toEqual(['time', 'eitherLater']);
  });

  test('is not decided where the pump would refuse to go on', async () => {
    const timeline = [
      '{ at: 1 h, field: 1.5 T, azimuth: 40 deg, emi: telemetry, name: scan }',
      '{ after: scan, wait: 19 min, field: off, name: out }',
      '{ after: out, wait: 10 min, program: { mode: simple continuous, rate: 1 mL/day }, name: more }',
    ];
    const pump = '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, detection law: time }';
    const silent = '{ name: nothing noticed, never see: pump.log "motor stall" }';
    const { result, flips } = await flipsOf({ pump, timeline, expect: [silent] });
    expect(result.verdict).toBe('pass');
    expect(flips).toEqual([{ law: 'volume', measurement: 'nothing noticed', verdict: 'not decided' }]);
  });
});
