import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { problemText, readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import { namesForModel, scenariosNamed } from '../../../../hil/scenario/library.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';
import { EngineClient } from '../../../../hil/trainer/page/engine/engine-client.ts';
import { ownRigOf } from '../../../../hil/trainer/page/engine/engine-run.ts';
import { localEngine } from '../../../../hil/trainer/page/worker/local-engine.ts';
import { everySo } from '../../../run-count.ts';
import { client, library, ran, shippedPlan, slowClient } from './engine-for-tests.ts';

const engine = client();

/** First run of each shipped scenario. */
const scenarios = namesForModel().map((name) => [name, scenariosNamed(name)[0] as Scenario] as const);

describe('the engine', () => {
  test.each(everySo(4, scenarios))('gives the fingerprint of the command line: %s', async (name, scenario) => {
    const { summary } = await ran(shippedPlan(name, { set: scenario.parameters ?? {} }), engine);
    const expected = await runScenario(scenario, { rig: ownRigOf(scenario) });
    expect(summary.fingerprint).toBe(expected.fingerprint);
    expect(summary.studies).toEqual(expected.studies);
  });
});

describe('added entries', () => {
  const base = 'roller-study';

  test('leave everything before them as it was', async () => {
    const own = await ran(shippedPlan('mri-30-min'), engine);
    const atUs = 40 * 60e6;
    const inputs = [{ atUs, entry: { 'roller study': 'take' } }];
    const branch = await ran(shippedPlan('mri-30-min', { inputs, untilUs: own.summary.endUs }), engine);
    const recordsBefore = (run: typeof own) => run.records.filter(({ t }) => t < atUs);
    expect(recordsBefore(own).length).toBeGreaterThan(15);
    expect(recordsBefore(branch)).toEqual(recordsBefore(own));
    expect(branch.summary.fingerprint).not.toBe(own.summary.fingerprint);
    expect(branch.summary.studies).toHaveLength(own.summary.studies.length + 1);
    expect(branch.facts.entries.find(({ input }) => input === 0)).toEqual({
      name: 'added 1',
      atUs,
      action: 'roller study',
      input: 0,
    });
  });

  test('are rounded to what the language can write, and act so', async () => {
    const inputs = [{ atUs: 60e6 + 0.4, entry: { field: `${1000 / 3} mT`, at: '9 h' } }];
    const { facts, records } = await ran(shippedPlan(base, { inputs }), engine);
    expect(facts.inputs).toEqual([{ atUs: 60e6, entry: { field: '333.333333 mT' } }]);
    expect(records.filter((record) => 'e' in record && record.e === 'in.field')).toMatchObject([
      { t: 60e6, fieldMt: 333.333333 },
    ]);
  });

  test('that the pump refuses stay in the session, and the run goes on', async () => {
    const inputs = [
      { atUs: 30e6, entry: { program: { mode: 'simple continuous', rate: '30 mL/day' } } },
      { atUs: 31e6, entry: { bolus: '50 mL' } },
      { atUs: 40e6, entry: { interrogate: 'once' } },
    ];
    const plan = shippedPlan(base, { inputs, untilUs: 100e6 });
    const { summary, records } = await ran(plan, engine);
    expect(summary.refusals).toMatchObject([
      { entry: 'added 1', atUs: 30e6, field: 'rate', why: 'range', input: 0 },
      { entry: 'added 2', atUs: 31e6, field: 'bolus', input: 1 },
    ]);
    expect(summary.endUs).toBe(100e6);
    expect(records.some((record) => 'e' in record && record.e === 'in.interrogate')).toBe(true);
    const saved = await engine.save(plan);
    expect(saved.kind === 'saved' && saved.session.text).toContain(
      '{ name: refusal 1, after: added 1, refused: rate }',
    );
  });

  test('that no scenario can hold are problems of their own, and nothing runs', async () => {
    const inputs = [
      { atUs: 30e6, entry: { interrogate: 'once' } },
      { atUs: 40e6, entry: { field: '30 T' } },
      { atUs: 40e6, entry: { feild: 'off' } },
      { atUs: 50e6, entry: { examine: 'catheter' } },
    ];
    const result = await engine.run(shippedPlan(base, { inputs }));
    expect(
      result.kind === 'problems' && result.problems.map(({ input, says }) => [input, says.replace(/^\S+ /, '')]),
    ).toEqual([
      [
        1,
        'found "30 T" for `field`; allowed: a number with a unit (T, mT, G), above 0 T, at most 20 T, or off, or hand magnet, or phone, or laptop, or from file walk-in.csv',
      ],
      [2, expect.stringContaining('did you mean `field`?')],
      [3, expect.stringContaining('examine')],
    ]);
  });
});

describe('an entry of a scenario that its pump refuses', () => {
  const text = `scenario: refused-here
says: The bolus is too large.
pump: { product: synchromed-ii, mode: simple continuous, rate: 5 mL/day }
timeline:
  - { at: 1 s, bolus: 50 mL }
  - { at: 3 s, interrogate: once }
`;
  const expected = 'expect:\n  - { name: limit, after: bolus 1, refused: bolus }\n';
  const plan = (yaml: string) =>
    ({ source: { kind: 'text', text: yaml, file: 'mine.yaml' }, seed: 1, inputs: [] }) as const;

  test('is reported in the words of the command line, and the run goes on', async () => {
    const read = readScenario(`${text}ends at: 10 s\n`, 'mine.yaml');
    if (!read.ok) throw new Error(read.problems.map(problemText).join());
    const { message } = await runScenario(read.scenario, { rig: 'model' }).then(
      () => ({ message: 'it ran' }),
      (error: Error) => error,
    );
    expect(message).toMatch(/^mine.yaml:5:\d+: the pump refuses "bolus 1": /);
    const { summary } = await ran(plan(`${text}ends at: 10 s\n`), engine);
    expect(summary.refusals.map(({ unexpected }) => unexpected)).toEqual([message]);
    expect(summary.endUs).toBe(10e6);
  });

  test('is no surprise if an expectation names it', async () => {
    const { summary } = await ran(plan(text + expected), engine);
    expect(summary.refusals.map(({ entry, unexpected }) => [entry, unexpected])).toEqual([['bolus 1', undefined]]);
  });
});

describe('a text', () => {
  const text = 'scenario: trial\nsays: Something.\npump: { product: synchromed-ii, mode: stopped }\ntimeline: []\n';
  const source = (more: string, files: { path: string; text: string }[] = []) =>
    ({ source: { kind: 'text', text: text + more, file: 'mine.yaml', files }, seed: 1, inputs: [] }) as const;

  test('with faults gives the problems that lint reports', async () => {
    const wrong = source('expect:\n  - { name: x, see: pump.alrm }\n').source.text;
    const result = await engine.read({ ...source(''), source: { kind: 'text', text: wrong, file: 'mine.yaml' } });
    const linted = readScenario(wrong, 'mine.yaml');
    expect(linted.ok).toBe(false);
    expect(result.kind === 'problems' && result.problems.map(({ says }) => says)).toEqual(
      linted.ok ? [] : linted.problems.map(problemText),
    );
  });

  test('with `ends at` needs no expectations', async () => {
    const { summary, facts } = await ran(source('ends at: 2 min\n'), engine);
    expect([summary.endUs, facts.product.id]).toEqual([120e6, 'synchromed-ii']);
  });

  test('may name a pump file; a wrong one is refused in its own words', async () => {
    const json = readFileSync('hil/pump-file/example.json', 'utf8');
    const own = { kind: 'file', file: { path: './mine.json', text: json } } as const;
    const { facts } = await ran({ ...source('ends at: 1 min\n'), product: own }, engine);
    expect(facts.product.id).toBe(JSON.parse(json).id);
    const broken = { kind: 'file', file: { path: './mine.json', text: '{ "id": 5 }' } } as const;
    const result = await engine.run({ ...source('ends at: 1 min\n'), product: broken });
    expect(result.kind === 'problems' && result.problems[0]?.says).toMatch(/^\.\/mine\.json:1:\d+: found/);
  });
});

describe('a request', () => {
  test('for an unknown scenario fails with the names', async () => {
    expect(await engine.run(shippedPlan('roller-studdy'))).toMatchObject({
      kind: 'failed',
      code: 'SCENARIO_UNKNOWN',
      message: expect.stringContaining('Did you mean "roller-study"?'),
    });
  });

  test('that runs for long shows its progress and can be replaced', async () => {
    const slow = slowClient();
    const long = shippedPlan('battery-by-use');
    const seenUs: number[] = [];
    let second: ReturnType<typeof slow.run> | undefined;
    const first = slow.run({ ...long, untilUs: 10 * 31_557_600e6 }, (atUs, endUs) => {
      seenUs.push(atUs);
      expect(endUs).toBe(10 * 31_557_600e6);
      second ??= slow.run(shippedPlan('roller-study'));
    });
    expect(await first).toEqual({ kind: 'cancelled' });
    expect(seenUs.length).toBeGreaterThan(0);
    expect(await second).toMatchObject({ kind: 'ran' });
  });

  test('lists the shipped scenarios and products', async () => {
    const list = await engine.list();
    if (list.kind !== 'listed') throw new Error(JSON.stringify(list));
    expect(list.scenarios.map(({ name }) => name)).toEqual(namesForModel());
    for (const { name, says, product, parameters } of list.scenarios) {
      const runs = scenariosNamed(name);
      expect(runs[0]).toMatchObject({ says, pump: { product } });
      for (const run of runs) {
        for (const [parameter, value] of Object.entries(run.parameters ?? {}))
          expect(parameters[parameter]).toContain(value);
      }
    }
    expect(list.products.map(({ id }) => id)).toContain('prometra-ii');
  });

  test('to an engine that has ended fails and is not left waiting', async () => {
    const port = localEngine(library());
    const lost = new EngineClient(Object.assign(port, { post: () => {} }));
    const waiting = lost.run(shippedPlan('roller-study'));
    port.onLost('The engine has ended.');
    const failure = { kind: 'failed', code: 'ENGINE_LOST', message: 'The engine has ended.' };
    expect(await waiting).toEqual(failure);
    expect(await lost.list()).toEqual(failure);
  });
});
