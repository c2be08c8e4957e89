import { describe, expect, test } from 'vitest';
import { repeatLine } from '../../../hil/report/repeat-line.ts';
import type { ScenarioResult } from '../../../hil/report/results.ts';
import { type CallResults, resultsOf } from '../../../hil/report/results-of.ts';
import { summaryOf } from '../../../hil/report/summary.ts';
import {
  failedCheck,
  failedRun,
  openCheck,
  passedCheck,
  scenarioResult,
  skippedRun,
  testCall,
} from './test-results.ts';

function summary(scenarios: readonly ScenarioResult[], more: Partial<CallResults> = {}): string {
  const end = { call: testCall, durationS: 2.5, exitStatus: 0, quarantineNotes: [], comparison: null, ...more };
  return summaryOf(resultsOf(scenarios, end));
}

const linesIn = (text: string, title: string): readonly string[] =>
  text.split(`## ${title}\n\n`)[1]?.split('\n\n')[0]?.split('\n') ?? [];

describe('the summary of a call', () => {
  test('begins with totals and the identity of the call', () => {
    const bad = scenarioResult([passedCheck, failedCheck], { label: 'bad', verdict: 'fail' });
    expect(
      summary([scenarioResult([passedCheck]), bad])
        .split('\n')
        .slice(0, 5),
    ).toEqual([
      '# Rollerloop: 1 passed, 1 failed',
      '',
      '2 scenarios: 1 passed, 1 failed. Checks: 2 passed, 1 failed.',
      '',
      'Rig `model`, seed 7, rollerloop 1.2.3, commit c0ffee, on bench-7 at 2026-03-04T05:06:07.891Z, 2.50 s.',
    ]);
  });

  test('gives a value in words no unit, and one scenario no plural', () => {
    const worded = { ...failedCheck, value: 'held at 1 of 2 occurrences', unit: 'mL/day' };
    const text = summary([scenarioResult([worded], { label: 'bad', verdict: 'fail' })]);
    expect(linesIn(text, 'Failures')[1]).toBe(
      '  - fail: held: held at 1 of 2 occurrences (at most 3 deg, margin -2 mL/day)',
    );
    expect(text).toContain('\n1 scenario: 0 passed, 1 failed. Checks: 0 passed, 1 failed.\n');
  });

  test('names what did not pass, each with the line to repeat it', () => {
    const bad = scenarioResult([passedCheck, failedCheck, openCheck], { label: 'bad', verdict: 'fail' });
    expect(
      linesIn(summary([scenarioResult([passedCheck]), bad, failedRun('gone'), skippedRun('no')]), 'Failures'),
    ).toEqual([
      '- **fail**: bad',
      '  - fail: held: 5 deg (at most 3 deg, margin -2 deg)',
      '  - not decided: noticed: nothing (pump.log "motor stall"): the run ended before the span did',
      '  - repeat: `rollerloop run ./study.yaml --rig model --seed 7`',
      '- **not decided**: gone',
      '  - link (PORT_GONE): The port \\<x\\> & "y" is gone.',
      '  - repeat: `rollerloop run ./study.yaml --rig model --seed 7`',
    ]);
  });

  test('has a row for each scenario, and no text that breaks the table', () => {
    const odd = scenarioResult([passedCheck], { label: 'a | b\nc `d`' });
    expect(linesIn(summary([odd, skippedRun('no')]), 'Scenarios').slice(2)).toEqual([
      '| a \\| b c \\`d\\` | pass | 1 of 1 | 1.50 s |',
      '| no | skipped | no \\<rig\\> | 1.50 s |',
    ]);
  });

  test('names each assumption once, and no section that is empty', () => {
    const text = summary([scenarioResult([passedCheck]), scenarioResult([passedCheck], { label: 'b', scenario: 'b' })]);
    expect(linesIn(text, 'Assumptions')).toEqual(['- boreMm = 0.65 mm', '- liftDeg = 60 deg']);
    expect(text.match(/^## .*$/gm)).toEqual(['## Scenarios', '## Assumptions']);
  });

  test('says of a run without checks that it decided nothing', () => {
    const text = summary([scenarioResult([], { verdict: 'not decided' })]);
    expect(linesIn(text, 'Failures').slice(0, 2)).toEqual([
      '- **not decided**: study',
      '  - no check: the run decided nothing',
    ]);
  });

  test('says whether repeated runs differ', () => {
    const text = summary([scenarioResult([passedCheck]), scenarioResult([failedCheck], { verdict: 'fail' })]);
    expect(linesIn(text, 'Repetitions')).toEqual(['- unsteady: study: 1 fail, 1 pass in 2 runs, 1 fingerprint']);
  });

  test('shows quarantined and marginal checks apart', () => {
    const quarantine = { check: 'held', until: '2026-12-31', reason: 'slips', isPast: false, isExcused: true };
    const text = summary(
      [
        scenarioResult([
          { ...passedCheck, isMarginal: true },
          { ...failedCheck, quarantine },
        ]),
      ],
      {
        quarantineNotes: ['A note.'],
      },
    );
    expect(linesIn(text, 'Quarantined')).toEqual([
      '- study: fail: held: 5 deg (at most 3 deg, margin -2 deg); quarantined until 2026-12-31: slips',
      '- A note.',
    ]);
    expect(linesIn(text, 'Marginal')).toEqual([
      '- study: pass: turned: 120 deg (117 deg to 123 deg, margin 3 deg, marginal)',
    ]);
    expect(text).toContain('Checks: 1 passed, 1 of them marginal, 1 quarantined.');
  });
});

describe('the line to repeat a run', () => {
  test('has every choice, quoted for a shell', () => {
    const asked = {
      rig: '/dev/my port',
      pump: "./it's.json",
      firmware: 'native:./build/pump',
      seed: 3,
      speed: 10,
      faults: 'flip=0.1',
      hand: 'once',
      fieldScale: 2,
    };
    expect(repeatLine('./a.yaml', asked)).toBe(
      String.raw`rollerloop run ./a.yaml --rig '/dev/my port' --pump './it'\''s.json' --firmware native:./build/pump --seed 3 --speed 10 --faults flip=0.1 --hand once --field-scale 2`,
    );
  });

  test('leaves out what was not chosen', () => {
    expect(repeatLine('flex-day', testCall.asked)).toBe('rollerloop run flex-day --rig model --seed 7');
  });
});
