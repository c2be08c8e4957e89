import { describe, expect, test } from 'vitest';
import { isEvent } from '../../../../firmware-sim/trace/record.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { type Parts, problemsIn, read, scenarioText } from '../language/scenario-text.ts';

const pump =
  '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, patient bolus: { volume: 20 uL, over: 10 min, lockout: 4 h, in 24 h: 3 } }';

async function run(parts: Parts) {
  const records: string[] = [];
  const result = await runScenario(read({ pump, ...parts }), {
    rig: 'model',
    onRecord: (record) => {
      if (isEvent(record) && record.e === 'bench.refusal') records.push(`${record.name}: ${record.field}`);
    },
  });
  const checks = result.measurements.map(({ verdict, value, note }) => [verdict, value, note]);
  return { verdict: result.verdict, checks, records };
}

describe('an entry that the pump has to refuse', () => {
  test('passes by field or by reason, and the run goes on', async () => {
    const { verdict, records } = await run({
      timeline: [
        '{ at: 1 h, program: { mode: simple continuous, rate: 30 mL/day }, name: fast }',
        '{ at: 2 h, refill: 40 mL, name: overfill }',
        '{ at: 3 h, bolus: 0.1 mL, over: 1 h, name: dose }',
        '{ at: 3.5 h, stop: pump, name: halt }',
      ],
      expect: [
        '{ name: a, after: fast, refused: rate }',
        '{ name: b, after: fast, refused: range }',
        '{ name: c, after: overfill, refused: refill }',
        '{ name: d, after: halt, within: 1 s, see: pump.mode stopped }',
      ],
    });
    expect(verdict).toBe('pass');
    expect(records).toEqual(['fast: rate', 'overfill: refill']);
  });

  test('fails if the pump accepts it', async () => {
    const { checks } = await run({
      timeline: ['{ at: 1 h, bolus: 0.1 mL, name: dose }'],
      expect: ['{ name: a, after: dose, refused: bolus }'],
    });
    expect(checks).toEqual([['fail', 'accepted', 'the pump accepted it']]);
  });

  test('fails with the sentence of another refusal', async () => {
    const { checks } = await run({
      timeline: ['{ at: 1 h, program: { mode: simple continuous, rate: 30 mL/day }, name: fast }'],
      expect: ['{ name: a, after: fast, refused: busy }'],
    });
    expect(checks).toEqual([['fail', 'rate, range', '`rate` is "30 mL/day"; allowed: 0.048 to 24 mL/day']]);
  });

  test('takes the refusal of a patient, which never ends a run', async () => {
    const { checks, records } = await run({
      timeline: [
        '{ at: 1 h, patient bolus: ask, name: first }',
        '{ at: 2 h, patient bolus: ask, name: second }',
        '{ at: 3 h, patient bolus: ask, name: third }',
      ],
      expect: ['{ name: a, after: second, refused: lockout }'],
    });
    expect(checks.map(([verdict]) => verdict)).toEqual(['pass']);
    expect(records).toEqual(['second: patient bolus', 'third: patient bolus']);
  });

  test('leaves the refusal of any other entry the end of the run', async () => {
    const parts = {
      timeline: [
        '{ at: 1 h, program: { mode: simple continuous, rate: 30 mL/day }, name: fast }',
        '{ at: 2 h, bolus: 40 mL, name: dose }',
      ],
      expect: ['{ name: a, after: fast, refused: rate }'],
    };
    await expect(run(parts)).rejects.toThrow('the pump refuses "dose": `bolus` is "40 mL"');
  });
});

describe('an entry that the pump has to accept', () => {
  const dose = '{ at: 1 h, bolus: 0.1 mL, over: 1 h, name: dose }';
  const again = '{ at: 90 min, bolus: 0.1 mL, over: 1 h, name: again }';

  test('passes if the pump accepts it', async () => {
    const { checks } = await run({ timeline: [dose], expect: ['{ name: a, after: dose, accepted: yes }'] });
    expect(checks).toEqual([['pass', 'accepted', undefined]]);
  });

  test('fails with the sentence of the refusal, and the run goes on', async () => {
    const { checks, verdict } = await run({
      timeline: [dose, again, '{ at: 3 h, stop: pump, name: halt }'],
      expect: [
        '{ name: a, after: again, accepted: yes }',
        '{ name: b, after: halt, within: 1 s, see: pump.mode stopped }',
      ],
    });
    expect(verdict).toBe('fail');
    expect(checks[0]).toEqual([
      'fail',
      'refused: bolus, busy',
      '`bolus` is "a single bolus under way"; allowed: one bolus at a time, and no change of rate during it',
    ]);
    expect(checks[1]?.[0]).toBe('pass');
  });

  test('explains the refusal, and how to expect it', async () => {
    const scenario = read({ pump, timeline: [dose, again], expect: ['{ name: a, after: again, accepted: yes }'] });
    const [found] = (await runScenario(scenario, { rig: 'model' })).measurements;
    expect(found?.explanation).toMatchObject({
      deciding: { text: 'accepted' },
      wouldPass: '`refused: bolus` or `refused: busy`, if the pump has to refuse it',
    });
    expect(found?.explanation?.seen).toMatch(/^The pump refused the entry "again" at 01:30:00: `bolus` is "a single /);
  });

  test('tells whether the pump accepted a patient', async () => {
    const { checks } = await run({
      timeline: ['{ at: 1 h, patient bolus: ask, name: first }', '{ at: 2 h, patient bolus: ask, name: second }'],
      expect: ['{ name: a, after: first, accepted: yes }', '{ name: b, after: second, accepted: yes }'],
    });
    expect(checks.map(([verdict]) => verdict)).toEqual(['pass', 'fail']);
  });

  test.each([
    [
      '{ name: a, after: scan, accepted: yes }',
      '`accepted` of "scan", an entry that the pump does not answer; allowed: ',
    ],
    [
      '{ name: a, after: scan, refused: busy }',
      '`refused` of "scan", an entry that the pump does not answer; allowed: ',
    ],
    ['{ name: a, after: dose, accepted: no }', 'found "no" for `accepted`; allowed: yes'],
    ['{ name: a, accepted: yes }', 'found no `after`; allowed: a name'],
    ['{ name: a, after: dsoe, accepted: yes }', 'found "dsoe" for `after`; allowed: dose, scan; did you mean dose?'],
  ])('%s is refused', (check, message) => {
    const timeline = [dose, '{ at: 3 h, field: 1 T, name: scan }'];
    expect(problemsIn(scenarioText({ timeline, expect: [check] })).join('\n')).toContain(message);
  });
});

describe('a check with `refused` is refused itself', () => {
  const fast = '{ at: 1 h, program: { mode: simple continuous, rate: 30 mL/day }, name: fast }';

  test.each([
    ['{ name: a, after: fsat, refused: rate }', '7:23: found "fsat" for `after`; allowed: fast; did you mean fast?'],
    ['{ name: a, refused: rate }', '7:5: found no `after`; allowed: a name: a letter, '],
    ['{ name: a, after: fast, refused: rat }', '; did you mean rate?'],
    ['{ name: a, after: fast, refused: rate, within: 1 s }', 'found key "within"; allowed: '],
  ])('%s', (check, message) => {
    expect(problemsIn(scenarioText({ timeline: [fast], expect: [check] })).join('\n')).toContain(message);
  });

  test('without it, a rate outside the range of the product is found before a run', () => {
    expect(problemsIn(scenarioText({ timeline: [fast] })).join('\n')).toContain('found a rate of 30 mL/day');
  });
});
