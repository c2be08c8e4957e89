import { describe, expect, test } from 'vitest';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { failedInvariants } from '../../../hil/invariants/invariants-text.ts';
import { shippedInvariants } from '../../../hil/invariants/shipped.gen.ts';
import { readScenario } from '../../../hil/scenario/language/read-scenario.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { runCount } from '../../run-count.ts';
import { outcomeWithoutRefused } from '../scenario/possible-part.ts';

/** Keys of a pump, where the product has them. The end of service comes 90 days after the indicator, on day 20. */
const KEYS = [
  'catheter: {}',
  'drug: morphine 10 mg/mL',
  'battery: by use',
  'clock drift: 50 ppm',
  'implanted for: 70 d, ERI after: 0 s',
  'patient bolus: { volume: 0.02 mL, over: 10 min, lockout: 1 h, in 24 h: 5 }',
];
/** Three weeks of use; the reservoir runs low on day 9 and empty on day 10. */
const ENTRIES = [
  '{ at: 6 h, bolus: 0.1 mL, over: 1 h }',
  '{ at: 12 h, interrogate: twice }',
  '{ at: 18 h, patient bolus: ask }',
  '{ at: 24 h, field: 1.5 T, azimuth: 40 deg, angle to pump normal: 90 deg }',
  '{ at: 25 h, field: off }',
  '{ at: 26 h, interrogate: twice }',
  '{ at: 28 h, roller study: take }',
  '{ at: 30 h, alarm: test }',
  '{ at: 31 h, local time: -1 h }',
  '{ at: 32 h, set clock: local time }',
  '{ at: 2 d, refill: 6 mL }',
  '{ at: 3 d, stop: pump }',
  '{ at: 6 d, program: { mode: simple continuous, rate: 1 mL/day } }',
  '{ at: 9.8 d, alarm: silence }',
  '{ at: 14 d, refill: 8 mL }',
  '{ at: 15 d, program: { mode: periodic bolus, rate: 0.2 mL/day, periodic bolus: { volume: 0.05 mL, over: 10 min, every: 6 h } } }',
];
const RECORDS_MAX = 500_000;
/** Number of invariants that decide on the pump with the fewest. */
const HELD_COUNT_MIN = 10;

function textOf(product: string, keys: readonly string[], entries: readonly string[]): string {
  const pump = ['mode: simple continuous', 'rate: 0.5 mL/day', `product: ${product}`, ...keys].join(', ');
  const timeline = entries.map((entry, index) => `  - ${entry.replace(/ }$/, `, name: n${index} }`)}\n`).join('');
  const expected = '  - { name: three weeks, at: 21 d, value: pump.rateMlPerDay, at least: 0 mL/day }\n';
  return `scenario: three-weeks\nsays: Three weeks of use.\npump: { ${pump} }\ntimeline:\n${timeline}expect:\n${expected}`;
}

/** Returns three weeks of use with all keys and entries that a product has. */
function scenarioOf(product: string): Scenario {
  const [first = ''] = ENTRIES;
  const isRead = (keys: readonly string[], entry: string): boolean =>
    readScenario(textOf(product, keys, [entry]), 'any.yaml').ok;
  const keys: string[] = [];
  for (const key of KEYS) if (isRead([...keys, key], first)) keys.push(key);
  const read = readScenario(
    textOf(
      product,
      keys,
      ENTRIES.filter((entry) => isRead(keys, entry)),
    ),
    'any.yaml',
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.scenario;
}

async function threeWeeks(product: string, rig: string): Promise<RunResult> {
  const outcome = await outcomeWithoutRefused(scenarioOf(product), { rig, recordsMax: RECORDS_MAX });
  if (outcome.kind !== 'ran') throw new Error(`three weeks of ${product}: ${outcome.kind}`);
  return outcome.result;
}

/** `virtual` takes five times as long as `model`, so only `npm run test:long` runs it. */
const rigs = ['model', 'virtual'].slice(0, runCount({ quick: 1, long: 2 }));

describe.each(rigs)('three weeks of use on %s', (rig) => {
  const held = new Set<string>();

  test.each(products.map(({ id }) => id))('violate no invariant: %s', async (product) => {
    const { invariants } = await threeWeeks(product, rig);
    expect(failedInvariants(invariants).map(({ name, note }) => [name, note])).toEqual([]);
    const passed = invariants.filter(({ verdict }) => verdict === 'pass');
    expect(passed.length).toBeGreaterThanOrEqual(HELD_COUNT_MIN);
    for (const { name } of passed) held.add(name);
  });

  test('decide every invariant of the package on a product', () => {
    const ofPumps = shippedInvariants.filter(({ file }) => file !== 'firmware.yaml');
    const names = ofPumps.map(({ expectation }) => expectation.name);
    expect(names.filter((name) => !held.has(name))).toEqual([]);
  });
});
