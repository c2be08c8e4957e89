import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failedInvariants } from '../../../hil/invariants/invariants-text.ts';
import { readScenario } from '../../../hil/scenario/language/read-scenario.ts';
import { namesForModel, scenarioFile } from '../../../hil/scenario/library.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { runCount } from '../../run-count.ts';
import { type Outcome, outcomeOf, outcomeWithoutRefused } from './possible-part.ts';

const shipped = namesForModel()
  .map((name) => readFileSync(scenarioFile(name), 'utf8').replace(/^ *#.*$/gm, ''))
  .filter((text) => !text.includes('field from: sensor'));
const QUANTITY = /(?<![\w.])[+-]?\d+(?:\.\d+)?(?= [a-zA-Z%])/g;
const edge = fc.oneof(
  fc.constantFrom('0', '-1', '0.000001', '-0.000001', '0.001', '1', '24', '30', '100', '1000000', '999999999'),
  fc.double({ min: 0, max: 50, noNaN: true }).map((value) => value.toFixed(6)),
);
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

function withAnotherNumber(text: string, where: number, put: string): string {
  const hits = [...text.matchAll(QUANTITY)];
  const hit = hits[Math.floor(where * hits.length)];
  return hit === undefined ? text : text.slice(0, hit.index) + put + text.slice(hit.index + hit[0].length);
}

/** Returns whether a scenario ran to its end. A violated invariant fails the test. */
function keepsInvariants(outcome: Outcome): boolean {
  if (outcome.kind !== 'ran') return false;
  expect(failedInvariants(outcome.result.invariants).map(({ name, note }) => [name, note])).toEqual([]);
  return true;
}

test('a scenario with other numbers is refused, or runs and keeps all invariants', async () => {
  let ranCount = 0;
  let refusedCount = 0;
  const changes = fc.array(fc.tuple(share, edge), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...shipped), changes, async (text, put) => {
      const changed = put.reduce((all, [where, value]) => withAnotherNumber(all, where, value), text);
      const read = readScenario(changed, 'changed.yaml');
      if (!read.ok) refusedCount += 1;
      else if (keepsInvariants(await outcomeOf(read.scenario))) ranCount += 1;
    }),
    { seed: 51, numRuns: runCount({ quick: 80, long: 1500 }) },
  );
  expect(ranCount).toBeGreaterThan(20);
  expect(refusedCount).toBeGreaterThan(20);
});

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value.toFixed(3));
const action = fc.oneof(
  fc.constantFrom(
    ...['patient bolus: ask', 'roller study: take', 'roller study: take, filmed: live', 'interrogate: twice'],
    ...['scan check: take', 'stop: pump', 'withdraw: all', 'flow-activated valve: reset'],
    ...['set clock: local time', 'set clock: Sunday 23:59', 'local time: -3 h'],
    ...['field: off', 'field: 3 T', 'field: 3 T, emi: telemetry', 'field: 5 mT', 'field: phone, distance: 30 mm'],
    ...['catheter: occlude', 'catheter: occlude lying', 'catheter: disconnect', 'catheter: migrate tip'],
    ...['catheter: repair', 'catheter: sampled fault', 'position: lying', 'position: standing'],
    ...['defect: shaft wear', 'defect: feedthrough shorting', 'defect: low battery reset, safe state: yes'],
    ...['defect: reduced battery', 'defect: critical memory error', 'defect: sampled'],
    ...['program: { mode: stopped }', 'program: { mode: minimum rate }'],
    'program: { mode: flex, flex: { every day: [00:00 0.5 mL/day, 12:00 1 mL/day] } }',
    'program: { mode: periodic bolus, rate: 0 mL/day, periodic bolus: { volume: 0.05 mL, over: 10 min, every: 1 h } }',
    ...['refill: 5 mL, into: pocket', 'refill: 25 mL, overfill: forced', 'surroundings: { air pressure: 50 kPa }'],
  ),
  number(0, 24).map((value) => `program: { mode: simple continuous, rate: ${value} mL/day }`),
  number(0.001, 2).map((value) => `bolus: ${value} mL`),
  number(0.001, 1).map((value) => `priming bolus: ${value} mL`),
  number(0.1, 20).map((value) => `refill: ${value} mL`),
  number(0.01, 5).map((value) => `catheter access: aspirate ${value} mL`),
  number(1, 99).map((value) => `catheter: kink ${value} %`),
  number(1, 99).map((value) => `catheter: leak ${value} %`),
  number(0.1, 3000).map((value) => `field: ${value} mT, azimuth: 20 deg, angle to pump normal: 30 deg`),
);
const wait = fc.oneof(
  number(0, 30).map((value) => `${value} s`),
  number(0, 50).map((value) => `${value} h`),
  number(0, 20).map((value) => `${value} d`),
);
const aRun = fc.record({
  product: fc.constantFrom('synchromed-ii', 'synchromed-el', 'prometra-ii', 'prometra', 'siromedes'),
  keys: fc.constantFrom(
    ...['', 'catheter: {}, ', 'catheter: {}, drug: morphine 10 mg/mL, ', 'clock drift: 200 ppm, ', 'accuracy: 1.3, '],
    ...['battery: by use, battery left: 2 %, ', 'hazards: sampled, ', 'implanted for: 6.9 y, ', 'reservoir: 0.1 mL, '],
  ),
  entries: fc.array(fc.tuple(wait, action), { minLength: 2, maxLength: 14 }),
});
type ARun = typeof aRun extends fc.Arbitrary<infer T> ? T : never;

/** Entries start at line 5, one a line. */
function textOf({ product, keys }: ARun, entries: ARun['entries']): string {
  const lines = entries.map(([after, what], i) => {
    const when = i === 0 ? 'at: 1 h' : `after: n${i - 1}, wait: ${after}`;
    return `  - { ${when}, ${what}, name: n${i} }\n`;
  });
  const pump = `{ ${keys}product: ${product}, mode: simple continuous, rate: 0.5 mL/day }`;
  const head = `scenario: any\nsays: Anything.\npump: ${pump}\ntimeline:\n`;
  return `${head}${lines.join('')}expect:\n  - { name: quiet, never see: pump.alarm }\nrun at most: 400 d\n`;
}

/** Leaves out entries for which the product lacks a part. Undefined if the pump itself is impossible. */
function readWithout(run: ARun): Scenario | undefined {
  let entries = run.entries;
  for (let i = 0; i <= run.entries.length; i += 1) {
    const read = readScenario(textOf(run, entries), 'any.yaml');
    if (read.ok) return read.scenario;
    const at = (read.problems[0]?.line ?? 0) - 5;
    if (at < 0 || at >= entries.length) return undefined;
    entries = entries.filter((_entry, index) => index !== at);
  }
  return undefined;
}

test('any actions on any pump are refused, or run and keep all invariants', async () => {
  let ranCount = 0;
  await fc.assert(
    fc.asyncProperty(aRun, async (run) => {
      const scenario = readWithout(run);
      if (scenario !== undefined && keepsInvariants(await outcomeWithoutRefused(scenario))) ranCount += 1;
    }),
    { seed: 52, numRuns: runCount({ quick: 30, long: 1500 }) },
  );
  expect(ranCount).toBeGreaterThan(10);
});
