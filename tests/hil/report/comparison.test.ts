import { describe, expect, test } from 'vitest';
import { comparisonLines, comparisonOf } from '../../../hil/report/comparison.ts';
import type { ScenarioResult } from '../../../hil/report/results.ts';
import { resultsOf } from '../../../hil/report/results-of.ts';
import { failedCheck, failedRun, passedCheck, scenarioResult, testCall } from './test-results.ts';

const SHARE = 0.2;

function compared(before: readonly ScenarioResult[], after: readonly ScenarioResult[]) {
  const end = { call: testCall, durationS: 1, exitStatus: 0, quarantineNotes: [], comparison: null };
  return comparisonOf('old', resultsOf(before, end), after, SHARE);
}

const lines = (before: readonly ScenarioResult[], after: readonly ScenarioResult[]): readonly string[] =>
  comparisonLines(compared(before, after));

describe('a comparison with earlier results', () => {
  test('of equal results says so, with the share', () => {
    expect(lines([scenarioResult([passedCheck])], [scenarioResult([passedCheck])])).toEqual([
      'Compared with old: same checks and verdicts, and no margin shrank by 20 % or more.',
    ]);
  });

  test('names changed verdicts, new and missing checks', () => {
    const before = scenarioResult([passedCheck, failedCheck]);
    const after = scenarioResult([
      { ...passedCheck, verdict: 'fail' },
      { ...passedCheck, name: 'fresh' },
    ]);
    expect(lines([before], [after])).toEqual([
      'Compared with old:',
      'pass became fail: study, "turned"',
      'new check: study, "fresh"',
      'missing check: study, "held"',
    ]);
  });

  test('names a whole scenario once, and a run that lost its checks', () => {
    const [a, b] = ['a', 'b'].map((label) => scenarioResult([passedCheck, failedCheck], { label }));
    expect(lines([a as ScenarioResult], [b as ScenarioResult])).toEqual([
      'Compared with old:',
      'new check: b, "every check"',
      'missing check: a, "every check"',
    ]);
    expect(lines([scenarioResult([passedCheck])], [failedRun('study')])).toEqual([
      'Compared with old:',
      'pass became not decided: study, "the run"',
      'missing check: study, "every check"',
    ]);
  });

  test('names an invariant that fails now or failed before', () => {
    const [holds, fails] = (['pass', 'fail'] as const).map((verdict) =>
      scenarioResult([passedCheck], { verdict, invariants: [{ ...failedCheck, name: 'mass', verdict }] }),
    ) as [ScenarioResult, ScenarioResult];
    expect(lines([holds], [fails])).toEqual(['Compared with old:', 'pass became fail: study, "invariant: mass"']);
    expect(lines([fails], [holds])).toEqual(['Compared with old:', 'fail became pass: study, "invariant: mass"']);
    expect(lines([scenarioResult([passedCheck])], [fails])).toEqual([
      'Compared with old:',
      'pass became fail: study, "the run"',
      'new check: study, "invariant: mass"',
    ]);
  });

  test.each([
    [
      'a margin that lost its share',
      { margin: 10 },
      { margin: 8 },
      'margin shrank by 20 %: study, "turned", from 10 to 8 deg',
    ],
    ['a smaller loss', { margin: 10 }, { margin: 8.01 }, undefined],
    ['a margin in time', { marginS: 60 }, { marginS: 15 }, 'margin shrank by 75 %: study, "turned", from 60 to 15 s'],
    ['a margin that grew', { margin: 1 }, { margin: 2 }, undefined],
    ['a margin of a check that had failed', { margin: -1 }, { margin: -2 }, undefined],
    ['a margin in another unit', { margin: 10, unit: 'mL' }, { margin: 1 }, undefined],
    ['a margin that went', { margin: 10 }, { margin: null }, undefined],
  ])('reports %s as it should', (_what, before, after, line) => {
    const [first, later] = [before, after].map((more) => scenarioResult([{ ...passedCheck, margin: null, ...more }]));
    const said = lines([first as ScenarioResult], [later as ScenarioResult]);
    expect(said.filter((one) => one.startsWith('margin shrank by'))).toEqual(line === undefined ? [] : [line]);
  });
});
