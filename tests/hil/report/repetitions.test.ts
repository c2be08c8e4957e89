import { describe, expect, test } from 'vitest';
import { repetitionLines, repetitionsOf } from '../../../hil/report/repetitions.ts';
import type { ScenarioResult } from '../../../hil/report/results.ts';
import { failedCheck, failedRun, passedCheck, scenarioResult, skippedRun } from './test-results.ts';

const passed = scenarioResult([passedCheck]);
const failed = scenarioResult([{ ...passedCheck, verdict: 'fail' }], { verdict: 'fail', fingerprint: 'cd34' });
const linesOf = (...runs: readonly ScenarioResult[]): readonly string[] => repetitionLines(repetitionsOf(runs));

describe('repetitions of a scenario', () => {
  test('that end alike are one line for all scenarios', () => {
    const other = scenarioResult([failedCheck], { scenario: 'other', verdict: 'fail' });
    expect(linesOf(passed, other, passed, other)).toEqual([
      'repeated: 2 scenarios: same verdicts and fingerprints in all runs',
    ]);
  });

  test('with different verdicts are unsteady, and name the checks', () => {
    expect(linesOf(passed, failed, passed)).toEqual([
      'unsteady: study: 1 fail, 2 pass in 3 runs, 2 fingerprints; differs: "turned"',
    ]);
    expect(repetitionsOf([passed, failed, passed])).toEqual([
      {
        scenario: 'study',
        file: './study.yaml',
        runCount: 3,
        verdicts: { fail: 1, pass: 2 },
        unsteadyChecks: ['turned'],
        fingerprintCount: 2,
      },
    ]);
  });

  test('with different failing checks are unsteady, although every run fails', () => {
    const [one, two] = [['fail', 'pass'] as const, ['pass', 'fail'] as const].map(([first, second]) =>
      scenarioResult(
        [
          { ...passedCheck, verdict: first },
          { ...failedCheck, verdict: second },
        ],
        { verdict: 'fail' },
      ),
    ) as [ScenarioResult, ScenarioResult];
    expect(linesOf(one, two)).toEqual(['unsteady: study: 2 fail in 2 runs, 1 fingerprint; differs: "turned", "held"']);
  });

  test('with a run that a failure ended are unsteady', () => {
    expect(linesOf(passed, failedRun('study'))).toEqual([
      'unsteady: study: 1 not decided, 1 pass in 2 runs, 1 fingerprint',
    ]);
  });

  test('with the same verdicts from different inputs say so', () => {
    expect(linesOf(passed, { ...passed, fingerprint: 'ef56' })).toEqual([
      'repeated: study: same verdicts in 2 runs, 2 fingerprints',
    ]);
  });

  test('need two runs with one seed that were not skipped', () => {
    expect(linesOf(passed)).toEqual([]);
    expect(linesOf(passed, skippedRun('study'))).toEqual([]);
    expect(linesOf(passed, { ...passed, seed: 8 })).toEqual([]);
  });
});
