import { describe, expect, test } from 'vitest';
import { HilError } from '../../../hil/base/hil-error.ts';
import { junitOf } from '../../../hil/report/report-junit.ts';
import type { Measurement } from '../../../hil/scenario/checks/measurement.ts';
import type { ListedScenario, Outcome } from '../../../hil/scenario/outcome.ts';
import { insensitive, type RunResult } from '../../../hil/scenario/run-result.ts';
import { type Element, parsedXml } from '../xml.ts';

const passed: Measurement = {
  name: 'turned',
  value: 120,
  unit: 'deg',
  limits: '117 deg to 123 deg',
  margin: 3,
  verdict: 'pass',
  requires: [],
  place: { file: 'study.yaml', line: 6, column: 5 },
};
const failed: Measurement = { ...passed, name: 'held', value: 5, limits: 'at most 3 deg', margin: -2, verdict: 'fail' };
const open: Measurement = {
  ...passed,
  name: 'noticed',
  value: null,
  unit: 's',
  limits: 'pump.log "motor stall"',
  margin: null,
  verdict: 'not decided',
  note: 'the run ended before the span did',
};

function resultOf(measurements: readonly Measurement[], more: Partial<RunResult> = {}): RunResult {
  return {
    scenario: 'study',
    says: 'It turns.',
    pump: 'synchromed-ii',
    pumpHash: 'cd34',
    rig: { name: 'model', made: 'a test', magnet: 'none', resolutionDeg: 0, time: 'virtual' },
    seed: 7,
    verdict: 'pass',
    fingerprint: 'ab12',
    rigHash: '',
    assumed: ['boreMm = 0.65 mm', 'liftDeg = 60 deg'],
    measurements,
    studies: [],
    pumpUs: 0,
    rigCheck: { state: 'in process', says: '' },
    ...more,
  };
}

const listed = (label: string): ListedScenario => ({ label, scenario: label, file: `./${label}.yaml`, product: null });
const judged = (result: RunResult): Outcome => ({
  kind: 'judged',
  ...listed(result.scenario),
  result,
  sensitivity: insensitive,
});
const suitesOf = (results: readonly RunResult[], ...more: readonly Outcome[]): readonly Element[] => {
  const root = parsedXml(junitOf([...results.map(judged), ...more]));
  expect(root.name).toBe('testsuites');
  return root.children;
};
const casesOf = (suite: Element | undefined): readonly Element[] =>
  suite?.children.filter(({ name }) => name === 'testcase') ?? [];

