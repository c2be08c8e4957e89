import { describe, expect, test } from 'vitest';
import { productNamed } from '../../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../../firmware-sim/products/product.ts';
import { assumptionsOf } from '../../../../hil/scenario/assumptions.ts';
import { violationsOfTimeline } from '../../../../hil/scenario/language/product-limits.ts';
import { violationsOfServiceLife } from '../../../../hil/scenario/language/service-life-limits.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { problemsIn, read, scenarioText } from './scenario-text.ts';

const pumpWith = (keys: string): string => `{ product: synchromed-ii, mode: stopped, ${keys} }`;

describe('the service life of a pump in a scenario', () => {
  test.each([
    ['battery: by age', {}],
    ['battery: by use', { batteryShare: 1 }],
    ['battery: by use, battery left: 36 %', { batteryShare: 0.36 }],
    ['over-infusion risk: flagged', { overInfusion: { kind: 'flagged' } }],
    ['over-infusion risk: sampled', { overInfusion: { kind: 'sampled' } }],
    ['over-infusion risk: ratio 1.3', { overInfusion: { kind: 'ratio', ratio: 1.3 } }],
    ['hazards: sampled', { hazards: 'approved' }],
    ['hazards: sampled, drug label: unapproved', { hazards: 'unapproved' }],
    [
      'latch needs: tone burst, latch ended by: clinician only',
      { latchNeeds: 'tone burst', latchEndedBy: 'clinician only' },
    ],
  ])('%s', (keys, state) => {
    const { batteryShare, overInfusion, hazards, latchNeeds, latchEndedBy } = read({ pump: pumpWith(keys) }).pump;
    const found = Object.entries({ batteryShare, overInfusion, hazards, latchNeeds, latchEndedBy });
    expect(Object.fromEntries(found.filter(([, value]) => value !== undefined))).toEqual(state);
  });

  test.each([
    [
      'battery left: 40 %',
      '3:48: found `battery left` without `battery: by use`; allowed: `battery left` with `battery: by use`',
    ],
    [
      'drug label: approved',
      '3:48: found `drug label` without `hazards: sampled`; allowed: `drug label` with `hazards: sampled`',
    ],
    ['battery: by us', '3:57: found "by us" for `battery`; allowed: by age, by use; did you mean by use?'],
    [
      'battery: by use, battery left: 101 %',
      '3:79: found "101 %" for `battery left`; allowed: a number with a unit (%), 0 % to 100 %',
    ],
    [
      'over-infusion risk: ratio 2.1',
      '3:68: found "ratio 2.1" for `over-infusion risk`; allowed: flagged, sampled, or ratio and a plain number from 1 to 2, as in ratio 1.3',
    ],
    [
      'over-infusion risk: 1.3',
      '3:68: found "1.3" for `over-infusion risk`; allowed: flagged, sampled, or ratio and a plain number from 1 to 2, as in ratio 1.3',
    ],
  ])('is refused with its place where it is invalid: %s', (keys, problem) => {
    expect(problemsIn(scenarioText({ pump: pumpWith(keys) }))).toEqual([problem]);
  });
});

const DEFECTS =
  'shaft wear, drive-gear corrosion, foreign particle, unknown, feedthrough shorting, low battery reset, reduced battery, critical memory error, non-critical memory error, over-infusion, pump leak, clogged filter, lost propellant, air in the reservoir, sampled';

describe('a defect, a check, a refill', () => {
  const action = (entry: string): unknown => read({ timeline: [`{ at: 1 h, ${entry} }`] }).timeline[0]?.action;

  test.each([
    ['defect: shaft wear', { kind: 'rotor', cause: 'shaft wear', rotor: 'seized' }],
    [
      'defect: foreign particle, rotor: intermittent',
      { kind: 'rotor', cause: 'foreign particle', rotor: 'intermittent' },
    ],
    ['defect: feedthrough shorting', { kind: 'feedthrough shorting', safeState: false }],
    ['defect: feedthrough shorting, safe state: with', { kind: 'feedthrough shorting', safeState: true }],
    ['defect: low battery reset', { kind: 'low battery reset', safeState: true }],
    ['defect: low battery reset, safe state: without', { kind: 'low battery reset', safeState: false }],
    ['defect: critical memory error', { kind: 'memory error', class: 'critical' }],
    ['defect: non-critical memory error', { kind: 'memory error', class: 'non-critical' }],
    ['defect: over-infusion, ratio: 1.3', { kind: 'over-infusion', ratio: 1.3 }],
    ['defect: sampled', { kind: 'sampled' }],
  ])('%s', (entry, defect) => {
    expect(action(entry)).toEqual({ kind: 'defect', defect });
  });

  test.each([
    ['scan check: take', { kind: 'scan check' }],
    ['interrogate: once, by: patient', { kind: 'interrogate', times: 1, who: 'patient' }],
    [
      'interrogate: once, quirk: premature empty reservoir',
      { kind: 'interrogate', times: 1, premature: 'empty reservoir' },
    ],
    ['refill: 22 mL, overfill: forced', { kind: 'refill', fillMl: 22, omit: [], forced: true }],
    ['refill: 20 mL, into: pocket', { kind: 'refill', fillMl: 20, omit: [], intoPocket: true }],
    [
      'refill: 20 mL, into: reservoir, compare: every pump',
      { kind: 'refill', fillMl: 20, omit: [], compare: 'every pump' },
    ],
  ])('%s', (entry, meant) => {
    expect(action(entry)).toEqual(meant);
  });

  test.each([
    ['defect: shaft ware', `5:24: found "shaft ware" for \`defect\`; allowed: ${DEFECTS}; did you mean shaft wear?`],
    ['defect: [sampled]', `5:24: found "[sampled]" for \`defect\`; allowed: ${DEFECTS}`],
    [
      'defect: over-infusion, ratio: 2.5',
      '5:46: found "2.5" for `ratio`; allowed: a plain number from 0.5 to 2 (true over programmed volume)',
    ],
    [
      'defect: over-infusion',
      '5:5: found no `ratio`; allowed: a plain number from 0.5 to 2 (true over programmed volume)',
    ],
    [
      'defect: reduced battery, left: 5 %',
      '5:5: found a reduced battery with `battery: by age`; allowed: a reduced battery with `battery: by use`',
    ],
    ['defect: sampled, rotor: seized', '5:33: found key "rotor"; allowed: `at`, `after`, `wait`, `name`, `defect`'],
    [
      'refill: 20 mL, into: pockets',
      '5:37: found "pockets" for `into`; allowed: reservoir, pocket, catheter access port; did you mean pocket?',
    ],
    ['scan check: once', '5:28: found "once" for `scan check`; allowed: take'],
  ])('is refused with its place where it is invalid: %s', (entry, problem) => {
    const said = problemsIn(scenarioText({ timeline: [`{ at: 1 h, ${entry} }`] }));
    expect(said).toHaveLength(1);
    expect(said[0]?.startsWith(problem.split(';')[0] ?? '')).toBe(true);
    expect(said).toEqual([problem]);
  });
});

