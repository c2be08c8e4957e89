import { describe, expect, test } from 'vitest';
import { junitOf } from '../../../hil/report/report-junit.ts';
import type { ScenarioResult } from '../../../hil/report/results.ts';
import { type Element, parsedXml } from '../xml.ts';
import {
  crashedRun,
  failedCheck,
  failedRun,
  openCheck,
  passedCheck,
  scenarioResult,
  skippedRun,
  testCall,
} from './test-results.ts';

const suitesOf = (...scenarios: readonly ScenarioResult[]): readonly Element[] => {
  const root = parsedXml(junitOf(scenarios, { call: testCall, folder: 'out' }));
  expect(root.name).toBe('testsuites');
  return root.children;
};
const casesOf = (suite: Element | undefined): readonly Element[] =>
  suite?.children.filter(({ name }) => name === 'testcase') ?? [];
const propertiesOf = (suite: Element | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    suite?.children[0]?.children.map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']) ?? [],
  );
const neverTriggered = { ...openCheck, name: 'woke', verdict: 'never triggered' } as const;
const CLASS = 'synchromed-ii.model.study';

describe('a JUnit report', () => {
  test('counts a crash of the firmware as a failure, with its standard error', () => {
    const [suite] = suitesOf(crashedRun('study'));
    expect(suite?.attributes).toMatchObject({ failures: '1', errors: '0' });
    const [failure, out] = casesOf(suite)[0]?.children ?? [];
    expect([failure?.name, failure?.attributes.type]).toEqual(['failure', 'FIRMWARE_EXITED']);
    expect(out?.text).toBe(
      'whose failure: firmware (FIRMWARE_EXITED)\npump.c:7: runtime error: signed integer overflow',
    );
  });

  test('has a suite for a scenario and a case for a check; open checks are errors', () => {
    const [suite, ...more] = suitesOf(scenarioResult([passedCheck, failedCheck, openCheck, neverTriggered]));
    expect(more).toEqual([]);
    expect(suite?.attributes).toEqual({
      name: 'study',
      tests: '4',
      failures: '1',
      errors: '2',
      skipped: '0',
      time: '1.500',
      timestamp: '2026-03-04T05:06:08',
      hostname: 'bench-7',
    });
    expect(casesOf(suite).map(({ attributes, children }) => [attributes, children.map(({ name }) => name)])).toEqual([
      [{ classname: CLASS, name: 'turned', time: '0.375' }, ['system-out']],
      [{ classname: CLASS, name: 'held', time: '0.375' }, ['failure', 'system-out']],
      [{ classname: CLASS, name: 'noticed', time: '0.375' }, ['error', 'system-out']],
      [{ classname: CLASS, name: 'woke', time: '0.375' }, ['error', 'system-out']],
    ]);
    expect(casesOf(suite).map(({ children }) => children.at(-1)?.text)).toEqual([
      '120 deg (117 deg to 123 deg, margin 3 deg)',
      '5 deg (at most 3 deg, margin -2 deg)',
      'nothing (pump.log "motor stall"): the run ended before the span did',
      'nothing (pump.log "motor stall"): the run ended before the span did',
    ]);
    expect(casesOf(suite).map(({ children }) => children[0]?.attributes.type)).toEqual([
      undefined,
      'fail',
      'not decided',
      'never triggered',
    ]);
  });

  test('identifies the run in the properties of its suite', () => {
    const check = { ...passedCheck, requires: ['GIP-1.4.4', 'GIP-2.1'] };
    const [suite] = suitesOf(scenarioResult([check, check], { tags: ['mri', 'stall'] }));
    expect(propertiesOf(suite)).toEqual({
      schema: 'rollerloop/junit/1',
      tool: 'rollerloop 1.2.3',
      commit: 'c0ffee',
      command: 'rollerloop run study --rig model',
      file: './study.yaml',
      scenarioHash: 'ef56',
      pump: 'synchromed-ii',
      pumpHash: 'cd34',
      rig: 'model',
      rigMade: 'a test',
      rigResolutionDeg: '0',
      rigCheck: 'none',
      seed: '7',
      speed: 'auto',
      faults: 'none',
      fingerprint: 'ab12',
      tags: 'mri, stall',
      requirements: 'GIP-1.4.4, GIP-2.1',
      assumed: 'boreMm = 0.65 mm; liftDeg = 60 deg',
      repeat: 'rollerloop run ./study.yaml --rig model --seed 7',
      disclaimer: expect.stringContaining('not a medical device'),
    });
    expect(casesOf(suite)[0]?.children[0]?.text).toContain('requirements: GIP-1.4.4, GIP-2.1');
  });

  test('attaches the files of a run, each in a line of its own', () => {
    const files = { trace: 'study.trace.ndjson', csv: 'study.csv', html: 'study.html' };
    const [suite] = suitesOf(scenarioResult([passedCheck], { files }));
    expect(casesOf(suite)[0]?.children[0]?.text.split('\n').slice(1)).toEqual([
      '[[ATTACHMENT|out/study.html]]',
      '[[ATTACHMENT|out/study.trace.ndjson]]',
      '[[ATTACHMENT|out/study.csv]]',
    ]);
  });

  test('skips an excused check of a quarantine, and says what it found', () => {
    const mark = { check: 'held', until: '2026-12-31', reason: 'the gear slips', isPast: false, isExcused: true };
    const [suite] = suitesOf(scenarioResult([{ ...failedCheck, quarantine: mark }]));
    expect(suite?.attributes).toMatchObject({ failures: '0', errors: '0', skipped: '1' });
    expect(casesOf(suite)[0]?.children[0]).toMatchObject({
      name: 'skipped',
      attributes: {
        message: 'quarantined until 2026-12-31: the gear slips; fail: 5 deg (at most 3 deg, margin -2 deg)',
      },
    });
    const past = { ...failedCheck, quarantine: { ...mark, isPast: true, isExcused: false } };
    expect(suitesOf(scenarioResult([past]))[0]?.attributes).toMatchObject({ failures: '1', skipped: '0' });
  });

  test('says of a marginal pass that it is marginal', () => {
    const [suite] = suitesOf(scenarioResult([{ ...passedCheck, isMarginal: true }]));
    expect(casesOf(suite)[0]?.children[0]?.text).toContain('marginal: the value lies close to its limit');
  });

  test('lists several scenarios in their order, and is empty without any', () => {
    const suites = suitesOf(scenarioResult([passedCheck], { label: 'b' }), scenarioResult([], { label: 'a' }));
    expect(suites.map(({ attributes }) => [attributes.name, attributes.tests])).toEqual([
      ['b', '1'],
      ['a', '0'],
    ]);
    expect(suitesOf()).toEqual([]);
  });

  test('shows a run without a verdict as an error, with the source of the failure', () => {
    const [suite] = suitesOf(failedRun('second'));
    expect(suite?.attributes).toMatchObject({ name: 'second', tests: '1', failures: '0', errors: '1', skipped: '0' });
    const [run] = casesOf(suite);
    expect(run?.children[0]).toMatchObject({
      name: 'error',
      attributes: { type: 'PORT_GONE', message: 'The port <x> & "y" is gone. Plug it in.' },
    });
    expect(run?.children[1]?.text).toBe('whose failure: link (PORT_GONE)');
  });

  test('shows a run whose checks decide nothing as an error', () => {
    const skippedCheck = { ...openCheck, name: 'left out', verdict: 'skipped' } as const;
    for (const checks of [[], [skippedCheck]]) {
      const [suite] = suitesOf(scenarioResult(checks, { verdict: 'not decided', invariants: [passedCheck] }));
      expect(suite?.attributes).toMatchObject({ failures: '0', errors: '1' });
      const [error] = casesOf(suite)[0]?.children ?? [];
      expect(error?.attributes).toEqual({
        type: 'not decided',
        message: 'The run has no check that counts, so it decides nothing.',
      });
    }
    const [open] = suitesOf(scenarioResult([openCheck], { verdict: 'not decided' }));
    expect(open?.attributes).toMatchObject({ tests: '1', errors: '1' });
  });

  test('shows a scenario that did not run as skipped, with the reason', () => {
    const [suite] = suitesOf(skippedRun('third'));
    expect(suite?.attributes).toMatchObject({ name: 'third', tests: '1', failures: '0', errors: '0', skipped: '1' });
    expect(casesOf(suite)[0]?.children[0]).toMatchObject({ name: 'skipped', attributes: { message: 'no <rig>' } });
  });

  test.each([
    ['<a> & "b" \'c\' ]]> &amp;', '<a> & "b" \'c\' ]]> &amp;'],
    ['a\u0000b\u001b[1mc\nd\u0085', 'a?b?[1mc?d?'],
    ['half a pair \ud800, none \ufffe\uffff', 'half a pair ?, none ??'],
    ['grad \u00b0, micro \u00b5, \u{1F489}', 'grad \u00b0, micro \u00b5, \u{1F489}'],
  ])('is valid whatever a name holds: %j', (name, shown) => {
    const [suite] = suitesOf(scenarioResult([{ ...failedCheck, name, note: name }], { label: name, assumed: [name] }));
    expect(suite?.attributes.name).toBe(shown);
    const [only] = casesOf(suite);
    expect(only?.attributes).toMatchObject({ classname: `synchromed-ii.model.${shown}`, name: shown });
    expect(only?.children[0]?.attributes.message).toContain(shown);
    expect(only?.children[1]?.text).toContain(shown);
  });
});
