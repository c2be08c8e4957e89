import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { packagePath } from '../../../hil/base/package-root.ts';
import { junitOf } from '../../../hil/report/report-junit.ts';
import { describeWith } from '../../needed-tool.ts';
import {
  failedCheck,
  failedRun,
  openCheck,
  passedCheck,
  scenarioResult,
  skippedRun,
  testCall,
} from './test-results.ts';

/** Returns xmllint's complaints about the report. Empty for a valid one. */
function complaintsOf(xml: string): string {
  const schema = packagePath('tests/hil/report/junit-10.xsd');
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', schema, '-'], {
    input: xml,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stderr;
}

describeWith('xmllint', "JUnit by the rules of Jenkins' junit-10", () => {
  const mark = { check: 'held', until: '2026-12-31', reason: 'a <gear> slips', isPast: false, isExcused: true };
  const checks = [
    passedCheck,
    { ...passedCheck, isMarginal: true, requires: ['GIP-1.4.4'] },
    failedCheck,
    openCheck,
    { ...openCheck, verdict: 'never triggered' },
    { ...openCheck, verdict: 'skipped' },
    { ...failedCheck, quarantine: mark },
  ] as const;
  const files = { trace: 'study.trace.ndjson', csv: 'study.csv', html: 'study.html' };
  const whole = [scenarioResult(checks, { tags: ['mri'], files }), failedRun('second'), skippedRun('third')];
  const xml = junitOf(whole, { call: testCall, folder: 'out' });

  test('every kind of verdict is valid', () => {
    expect(complaintsOf(xml)).toBe('');
    expect(complaintsOf(junitOf([], { call: testCall }))).toBe('');
  });

  test.each([
    ['a case without a name', / name="turned"/g, ''],
    ['a case with properties', /<system-out>/g, '<properties/><system-out>'],
    ['a suite without its errors', / errors="\d+"/g, ''],
    ['a time with a unit', /time="1\.500"/g, 'time="1.5 s"'],
    ['a time stamp without a time', /T05:06:08"/g, '"'],
  ])('%s is not valid', (_what, found, wrong) => {
    expect(xml).toMatch(found);
    expect(complaintsOf(xml.replaceAll(found, wrong))).not.toBe('');
  });
});