describe('a signal that no record contains', () => {
  test.each([
    ['{ name: a, at: end, value: true.batteryMah, at least: 1 mAh }', 'true.batteryMah with `battery: by age`'],
    ['{ name: a, see: true.battery exhausted }', 'true.battery with `battery: by age`'],
    ['{ name: a, never see: true.overInfusion }', 'true.overInfusion without `over-infusion risk`'],
    [
      '{ name: a, when: true.overInfusionRisk, within: 1 h, see: pump.alarm }',
      'true.overInfusionRisk without `over-infusion risk`',
    ],
  ])('cannot be expected: %s', (expected, found) => {
    expect(problemsIn(scenarioText({ expect: [expected] })).join()).toContain(`found ${found}`);
  });
});

describe('a function that another product lacks', () => {
  const prometra = productNamed('prometra') as Product;

  test('is refused before anything runs', () => {
    const scenario = read({
      pump: pumpWith('battery: by use, hazards: sampled, over-infusion risk: flagged'),
      timeline: ['{ at: 1 h, defect: sampled }', '{ at: 2 h, refill: 2 mL, compare: every pump }'],
    });
    expect(violationsOfServiceLife(scenario, prometra).map(({ found }) => found)).toEqual([
      '`battery: by use` with prometra',
      '`hazards` with prometra',
      '`over-infusion risk` with prometra',
    ]);
    const { timeline, pump } = scenario;
    expect(violationsOfTimeline(timeline, pump, prometra).map(({ found }) => found)).toEqual([
      '`defect: sampled` with prometra',
      '`compare` with prometra',
    ]);
    const el = productNamed('synchromed-el') as Product;
    expect([...violationsOfServiceLife(scenario, el), ...violationsOfTimeline(timeline, pump, el)]).toEqual([]);
  });
});

describe('assumptions of a service life', () => {
  const product = productNamed('synchromed-ii') as Product;
  const of = (parts: Parameters<typeof read>[0]): string => assumptionsOf(read(parts), product).join();

  test.each([
    [{ pump: pumpWith('battery: by use') }, 'batteryMah = 1320 mAh'],
    [{ pump: pumpWith('hazards: sampled') }, 'hazardShapeCount = 2 power'],
    [{ pump: pumpWith('hazards: sampled') }, 'stickHours = 12 h'],
    [{ pump: pumpWith('over-infusion risk: sampled') }, 'overInfusionRatioMax = 2'],
    [{ timeline: ['{ at: 1 h, defect: feedthrough shorting }'] }, 'shortResetDays = 5 days'],
    [{ timeline: ['{ at: 1 h, defect: shaft wear, rotor: intermittent }'] }, 'stickMinutesMax = 60 min'],
    [{ timeline: ['{ at: 1 h, defect: low battery reset }'] }, 'safe state = minimum rate'],
    [{ timeline: ['{ at: 1 h, defect: low battery reset }'] }, 'minimumRateMlPerDay = 0.006 mL/day'],
    [{ timeline: ['{ at: 1 h, refill: 2 mL, compare: by capacity }'] }, 'refillDifferenceByCapacityMl = 1 mL'],
    [{ timeline: ['{ at: 1 h, field: 1 T, emi: telemetry }'] }, 'latch needs = alarm state'],
    [{ timeline: ['{ at: 1 h, field: 1 T, emi: telemetry }'] }, 'hours in a latched telemetry mode count as stopped'],
  ])('with %o name %s, and an ordinary one does not', (parts, assumption) => {
    expect(of(parts)).toContain(assumption);
    expect(of({})).not.toContain(assumption);
  });
});

test('a run with a sampled hazard repeats with its seed', async () => {
  const scenario = read({
    pump: '{ product: synchromed-ii, mode: minimum rate, hazards: sampled, drug label: unapproved, over-infusion risk: sampled }',
    expect: ['{ name: a, after: 6.9 y, within: 1 h, never see: pump.alarm "end of service" }'],
    more: 'run at most: 7 y\n',
  });
  const [once, again] = [
    await runScenario(scenario, { rig: 'model', seed: 3 }),
    await runScenario(scenario, { rig: 'model', seed: 3 }),
  ];
  expect(once.fingerprint).toBe(again.fingerprint);
  expect(once.verdict).toBe('pass');
});
