import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emulatedRigNames } from '../../../hil/rigs/rig-names.ts';
import { describeWith } from '../../needed-tool.ts';
import { shortScenarios } from '../rigs/short-scenarios.ts';
import { CoveredSketch } from './covered-sketch.ts';
import { linesNotCovered } from './lines-not-covered.ts';

const PERCENT_MIN = 90;

describeWith('avr-g++', 'line coverage of the sketch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sketch-coverage-'));
  let covered: CoveredSketch;
  beforeAll(() => {
    covered = new CoveredSketch(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('by the short scenarios and a hand magnet is above 70 %', () => {
    const scenarios = shortScenarios().map(({ name }) => name);
    const library = covered.call('run', ...scenarios, '--rig', 'emulated');
    expect(library.status, library.text).toBe(0);
    const byHand = covered.call('run', 'mri-by-hand', '--rig', 'emulated', '--hand', 'once');
    expect(byHand.status, byHand.text).toBe(0);
    expect(covered.percent).toBeGreaterThan(70);
  });

  test.each(emulatedRigNames)('grows by `rig check` of %s', (rig) => {
    const check = covered.call('rig', 'check', rig, ...(rig === 'emulated' ? ['--calibrate'] : []));
    expect(check.status, check.text).toBe(0);
  });

  test('by scenarios and `rig check` is at least 90 %', () => {
    expect(covered.percent).toBeGreaterThanOrEqual(PERCENT_MIN);
  });

  test('with the tests of the emulated board leaves the listed lines alone', () => {
    const tests = covered.runTests('tests/hil/board');
    expect(tests.status, tests.text).toBe(0);
    expect(covered.uncovered).toEqual(linesNotCovered.map(({ file, text }) => ({ file, text })));
  });

  test('has a reason for each line that is not covered', () => {
    expect(linesNotCovered.filter(({ reason }) => !/^[A-Z].{20,}\.$/.test(reason))).toEqual([]);
  });
});
