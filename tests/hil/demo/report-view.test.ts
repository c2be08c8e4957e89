import { describe, expect, test } from 'vitest';
import { reportView, type ShownStudy } from '../../../hil/demo/report-view.ts';
import { COLUMNS, columnsOf, terminalText } from '../../../hil/demo/styled-text.ts';
import { filmsRead } from '../../../hil/scenario/checks/study-reading.ts';
import type { StudyResult } from '../../../hil/scenario/checks/study-result.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';

const study: StudyResult = {
  name: 'study',
  beforeDeg: 30,
  afterDeg: 150,
  movedDeg: 120,
  studyAngleDeg: 120,
  toleranceDeg: 3,
  errorDeg: 0.8,
  possibleOutcomes: ['pass'],
  possibleReadings: ['pass'],
  outcome: 'pass',
  films: filmsRead({
    movedDeg: 120,
    studyAngleDeg: 120,
    toleranceDeg: 3,
    rollerCount: 2,
    filmed: 'still',
    flipped: false,
  }),
};
const stated = { requires: [], place: { file: 'study.yaml', line: 6, column: 5 } };
const result: RunResult = {
  rigCheck: { state: 'in process', says: '' },
  scenario: 'roller-study',
  says: 'It turns.',
  pump: 'synchromed-ii',
  pumpHash: '',
  rig: { name: 'virtual', made: 'a test', magnet: 'none', resolutionDeg: 0.8031, time: 'virtual' },
  seed: 1,
  verdict: 'pass',
  fingerprint: '50509e8cf57a69274ce7ddabf47a0f6a',
  rigHash: '',
  assumed: ['rollerCount = 2 rollers', 'boreMm = 0.65 mm'],
  invariants: [],
  measurements: [
    { ...stated, name: 'films', value: 'pass', unit: '', limits: 'outcome pass', margin: null, verdict: 'pass' },
    {
      ...stated,
      name: 'turned',
      value: 120.00001,
      unit: 'deg',
      limits: '117 deg to 123 deg',
      margin: 3,
      verdict: 'pass',
    },
  ],
  studies: [study],
  pumpUs: 0,
};
const shown: ShownStudy = { result, expectedOutcome: 'pass', filmShaftDegs: [30.1, 150.2], rollerCount: 2 };

const text = (...studies: readonly ShownStudy[]): string => terminalText(reportView(studies), false);

describe('the report of a demo', () => {
  test('shows films without index mark, views with it, angles, verdicts and assumptions', () => {
    expect(`\n${text(shown)}`).toBe(`
--------------------------------------------------------------------------------
 roller-study                           outcome PASS, as expected: verdict PASS
  film 1, before       film 2, after       see-through 1       see-through 2
      ·······             ·······             ·······             ·······
   ···      (O)·       ·(O)      ···       ···      (O)·       ·(O)      ···
  ·        //   ·     ·   \\\\        ·     ·        #/   ·     ·   \\\\        ·
 ·        /      ·   ·      \\        ·   ·        /      ·   ·      \\        ·
 ·       +       ·   ·       +       ·   ·       +       ·   ·       +       ·
 ·      /        ·   ·        \\      ·   ·      /        ·   ·        \\      ·
  ·   //        ·     ·        \\\\   ·     ·   //        ·     ·        #\\   ·
   ·(O)      ···       ···      (O)·       ·(O)      ···       ···      (O)·
      ·······             ·······             ·······             ·······
 30.0 or 210.0 deg  150.0 or 330.0 deg   rotor at 30.0 deg  rotor at 150.0 deg
 pass  films: outcome pass (expected: outcome pass)
 pass  turned: 120 deg (expected: 117 to 123)
 rig   virtual: the stepper turned by 120.1 deg, by its encoder (resolution 0.8)
 The films fit a turn of -240, -60, 120 or 300 deg. If the pump is flipped, they
 fit -300, -120, 60 or 240 deg. 120 deg were commanded. The commanded turn is
 among them.
 The motor and the gears turned the rotor. The films do not show whether drug
 leaves the catheter.
--------------------------------------------------------------------------------
 The index mark # tells turns apart that leave the same films.
 Rests on assumptions: rollerCount 2, boreMm 0.65.
 Fingerprints, the same on any machine: 50509e8cf57a6927
 Produced by a simulator and training tool that is not a medical device and is
 not validated for your intended use; qualifying it is your task.
 Next: npx rollerloop list; npx rollerloop run roller-study-in-field`);
  });

  test('shows an unexpected outcome', () => {
    const failed: ShownStudy = {
      ...shown,
      result: { ...result, verdict: 'fail', studies: [{ ...study, afterDeg: 30, outcome: 'fail' }] },
    };
    expect(text(failed)).toContain('outcome FAIL, not pass as expected: verdict FAIL');
    expect(text(failed)).toContain('A magnet, an occlusion');
  });

  test('gives the reason of an open verdict, and omits what was not measured', () => {
    const open = {
      ...stated,
      name: 'films',
      value: null,
      unit: '',
      limits: 'outcome pass',
      margin: null,
      verdict: 'not decided',
      note: 'too early',
    } as const;
    const undecided: ShownStudy = { ...shown, result: { ...result, verdict: 'not decided', measurements: [open] } };
    expect(text(undecided)).toContain(' not decided  films: nothing (expected: outcome pass, too early)\n');
  });

  test('omits the stepper of a rig without an encoder', () => {
    expect(text({ ...shown, filmShaftDegs: [undefined, undefined] })).not.toContain('stepper');
  });

  test('gives a film of one roller one reading, of three rollers three', () => {
    expect(text({ ...shown, rollerCount: 1 })).toContain(' 30.0 deg ');
    expect(text({ ...shown, rollerCount: 3 })).toContain('30.0 or 150.0 or ');
  });

  test('names assumed constants of several studies once, and fits the columns', () => {
    const lines = reportView([shown, shown, { ...shown, result: { ...result, scenario: 'x'.repeat(90) } }]);
    expect(terminalText(lines, false).match(/boreMm/g)).toHaveLength(1);
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(COLUMNS);
  });
});
