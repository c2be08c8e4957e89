import { describe, expect, test } from 'vitest';
import { problemText, readScenario, readScenarios } from '../../../../hil/scenario/language/read-scenario.ts';

interface Parts {
  readonly parameters?: string;
  readonly wait?: string;
  readonly rate?: string;
  readonly says?: string;
}

/** A scenario whose `parameters` is on line 3, the pump on line 4, and the entry with `wait` on line 7. */
function textOf({ parameters, wait = '20 min', rate = '0.5 mL/day', says = 'Something happens.' }: Parts): string {
  return [
    'scenario: trial',
    `says: ${says}`,
    ...(parameters === undefined ? ['# none'] : [`parameters: ${parameters}`]),
    `pump: { product: synchromed-ii, mode: simple continuous, rate: ${rate} }`,
    'timeline:',
    '  - { at: 1 h, field: 1.5 T, azimuth: 40 deg, name: scan }',
    `  - { after: scan, wait: ${wait}, field: off }`,
    'expect:',
    '  - { name: stall noticed, after: scan, within: 21 min, see: pump.log "motor stall" }',
    '',
  ].join('\n');
}

function scenariosOf(parts: Parts, set: Readonly<Record<string, string>> = {}) {
  const result = readScenarios(textOf(parts), 'f.yaml', { set: new Map(Object.entries(set)) });
  if (!result.ok) throw new Error(result.problems.map(problemText).join('\n'));
  return result.scenarios;
}

function problemsOf(parts: Parts, set: Readonly<Record<string, string>> = {}): readonly string[] {
  const result = readScenarios(textOf(parts), 'f.yaml', { set: new Map(Object.entries(set)) });
  return result.ok ? [] : result.problems.map((problem) => problemText(problem).replace('f.yaml:', ''));
}

const minutesOf = ({ timeline }: { readonly timeline: readonly { readonly atUs: number }[] }): number =>
  ((timeline[1]?.atUs ?? 0) - 3_600_000_000) / 60_000_000;

