import { describe, expect, test } from 'vitest';
import { Quarantine, type QuarantineEntry } from '../../../hil/report/quarantine.ts';
import type { Measurement } from '../../../hil/scenario/checks/measurement.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import { failedCheck, judgedOutcome, openCheck, passedCheck } from './test-results.ts';

const entry = (check: string, until = '2026-03-04'): QuarantineEntry => ({
  scenario: 'study',
  check,
  until,
  reason: 'the gear slips',
});

function marked(
  entries: readonly QuarantineEntry[],
  measurements: readonly Measurement[],
  today: string,
  scenario = 'study',
) {
  const quarantine = new Quarantine(entries, today);
  const result = { scenario: 'study', verdict: 'fail', measurements, invariants: [] } as unknown as RunResult;
  const outcome = quarantine.marked({ ...judgedOutcome(result), scenario });
  if (outcome.kind !== 'judged') throw new Error('it was judged');
  const { isExcused } = outcome;
  return { verdict: outcome.result.verdict, isExcused, marks: outcome.quarantined ?? [], notes: quarantine.notes() };
}

describe('a quarantine', () => {
  test('takes a failed check out of the verdict on its last day', () => {
    const { verdict, marks, notes } = marked([entry('held')], [passedCheck, failedCheck], '2026-03-04T23:59:59Z');
    expect(verdict).toBe('pass');
    expect(marks).toMatchObject([{ check: 'held', isPast: false, isExcused: true }]);
    expect(notes).toEqual([]);
  });

  test('past its date counts again, and says so', () => {
    const { verdict, marks, notes } = marked([entry('held')], [passedCheck, failedCheck], '2026-03-05T00:00:00Z');
    expect(verdict).toBe('fail');
    expect(marks).toMatchObject([{ check: 'held', isPast: true, isExcused: false }]);
    expect(notes).toEqual(['The quarantine of "held" of study ended on 2026-03-04: the check counts again.']);
  });

  test('of one check leaves the others as they are', () => {
    expect(marked([entry('held')], [failedCheck, openCheck], '2026-01-01').verdict).toBe('not decided');
    expect(marked([entry('noticed')], [failedCheck, openCheck], '2026-01-01').verdict).toBe('fail');
  });

  test('of every check leaves nothing that decides', () => {
    expect(marked([entry('held')], [failedCheck], '2026-01-01')).toMatchObject({
      verdict: 'not decided',
      isExcused: true,
    });
    expect(marked([entry('held')], [failedCheck, passedCheck], '2026-01-01').isExcused).toBe(false);
  });

  test('marks a check that passes, which counts', () => {
    const { verdict, marks } = marked([entry('turned')], [passedCheck], '2026-01-01');
    expect([verdict, marks[0]?.isExcused]).toEqual(['fail', false]);
  });

  test('of a scenario counts for each combination of its parameters', () => {
    const run = 'study minutes=5min';
    expect(marked([entry('held')], [passedCheck, failedCheck], '2026-01-01', run).verdict).toBe('pass');
    const other = { ...entry('held'), scenario: 'study minutes=20min' };
    expect(marked([other], [passedCheck, failedCheck], '2026-01-01', run).verdict).toBe('fail');
    expect(marked([{ ...other, scenario: run }], [passedCheck, failedCheck], '2026-01-01', run).verdict).toBe('pass');
  });

  test('of one combination goes before that of its scenario, and both match', () => {
    const one = { ...entry('held'), scenario: 'study minutes=5min', reason: 'five minutes' };
    const { marks, notes } = marked([entry('held'), one], [failedCheck], '2026-01-01', 'study minutes=5min');
    expect([marks.map(({ reason }) => reason), notes]).toEqual([['five minutes'], []]);
  });

  test('names an entry that no check matches', () => {
    expect(marked([entry('hled')], [failedCheck], '2026-01-01').notes).toEqual([
      '"hled" of study is quarantined, and no check of this call matches. Did you mean "held"?',
    ]);
    expect(marked([{ ...entry('held'), scenario: 'stdy' }], [failedCheck], '2026-01-01').notes).toEqual([
      '"held" of stdy is quarantined, and no check of this call matches. Did you mean "study"?',
    ]);
    expect(marked([entry('far away')], [failedCheck], '2026-01-01').notes).toEqual([
      '"far away" of study is quarantined, and no check of this call matches.',
    ]);
  });
});
