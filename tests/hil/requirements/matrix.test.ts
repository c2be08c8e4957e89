import { describe, expect, test } from 'vitest';
import { LastVerdicts } from '../../../hil/requirements/last-verdicts.ts';
import { matrixOf } from '../../../hil/requirements/matrix.ts';
import { matrixMarkdown, matrixText } from '../../../hil/requirements/matrix-text.ts';
import { strayIds } from '../../../hil/requirements/stray-ids.ts';
import { problemText } from '../../../hil/yaml/problem.ts';
import { read } from '../scenario/language/scenario-text.ts';

const set = {
  set: 'SRS',
  title: 'Mine',
  source: '',
  requirements: [
    { id: 'SRS-1', topic: '', text: 'No alarm | ever.', isApplicable: true },
    { id: 'SRS-2', topic: '', text: 'No keys.', isApplicable: false, reason: 'It has none.' },
    { id: 'SRS-3', topic: '', text: 'A tone.', isApplicable: true, uncovered: 'Later.' },
  ],
};
const scenario = read({
  expect: [
    '{ name: quiet, requires: [SRS-1], never see: pump.alarm }',
    '{ name: full, requires: [SRS-1, SRS-9, ABC-1], at: start, value: pump.reservoirMl, is: 20 mL }',
  ],
});

function results(): LastVerdicts {
  const last = new LastVerdicts();
  last.add('trial', 'quiet', { verdict: 'fail', margin: null, unit: '' });
  last.add('trial', 'quiet', { verdict: 'pass', margin: null, unit: '' });
  last.add('trial', 'full', { verdict: 'pass', margin: 0.25, unit: 'mL' });
  return last;
}

describe('a matrix of requirements and checks', () => {
  test('distinguishes covered, not covered and not applicable', () => {
    const { rows, totals } = matrixOf(set, [scenario]);
    expect(rows.map(({ status, verdict, checks }) => [status, verdict, checks.map(({ check }) => check)])).toEqual([
      ['covered', null, ['quiet', 'full']],
      ['not applicable', null, []],
      ['not covered', null, []],
    ]);
    expect(totals).toMatchObject({ requirementCount: 3, applicableCount: 2, coveredCount: 1, checkCount: 2 });
  });

  test('shows the worst last verdict, also of a check that ran twice', () => {
    const { rows, totals } = matrixOf(set, [scenario], results());
    expect(rows[0]?.verdict).toBe('fail');
    expect(rows[0]?.checks[1]?.last).toEqual({ verdict: 'pass', margin: 0.25, unit: 'mL' });
    expect(totals.verdicts).toMatchObject({ fail: 1, pass: 0, none: 0 });
  });

  test('prints a line for each requirement and each check', () => {
    const text = matrixText(matrixOf(set, [scenario], results()), true, (word, shown = word) => shown);
    expect(text.split('\n')).toEqual([
      'SRS-1  fail  No alarm | ever.',
      '    fail  trial: quiet',
      '    pass  trial: full (margin 250 uL)',
      'SRS-2  not applicable  No keys.',
      '    It has none.',
      'SRS-3  not covered  A tone.',
      '    Later.',
      '3 requirements: 2 apply, 1 of them covered by 2 checks in 1 scenario. Last verdicts: 1 fail.',
    ]);
  });

  test('prints a table in Markdown, with bars escaped', () => {
    const lines = matrixMarkdown(matrixOf(set, [scenario], results()), true).split('\n');
    expect(lines[6]).toBe(
      '| SRS-1 | No alarm \\| ever. | covered | fail: trial: quiet<br>pass: trial: full (margin 250 uL) | fail |',
    );
    expect(lines[7]).toBe('| SRS-2 | No keys.<br>_It has none._ | not applicable |  |  |');
  });

  test('finds ids that begin as those of the set do, and leaves other prefixes alone', () => {
    expect(strayIds(scenario, set).map(problemText)).toEqual([
      'f.yaml:7:5: found "SRS-9" for `requires`; allowed: the 3 ids of the set SRS; did you mean SRS-1?',
    ]);
    expect(matrixOf(set, [scenario]).strays.map(({ id }) => id)).toEqual(['SRS-9', 'ABC-1']);
  });
});
