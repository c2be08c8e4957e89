import { describe } from 'vitest';
import { event, signal, state } from '../../../hil/builders/signal.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { expect, test } from '../../../hil/vitest/testing.ts';

describe('a test with a bench', () => {
  test('has a pump, a rig and a programmer of one bench', async ({ bench, pump, rig, programmer }) => {
    expect(pump).toBe(bench.pump);
    expect(rig).toBe(bench.rig);
    expect(rig.identity.name).toBe('model');
    expect(await programmer.identify()).toMatchObject({ model: 'synchromed-ii' });
  });

  test('sees what the pump truly delivers', async ({ bench, programmer }) => {
    await programmer.program({ mode: 'continuous', rateMlPerDay: 1.2 });
    await expect(bench).toDeliver('50 uL', { within: '1 h' });
    await expect(bench).not.toDeliver('60 uL', { within: '1 h', tolerance: '1 uL' });
    expect(bench).toHold(signal('pump.rateMlPerDay').atMost('1.2 mL/day'));
    expect(bench).not.toHold(state('pump.mode').is('stopped'));
  });

  test('sees a stall, and the time that it takes', async ({ bench, programmer }) => {
    await programmer.program({ mode: 'continuous', rateMlPerDay: 24 });
    await expect(bench).not.toStallWithin('10 min');
    await bench.field({ fieldMt: 1500 });
    await expect(bench).toStallWithin('1 min');
    expect(bench).not.toHold('not pump.log "motor stall"');
    expect(bench).toHold(event('pump.log', 'motor stall').implies(state('true.rotor').is('held')));
  });

  test('sees what the pump accepts and refuses', async ({ bench, programmer }) => {
    expect(await programmer.program({ mode: 'continuous', rateMlPerDay: 24 })).toBeAccepted();
    expect(await programmer.program({ rateMlPerDay: 99 })).toBeRefused('rate');
    expect(await programmer.program({ rateMlPerDay: 99 })).toBeRefused('range');
    expect(await programmer.program({ rateMlPerDay: 99 })).not.toBeRefused('busy');
    expect(await programmer.program({ rateMlPerDay: 99 })).not.toBeAccepted();
    expect(bench.pump.singleBolus(40, 1_000_000)).toBeRefused('bolus');
  });

  test('runs a scenario, and compares all its checks or one', async ({ run }) => {
    const result = await run(scenarioNamed('mri-30-min'), { seed: 2 });
    expect(result.seed).toBe(2);
    expect(result.events.some(({ e }) => e === 'pump.log')).toBe(true);
    expect(result).toHold();
    expect(result).toHold(result.measurements[0]?.name);
  });
});

describe('options of a bench', () => {
  const prometra = test.extend({ benchOptions: { rig: 'loopback', product: 'prometra-ii', seed: 3 } });

  prometra('choose rig and product', ({ bench, pump }) => {
    expect(bench.rig.identity.name).toBe('loopback');
    expect(pump.product.id).toBe('prometra-ii');
  });
});
