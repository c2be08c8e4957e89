import { expect, test } from 'vitest';
import { longestFirst, plannedUs } from '../../../hil/commands/series/run-order.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';

const HOUR_US = 3_600_000_000;

test('a scenario is planned up to its last entry or expectation', () => {
  expect(plannedUs(scenarioNamed('patient-bolus-lockout'))).toBe(26 * HOUR_US);
  expect(plannedUs(scenarioNamed('bolus-over-an-hour'))).toBe(181 * (HOUR_US / 60));
  expect(plannedUs({ ...scenarioNamed('bolus-over-an-hour'), endsAtUs: 5 * HOUR_US })).toBe(5 * HOUR_US);
  expect(plannedUs({ ...scenarioNamed('bolus-over-an-hour'), runAtMostUs: HOUR_US })).toBe(HOUR_US);
});

test('the longest job starts first, and equal ones keep their order', () => {
  const jobs = ['bolus-over-an-hour', 'flex-day', 'bolus-over-an-hour', 'patient-bolus-lockout'];
  expect(longestFirst(jobs.map((name) => ({ scenario: scenarioNamed(name) })))).toEqual([1, 3, 0, 2]);
});
