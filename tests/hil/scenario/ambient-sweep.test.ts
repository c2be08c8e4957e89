import { describe, expect, test } from 'vitest';
import { textOf } from '../../../hil/commands/print-result.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { sensitivityOf } from '../../../hil/scenario/sensitivity.ts';
import { read } from './language/scenario-text.ts';

async function swept(product: string, surroundings: string, least: string) {
  const scenario = read({
    pump: `{ product: ${product}, mode: simple continuous, rate: 1 mL/day }`,
    timeline: [`{ at: 0 s, surroundings: ${surroundings}, name: dive }`],
    expect: [`{ name: dose, at: 10 d, value: true.deliveredMl, at least: ${least} }`],
  });
  const result = await runScenario(scenario, { rig: 'model' });
  return { result, others: await sensitivityOf(scenario, result, undefined) };
}

describe('a verdict that rests on the effect of air pressure', () => {
  test.each(['synchromed-ii', 'prometra-ii'])(
    'is tried at both ends of the band on %s, and its turning points are reported',
    async (product) => {
      // At 201.3 kPa: 10 mL x (1 - 0.1) = 9 mL; 9.8 mL and 7 mL at the ends.
      const { result, others } = await swept(product, '{ air pressure: 201.3 kPa }', '8.5 mL');
      expect(result.verdict).toBe('pass');
      expect(others.sweeps).toEqual([
        {
          quantity: 'ambientRatioPerKpa',
          unit: '1/kPa',
          own: 0.001,
          between: [0.0002, 0.003],
          tried: [0.0002, 0.003],
          flips: [{ value: 0.003, measurement: 'dose', verdict: 'fail' }],
        },
      ]);
      expect(textOf(result, others)).toContain('with ambientRatioPerKpa = 0.003 1/kPa');
      expect(result.assumed.join()).toContain('ambientRatioPerKpa = 0.001 1/kPa');
    },
  );

  test('is not tried where only warmth changes, or on a throttle, whose gas has a law', async () => {
    const warm = await swept('synchromed-ii', '{ temperature: 39 degC }', '8.5 mL');
    expect(warm.others.sweeps).toEqual([]);
    const gas = await swept('siromedes', '{ air pressure: 201.3 kPa }', '5 mL');
    expect(gas.others.sweeps).toEqual([]);
    expect(gas.result.assumed.join()).toContain('gas drive = n-butane');
  });
});