describe('a JUnit report', () => {
  test('has a suite for a scenario and a case for a measurement; undecided is an error', () => {
    const [suite, ...more] = suitesOf([resultOf([passed, failed, open])]);
    expect(more).toEqual([]);
    expect(suite?.attributes).toEqual({ name: 'study', tests: '3', failures: '1', errors: '1' });
    expect(casesOf(suite).map(({ attributes, children }) => [attributes, children.map(({ name }) => name)])).toEqual([
      [{ classname: 'study', name: 'turned' }, ['system-out']],
      [{ classname: 'study', name: 'held' }, ['failure', 'system-out']],
      [{ classname: 'study', name: 'noticed' }, ['error', 'system-out']],
    ]);
    expect(casesOf(suite).map(({ children }) => children.at(-1)?.text)).toEqual([
      '120 deg (117 deg to 123 deg)',
      '5 deg (at most 3 deg)',
      'nothing (pump.log "motor stall"): the run ended before the span did',
    ]);
    expect(casesOf(suite)[2]?.children[0]?.attributes.type).toBe('not decided');
  });

  test('shows a never triggered check as an error, and a skipped one as skipped', () => {
    const untriggered: Measurement = { ...open, verdict: 'never triggered' };
    const [suite] = suitesOf([resultOf([untriggered, open, { ...open, verdict: 'skipped' }])]);
    expect(suite?.attributes).toEqual({ name: 'study', tests: '3', failures: '0', errors: '2', skipped: '1' });
    expect(casesOf(suite).map(({ children: [first] }) => [first?.name, first?.attributes.type])).toEqual([
      ['error', 'never triggered'],
      ['error', 'not decided'],
      ['skipped', undefined],
    ]);
  });

  test('says that a pass is marginal', () => {
    const [suite] = suitesOf([resultOf([{ ...passed, isMarginal: true }])]);
    expect(casesOf(suite)[0]?.children.at(-1)?.text).toBe('120 deg (117 deg to 123 deg, marginal)');
  });

  test('names the assumptions, and that the model is not validated', () => {
    const [suite] = suitesOf([resultOf([passed])]);
    const rows = suite?.children[0]?.children.map(({ attributes }) => [attributes.name, attributes.value]);
    expect(Object.fromEntries(rows ?? [])).toEqual({
      fingerprint: 'ab12',
      pump: 'synchromed-ii',
      pumpHash: 'cd34',
      rig: 'model',
      seed: '7',
      assumed: 'boreMm = 0.65 mm; liftDeg = 60 deg',
      disclaimer: expect.stringContaining('not a medical device'),
    });
  });

  test('of several scenarios has them in their order, of none is empty', () => {
    const names = suitesOf([resultOf([passed], { scenario: 'b' }), resultOf([], { scenario: 'a' })]);
    expect(names.map(({ attributes }) => [attributes.name, attributes.tests])).toEqual([
      ['b', '1'],
      ['a', '0'],
    ]);
    expect(suitesOf([])).toEqual([]);
  });

  test('shows a run without a verdict as an error, with the source of the failure', () => {
    const failure = new HilError('PORT_GONE', 'link', 'The port <x> & "y" is gone.');
    const suites = suitesOf([resultOf([passed])], { kind: 'failed', ...listed('second'), failure });
    expect(suites.map(({ attributes }) => attributes)).toEqual([
      { name: 'study', tests: '1', failures: '0', errors: '0' },
      { name: 'second', tests: '1', failures: '0', errors: '1' },
    ]);
    const [run] = casesOf(suites[1]);
    expect(run?.children[0]).toMatchObject({
      name: 'error',
      attributes: { type: 'PORT_GONE', message: 'The port <x> & "y" is gone.' },
    });
    expect(run?.children[1]?.text).toBe('whose failure: link (PORT_GONE)');
  });

  test('shows a scenario that did not run as skipped, with the reason', () => {
    const [, suite] = suitesOf([resultOf([passed])], { kind: 'skipped', ...listed('third'), reason: 'no <rig>' });
    expect(suite?.attributes).toEqual({ name: 'third', tests: '1', failures: '0', errors: '0', skipped: '1' });
    expect(casesOf(suite)[0]?.children[0]).toMatchObject({ name: 'skipped', attributes: { message: 'no <rig>' } });
  });

  test.each([
    ['<a> & "b" \'c\' ]]> &amp;', '<a> & "b" \'c\' ]]> &amp;'],
    ['a\u0000b\u001b[1mc\nd\u0085', 'a?b?[1mc?d?'],
    ['half a pair \ud800, none \ufffe\uffff', 'half a pair ?, none ??'],
    ['grad \u00b0, micro \u00b5, \u{1F489}', 'grad \u00b0, micro \u00b5, \u{1F489}'],
  ])('is valid whatever a name holds: %j', (name, shown) => {
    const [suite] = suitesOf([resultOf([{ ...failed, name, note: name }], { scenario: name, assumed: [name] })]);
    expect(suite?.attributes.name).toBe(shown);
    const [only] = casesOf(suite);
    expect(only?.attributes).toEqual({ classname: shown, name: shown });
    expect(only?.children[0]?.attributes.message).toContain(shown);
    expect(only?.children[1]?.text).toContain(shown);
  });
});
