import { describe, expect, test } from 'vitest';
import { idleInvariantReason } from '../../../hil/mutants/data/idle-checks.ts';
import { mutationReport } from '../../../hil/mutants/report/mutation-report.ts';
import { reportJson, reportMarkdown, reportText, resultText } from '../../../hil/mutants/report/mutation-text.ts';
import type { MutantResult } from '../../../hil/mutants/run/mutant-result.ts';

const mutant = { id: 'no-alarm', says: 'There is no alarm.', file: 'a.ts', from: 'x', to: 'y' };
const alarmSounds = { name: 'alarm sounds', kind: 'check', requires: ['GIP-3.1.1'] } as const;
const killed: MutantResult = {
  firmware: 'model',
  mutant,
  outcome: 'killed',
  kills: [{ scenario: 'mri-30-min', outcome: 'fail', failedChecks: [alarmSounds], cpuMs: 30 }],
  crashedIn: [],
  runCount: 4,
  cpuMs: 1234,
};
const survived: MutantResult = { ...killed, mutant: { ...mutant, id: 'other' }, outcome: 'survived', kills: [] };
const excused: MutantResult = { ...survived, mutant: { ...mutant, id: 'third', survives: 'It is equivalent.' } };

describe('the report of mutants', () => {
  test('the matrix names requirement, scenario and mutant', () => {
    const { rows } = mutationReport([killed, excused], false);
    expect(rows.find(({ id }) => id === 'GIP-3.1.1')?.killedBy).toEqual([
      { scenario: 'mri-30-min', mutants: ['no-alarm'] },
    ]);
    expect(reportText(mutationReport([killed], false))).toContain('GIP-3.1.1     mri-30-min: no-alarm\n');
    expect(reportMarkdown(mutationReport([killed], false))).toMatch(
      /^\| GIP-3\.1\.1 \| .* \| mri-30-min: no-alarm \|$/m,
    );
  });

  test('the score counts kills, and a survivor without a reason is not as stated', () => {
    const report = mutationReport([killed, survived, excused], false);
    expect(report.unexpected).toEqual([survived]);
    expect(reportText(report)).toMatch(
      /1 of 3 mutants killed by the scenario library \(33\.3 %\)\. 1 survivor with a reason\. Not as stated: other\.$/,
    );
  });

  test('a kill by the check of a rig alone is counted apart from those by scenarios', () => {
    const run = { scenario: 'rig check emulated', outcome: 'fail', failedChecks: [], cpuMs: 30 } as const;
    const byCheck: MutantResult = { ...killed, firmware: 'sketch', kills: [run] };
    const reasoned: MutantResult = { ...byCheck, mutant: { ...mutant, onlyRigCheck: 'No run queues.' } };
    const report = mutationReport([killed, reasoned], false);
    expect(reportText(report)).toMatch(
      /1 of 2 mutants killed by the scenario library \(50\.0 %\)\. With `rig check`: 2 \(100\.0 %\)\.$/,
    );
    expect(reportJson(report)).toMatchObject({ killedCount: 2, killedByScenariosCount: 1 });
    expect(resultText(reasoned)).toContain('No run queues.');
    expect(reportMarkdown(report)).toContain('No run queues.');
    expect(mutationReport([byCheck], false).unexpected).toEqual([byCheck]);
  });

  test('a kill of a mutant with a reason to survive is not as stated', () => {
    for (const reason of ['survives', 'onlyRigCheck']) {
      const outdated: MutantResult = { ...killed, mutant: { ...mutant, [reason]: 'It is equivalent.' } };
      expect(mutationReport([outdated], false).unexpected).toEqual([outdated]);
      expect(resultText(outdated)).toContain('It has a reason to survive, which is outdated.');
    }
  });

  test('a kill by a check that has a reason to kill none makes the reason outdated', () => {
    const [kill] = killed.kills;
    if (kill === undefined) throw new Error('The sample has no kill.');
    const byDayRate = {
      ...kill,
      scenario: 'flex-day',
      failedChecks: [{ name: 'day rate', kind: 'check', requires: [] }],
    };
    const report = mutationReport([{ ...killed, kills: [byDayRate] } as MutantResult], false);
    expect(report.outdatedReasons).toEqual(['flex-day: day rate']);
    expect(reportText(report)).toMatch(/a reason to kill none, which is outdated: flex-day: day rate\.$/);
    expect(mutationReport([killed], false).outdatedReasons).toEqual([]);
  });

  test('after all scenarios it names the checks that killed nothing, invariants too', () => {
    const { idleChecks = [] } = mutationReport([killed], true);
    expect(idleChecks).not.toContainEqual({ scenario: 'mri-30-min', check: 'alarm sounds' });
    expect(idleChecks).toContainEqual({ scenario: 'mri-30-min', check: 'alarm ends' });
    expect(idleChecks).toContainEqual({ check: 'one bolus at a time', reason: idleInvariantReason });
    const hand = idleChecks.find(({ scenario, check }) => scenario === 'mri-by-hand' && check === 'rotor held');
    expect(hand?.reason).toContain('magnet at the sensor');
    expect(mutationReport([killed], false).idleChecks).toBeUndefined();
  });

  test('the line of a mutant names what killed it, and the effort', () => {
    expect(resultText(killed)).toMatch(
      /^killed .* There is no alarm\. mri-30-min: "alarm sounds"\. \(4 runs, 1\.2 s\)$/,
    );
    expect(resultText(excused)).toContain('It is equivalent.');
  });

  test('the JSON has a schema, and the patch of each mutant', () => {
    expect(reportJson(mutationReport([killed], false))).toMatchObject({
      schema: 'rollerloop/mutants/1',
      mutantCount: 1,
      killedCount: 1,
      mutants: [{ id: 'no-alarm', from: 'x', to: 'y', kills: [{ scenario: 'mri-30-min' }] }],
    });
  });
});