describe('a scenario with parameters', () => {
  test('has one run per value, each with a name of its own', () => {
    const runs = scenariosOf({ parameters: '{ minutes: [5 min, 20 min, 40 min] }', wait: '$minutes' });
    expect(runs.map(({ name }) => name)).toEqual(['trial minutes=5min', 'trial minutes=20min', 'trial minutes=40min']);
    expect(runs.map(minutesOf)).toEqual([5, 20, 40]);
    expect(runs[1]?.parameters).toEqual({ minutes: '20 min' });
  });

  test('has the values of a range, in steps that add up exactly', () => {
    const runs = scenariosOf({
      parameters: '{ minutes: { from: 0.1 min, to: 0.75 min, step: 0.1 min } }',
      wait: '$minutes',
    });
    expect(runs.map(minutesOf)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  });

  test('has one run per combination; the last parameter changes first', () => {
    const parameters = '{ minutes: [5 min, 20 min], rate: [0.5 mL/day, 1 mL/day] }';
    const runs = scenariosOf({ parameters, wait: '$minutes', rate: '$rate' });
    expect(runs.map(({ name }) => name)).toEqual([
      'trial minutes=5min rate=0.5mL/day',
      'trial minutes=5min rate=1mL/day',
      'trial minutes=20min rate=0.5mL/day',
      'trial minutes=20min rate=1mL/day',
    ]);
    expect(runs[3]?.pump.program).toMatchObject({ rateMlPerDay: 1 });
  });

  test('puts values into texts, and takes $$ as a dollar sign', () => {
    const [first] = scenariosOf({
      parameters: '{ minutes: [5 min, 20 min] }',
      wait: '$minutes',
      says: 'A scan of $minutes for $$5.',
    });
    expect(first?.says).toBe('A scan of 5 min for $5.');
  });

  test('runs the values that the caller sets, with or without the space before a unit', () => {
    const parameters = '{ minutes: [5 min, 20 min, 40 min] }';
    const [run, second] = scenariosOf({ parameters, wait: '$minutes' }, { minutes: '12min' });
    expect([run?.name, second]).toEqual(['trial minutes=12min', undefined]);
    const read = readScenario(textOf({ parameters, wait: '$minutes' }), 'f.yaml', {
      set: new Map([['minutes', '12 min']]),
    });
    expect(read).toEqual({ ok: true, scenario: run });
  });

  test('with several runs is no single scenario', () => {
    const read = readScenario(textOf({ parameters: '{ minutes: [5 min, 20 min] }', wait: '$minutes' }), 'f.yaml');
    expect(read.ok ? [] : read.problems.map(problemText)).toEqual([
      'f.yaml:1:1: found 2 combinations of parameters; allowed: a value for each parameter',
    ]);
  });
});

describe('a problem with parameters', () => {
  test.each([
    [
      'a value of another dimension, once and with the combinations that have it',
      { parameters: '{ minutes: [5 min, 20 mL, 40 mL] }', wait: '$minutes' },
      [
        '7:26: found "20 mL" by "$minutes" for `wait`; allowed: a number with a unit (s, min, h, d, y), 0 s to 30 y (with minutes=20mL, and 1 more of 3 combinations)',
      ],
    ],
    [
      'a problem of all combinations, without naming any',
      { parameters: '{ minutes: [5 min, 20 min] }', wait: '$minutes', rate: '0.5 mL' },
      [
        '4:64: found "0.5 mL" for `rate`; allowed: a number with a unit (mL/day, mL/h, uL/day, uL/h), 0 mL/day to 100 mL/day',
      ],
    ],
    [
      'a name that is not declared',
      { parameters: '{ minutes: [5 min, 20 min] }', wait: '$minute', says: 'A scan of $minutes.' },
      [
        '7:26: found $minute in "$minute", a parameter that is not declared; allowed: $minutes, or $$ for a dollar sign; did you mean $minutes?',
      ],
    ],
    [
      'a name in a scenario without parameters',
      { wait: '$minutes' },
      [
        '7:26: found $minutes in "$minutes", a parameter that is not declared; allowed: a name under `parameters`, or $$ for a dollar sign',
      ],
    ],
    [
      'a parameter without use',
      { parameters: '{ minutes: [5 min, 20 min] }' },
      ['3:15: found parameter "minutes" that no value refers to; allowed: a parameter that a value uses as $minutes'],
    ],
    [
      'no mapping',
      { parameters: '[5 min]' },
      ['3:13: found "[5 min]" for `parameters`; allowed: a mapping, as in { minutes: [5 min, 20 min] }'],
    ],
    [
      'an empty mapping',
      { parameters: '{}' },
      ['3:13: found no parameter for `parameters`; allowed: a mapping, as in { minutes: [5 min, 20 min] }'],
    ],
    [
      'a name with a hyphen',
      { parameters: '{ the-time: [5 min] }' },
      [
        '3:15: found parameter "the-time"; allowed: a name: a letter, then letters, digits and underscores; at most 30 in all',
      ],
    ],
    [
      'one value alone',
      { parameters: '{ minutes: 5 min }' },
      [
        '3:24: found "5 min" for `minutes`; allowed: a list of 1 to 500 values, or a range such as { from: 1 min, to: 60 min, step: 1 min }',
      ],
    ],
    [
      'an empty list',
      { parameters: '{ minutes: [] }' },
      [
        '3:24: found 0 values for `minutes`; allowed: a list of 1 to 500 values, or a range such as { from: 1 min, to: 60 min, step: 1 min }',
      ],
    ],
    [
      'a list in a list',
      { parameters: '{ minutes: [[5 min]] }' },
      ['3:25: found "[5 min]" as a value; allowed: a number, a quantity or a text of 1 to 100 characters'],
    ],
    [
      'a value twice',
      { parameters: '{ minutes: [5 min, 5 min] }' },
      ['3:32: found value "5 min" twice; allowed: each value once'],
    ],
    [
      'a range without a step',
      { parameters: '{ minutes: { from: 1 min, to: 5 min } }' },
      ['3:24: range: no `step` given. Add `step: VALUE`.'],
    ],
    [
      'a range with another key',
      { parameters: '{ minutes: { from: 1 min, to: 5 min, steps: 1 min } }' },
      ['3:50: found key "steps"; allowed: `from`, `to`, `step`; did you mean `step`?'],
    ],
    [
      'a range in two units',
      { parameters: '{ minutes: { from: 30 s, to: 5 min, step: 30 s } }' },
      ['3:42: found "min" for `to`; allowed: one unit in a range, here "s"'],
    ],
    [
      'a range with a step of zero',
      { parameters: '{ minutes: { from: 1 min, to: 5 min, step: 0 min } }' },
      ['3:56: found "0 min" for `step`; allowed: above 0 min'],
    ],
    [
      'a range that goes down',
      { parameters: '{ minutes: { from: 5 min, to: 1 min, step: 1 min } }' },
      ['3:43: found "1 min" for `to`; allowed: at least 5 min, by `from`'],
    ],
    [
      'a bound that is no number',
      { parameters: '{ minutes: { from: soon, to: 1 min, step: 1 min } }' },
      ['3:32: found "soon" for `from`; allowed: a number, or a number with a unit, as in 5 min'],
    ],
    [
      'a range of too many values',
      { parameters: '{ minutes: { from: 1 s, to: 1000 s, step: 1 s } }' },
      ['3:24: found a range of 1000 values; allowed: at most 500 values'],
    ],
    [
      'too many combinations',
      { parameters: '{ a: { from: 1, to: 25, step: 1 }, b: { from: 1, to: 21, step: 1 } }' },
      ['3:1: found 525 combinations of `a`, `b`; allowed: at most 500'],
    ],
    [
      'too many parameters',
      { parameters: `{ ${Array.from({ length: 11 }, (_, i) => `p${i}: [1]`).join(', ')} }` },
      ['3:13: found 11 parameters; allowed: at most 10'],
    ],
  ] as readonly (readonly [string, Parts, readonly string[]])[])(
    'is refused at its place: %s',
    (_what, parts, expected) => {
      expect(problemsOf(parts)).toEqual(expected);
    },
  );

  test('of a value that the caller sets is refused at the place that uses it', () => {
    const parts = { parameters: '{ minutes: [5 min] }', wait: '$minutes' };
    expect(problemsOf(parts, { minutes: '12mL' })).toEqual([
      '7:26: found "12 mL" by "$minutes" for `wait`; allowed: a number with a unit (s, min, h, d, y), 0 s to 30 y',
    ]);
  });

  test('that only some times cause names the first of them', () => {
    const text = textOf({ parameters: '{ minutes: [5 min, 90 min, 120 min] }', wait: '$minutes' }).replace(
      'expect:',
      '  - { at: 2 h, stop: pump }\nexpect:',
    );
    const result = readScenarios(text, 'f.yaml');
    expect(result.ok ? [] : result.problems.map(problemText)).toEqual([
      'f.yaml:8:5: found an entry at 2 h after one at 2.5 h (line 7); allowed: entries in the order of time (with minutes=90min, and 1 more of 3 combinations)',
    ]);
  });
});
