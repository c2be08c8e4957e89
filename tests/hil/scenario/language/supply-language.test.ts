import { describe, expect, test } from 'vitest';
import { productNamed } from '../../../../firmware-sim/products/catalogue.ts';
import { refuseImpossible } from '../../../../hil/scenario/preconditions.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { problemsIn, read, scenarioText } from './scenario-text.ts';

const SIROMEDES = '{ product: siromedes, mode: simple continuous, rate: 0.5 mL/day }';

function action(entry: string): unknown {
  return read({ pump: SIROMEDES, timeline: [`{ at: 1 h, ${entry} }`] }).timeline[0]?.action;
}

describe('a fault of the supply', () => {
  test.each([
    ['defect: pump leak, rate: 0.2 mL/day', { kind: 'pump leak', mlPerDay: 0.2 }],
    ['defect: clogged filter, share: 40 %', { kind: 'clogged filter', share: 0.4 }],
    ['defect: lost propellant', { kind: 'lost propellant' }],
    ['defect: air in the reservoir, volume: 1 mL', { kind: 'air', volumeMl: 1, leaves: 'last' }],
    ['defect: air in the reservoir, volume: 1 mL, leaves: mixed', { kind: 'air', volumeMl: 1, leaves: 'mixed' }],
  ])('is read for a pump of any kind: %s', (entry, defect) => {
    expect(action(entry)).toEqual({ kind: 'defect', defect });
  });

  test.each([
    ['defect: pump leak', 'found no `rate`'],
    ['defect: pump leak, rate: 101 mL/day', 'found "101 mL/day" for `rate`'],
    ['defect: clogged filter, share: 101 %', 'found "101 %" for `share`'],
    ['defect: lost propellant, share: 1 %', 'found key "share"'],
    ['defect: air in the reservoir, volume: 0 mL', 'found "0 mL" for `volume`'],
    ['defect: air in the reservoir, volume: 1 mL, leaves: first', 'found "first" for `leaves`'],
  ])('is refused with its place where it is invalid: %s', (entry, found) => {
    const said = problemsIn(scenarioText({ timeline: [`{ at: 1 h, ${entry} }`] }));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^5:\d+: /);
    expect(said[0]).toContain(found);
  });

  test('beyond the capacity ends the run, with the place of its entry', async () => {
    const scenario = read({ timeline: ['{ at: 1 h, defect: air in the reservoir, volume: 1 mL, name: bubble }'] });
    await expect(runScenario(scenario, { rig: 'model', seed: 1 })).rejects.toMatchObject({
      code: 'PUMP_REFUSED',
      message: expect.stringMatching(
        /^f.yaml:5:\d+: the pump refuses "bubble": `reservoir volume` is "too small for 1 mL of air"; allowed: the room left/,
      ),
    });
  });
});

describe('a low residual', () => {
  const low = (knee: string, floor: string): string =>
    SIROMEDES.replace(' }', `, low residual: { knee: ${knee}, floor: ${floor} } }`);

  test('is part of the pump, and absent where a scenario leaves it out', () => {
    expect(read({ pump: low('4 mL', '2 mL') }).pump.filling).toEqual({ kneeMl: 4, floorMl: 2 });
    expect(read({ pump: SIROMEDES }).pump.filling).toBeUndefined();
  });

  test('with a floor above its knee is refused with its place', () => {
    expect(problemsIn(scenarioText({ pump: low('2 mL', '4 mL') }))).toEqual([
      expect.stringMatching(/^3:\d+: found a floor of 4 mL above the knee; allowed: a floor of at most the knee, 2 mL/),
    ]);
  });

  test('with a knee above the capacity is refused for that product', () => {
    const scenario = read({ pump: low('30 mL', '2 mL').replace('siromedes', 'siromedes-40') });
    const small = productNamed('siromedes');
    if (small === undefined) throw new Error('the catalogue has no siromedes');
    expect(() => refuseImpossible(scenario, small, 'model')).toThrow('30 mL for `low residual`');
  });
});

test('surroundings name their changes and leave out the rest', () => {
  expect(action('surroundings: { air pressure: 202.6 kPa }')).toEqual({ kind: 'surroundings', pressureKpa: 202.6 });
  expect(action('surroundings: { temperature: 39 degC }')).toEqual({ kind: 'surroundings', temperatureC: 39 });
});

test('surroundings without a change are refused', () => {
  expect(problemsIn(scenarioText({ timeline: ['{ at: 1 h, surroundings: {} }'] }))).toEqual([
    expect.stringContaining('found `surroundings` without a value; allowed: `temperature`, `air pressure` or both'),
  ]);
});

describe('an alarm on the timeline', () => {
  const timeline = (what: string): readonly string[] => [`{ at: 1 h, alarm: ${what} }`];

  test.each(['silence', 'test'])('is read: %s', (ask) => {
    expect(read({ timeline: timeline(ask) }).timeline[0]?.action).toEqual({ kind: 'alarm', ask });
  });

  test('is refused for another word, and for a pump whose tones are not known', () => {
    expect(problemsIn(scenarioText({ timeline: timeline('off') }))).toEqual([
      expect.stringContaining('found "off" for `alarm`; allowed: silence, test'),
    ]);
    expect(problemsIn(scenarioText({ pump: SIROMEDES, timeline: timeline('test') }))).toEqual([
      expect.stringContaining('5:5: found an alarm test with siromedes; allowed: a pump whose tones are known'),
    ]);
  });
});

test('assumptions of a faulty supply are named for the faults in a scenario', async () => {
  const pump = SIROMEDES.replace(' }', ', reservoir: 5 mL, low residual: { knee: 4 mL, floor: 2 mL } }');
  const faults = ['air in the reservoir, volume: 1 mL', 'pump leak, rate: 1 mL/day', 'lost propellant'];
  const timeline = faults.map((fault, i) => `{ at: ${i + 1} h, defect: ${fault} }`);
  const assumed = (await runScenario(read({ pump, timeline }), { rig: 'model', seed: 1 })).assumed.join('; ');
  expect(assumed).toContain('air in the reservoir leaves last, metered as fluid');
  expect(assumed).toContain('a pump leak is constant');
  expect(assumed).toContain('without gas nothing flows through valves or a throttle');
  expect(assumed).toContain('the flow falls in ten bands from 4 mL to nothing at 2 mL');
  const sound = await runScenario(read({ pump: SIROMEDES }), { rig: 'model', seed: 1 });
  expect(sound.assumed.join('; ')).not.toMatch(/air in|pump leak|without gas|ten bands/);
});
