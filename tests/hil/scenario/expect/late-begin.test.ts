import { expect, test } from 'vitest';
import { lateBeginWarnings } from '../../../../hil/scenario/expect/late-begin.ts';
import { unattendedScenarios } from '../../../../hil/scenario/library.ts';
import { read } from '../language/scenario-text.ts';

const timeline = ['{ at: 1 h, field: 1.5 T, name: scan }'];

function warningsOf(checks: readonly string[], entries = timeline): readonly string[] {
  return lateBeginWarnings(read({ timeline: entries, expect: checks })).map((text) => text.replace(/^[^"]*/, ''));
}

const LATE =
  '"a" begins at 01:00:00, as the run ends, so it sees nothing; add a later entry or a check with a later end';

test.each([
  '{ name: a, during: { from: scan, to: end }, never: pump.log }',
  '{ name: a, during: scan, never: pump.log }',
  '{ name: a, after: scan, never: pump.log }',
  '{ name: a, after: 1 h, holds: pump.rateMlPerDay > 0 mL/day }',
  '{ name: a, during: scan, never see: pump.log "motor stall" }',
  '{ name: a, after: scan, signal: true.deliveredMl, changes at most: 1 mL }',
])('warns of a check that begins with the last entry: %s', (check) => {
  expect(warningsOf([check])).toEqual([LATE]);
});

test('names file, line and column', () => {
  const scenario = read({ timeline, expect: ['{ name: a, during: scan, never: pump.log }'] });
  const { line, column } = scenario.expect[0]?.place ?? {};
  expect(lateBeginWarnings(scenario)).toEqual([`${scenario.file}:${line}:${column}: ${LATE}`]);
});

test.each([
  ['a later entry', [], [...timeline, '{ at: 2 h, bolus: 0.1 mL, over: 10 min }']],
  ['a check with a later end', ['{ name: b, after: scan, within: 1 h, never see: pump.tone }'], timeline],
  ['a pattern with a later end', ['{ name: b, after: scan, within: 1 h, never: pump.tone }'], timeline],
  ['a moment', ['{ name: b, at: 2 h, value: true.deliveredMl, at most: 1 mL }'], timeline],
  ['an event that the run waits for', ['{ name: b, see: pump.log "motor stall" }'], timeline],
  ['occurrences', ['{ name: b, whenever: true.rotor held, see: pump.log, within: 21 min }'], timeline],
])('does not warn where %s may keep the run going', (_, checks, entries) => {
  expect(warningsOf(['{ name: a, during: scan, never: pump.log }', ...checks], entries)).toEqual([]);
});

test('warns of a check of a run without length', () => {
  expect(warningsOf(['{ name: a, never: pump.log }'], [])).toEqual([LATE.replace('01:00:00', '00:00:00')]);
});

test('no shipped scenario has such a check', () => {
  expect(unattendedScenarios().flatMap(lateBeginWarnings)).toEqual([]);
});
