import { describe, expect, test } from 'vitest';
import { stampFits } from '../../../../hil/scenario/checks/stamp.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { problemsIn, read, scenarioText } from '../language/scenario-text.ts';

/** Monday 09:30 to 09:32. */
const range = { fromMinutes: 570, toMinutes: 572 };

describe('a stamp of a log entry', () => {
  test.each([
    ['Monday 09:29:59', false],
    ['Monday 09:30:00', true],
    ['Monday 09:32:59', true],
    ['Monday 09:33:00', false],
    ['Tuesday 09:31:00', false],
    ['09:31', false],
    [undefined, false],
  ])('%s', (stamp, fits) => {
    expect(stampFits(stamp, range)).toBe(fits);
  });

  test.each([
    ['[Thursday 08:59, Thursday 09:30]', 'pass'],
    ['[Thursday 08:00, Thursday 08:58]', 'fail'],
  ])('is judged by the clock that was set: %s', async (between, verdict) => {
    const result = await runScenario(
      read({
        timeline: [
          '{ at: 30 min, set clock: Thursday 08:30 }',
          '{ at: 1 h, defect: low battery reset, safe state: with, name: reset }',
        ],
        expect: [`{ name: a, after: reset, within: 1 s, see: pump.log, stamped between: ${between} }`],
      }),
      { rig: 'model' },
    );
    expect(result.measurements.map((one) => [one.verdict, one.limits])).toEqual([
      [verdict, expect.stringContaining('pump.log stamped between Thursday 08:')],
    ]);
  });

  test.each([
    [
      'see: pump.alarm, stamped between: [Monday 08:00, Monday 09:00]',
      'found `stamped between` of pump.alarm; allowed: ',
    ],
    [
      'see: pump.log, stamped between: [Monday 10:00, Monday 09:00]',
      'allowed: a list of two times of one week, the earlier',
    ],
    [
      'see: pump.log, stamped between: [Monday 10:00, Munday 11:00]',
      'found "Munday 11:00" for `stamped between`; allowed: ',
    ],
  ])('%s is refused', (check, message) => {
    expect(problemsIn(scenarioText({ expect: [`{ name: a, ${check} }`] })).join('\n')).toContain(message);
  });
});
