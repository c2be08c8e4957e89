import { describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { at, judged, problemsOf } from './judged-trace.ts';

/*
 * A trigger at 5 s, and a response that begins or ends later. A check with a limit in time tells by how many seconds it kept or
 * missed it, and `marginal from` begins a band before the limit, its own moment included.
 */

const asked = at.event(5, 'in.program');
const HIGH = 'pump.rateMlPerDay > 2 mL/day';

interface Case {
  readonly check: string;
  /** Records for a response that takes some seconds. */
  readonly records: (tookSeconds: number) => readonly TraceRecord[];
  /** Margin in seconds for a pass that takes 3 s and for a fail that takes 9 s, or the other way round. */
  readonly at3: number;
  readonly at9: number;
  readonly marginalFrom: number;
}

const logAt = (tookSeconds: number) => [asked, at.log(5 + tookSeconds, 'motor stall')];
const highUntil = (tookSeconds: number) => [asked, at.rate(0, 3), at.rate(5 + tookSeconds, 1)];
const highFrom = (tookSeconds: number) => [asked, at.rate(0, 1), at.rate(5 + tookSeconds, 3)];

const cases: readonly Case[] = [
  { check: 'see: pump.log, within: 6 s', records: logAt, at3: 3, at9: -3, marginalFrom: 3 },
  { check: 'never: pump.log, within: 6 s', records: logAt, at3: -3, at9: 3, marginalFrom: 9 },
  { check: 'never see: pump.log, within: 6 s', records: logAt, at3: -3, at9: 3, marginalFrom: 9 },
  { check: `holds: ${HIGH}, for at least: 6 s`, records: highUntil, at3: -3, at9: 3, marginalFrom: 9 },
  { check: `holds: ${HIGH}, for at most: 6 s`, records: highUntil, at3: 3, at9: -3, marginalFrom: 3 },
  { check: `holds: ${HIGH}, from: 1 s, for at least: 5 s`, records: highUntil, at3: -3, at9: 3, marginalFrom: 8 },
  { check: `holds: ${HIGH}, within: 6 s`, records: highFrom, at3: 3, at9: -3, marginalFrom: 3 },
  { check: `holds: not pump.log, until: ${HIGH}, within: 6 s`, records: highFrom, at3: 3, at9: -3, marginalFrom: 3 },
  { check: `see: ${HIGH}, within: 6 s, for at least: 2 s`, records: highFrom, at3: 3, at9: -3, marginalFrom: 3 },
  {
    check: 'in order: [pump.tone, pump.log "motor stall"], within: 6 s',
    records: (took) => [asked, at.event(6, 'pump.tone'), at.log(5 + took, 'motor stall')],
    at3: 3,
    at9: -3,
    marginalFrom: 3,
  },
];

function judgedAt({ check, records }: Case, tookSeconds: number, marginalFrom?: number) {
  const marginal = marginalFrom === undefined ? '' : `, marginal from: ${marginalFrom} s`;
  return judged(`- { name: a, whenever: in.program, ${check}${marginal} }`, records(tookSeconds), 60)[0];
}

describe.each(cases)('$check', (one) => {
  test('has a margin in time, negative for a fail', () => {
    expect([judgedAt(one, 3), judgedAt(one, 9)].map((found) => found?.marginS)).toEqual([one.at3, one.at9]);
    expect([judgedAt(one, 3), judgedAt(one, 9)].map((found) => found?.verdict)).toEqual(
      [one.at3, one.at9].map((marginS) => (marginS < 0 ? 'fail' : 'pass')),
    );
  });

  test('is marginal from a moment on, that moment included', () => {
    const passing = one.at3 > 0 ? 3 : 9;
    const nearer = one.at3 > 0 ? -0.000001 : 0.000001;
    const marginal = [passing, passing + nearer].map((took) => judgedAt(one, took, one.marginalFrom)?.isMarginal);
    expect(marginal).toEqual([true, false]);
  });
});

test('no later time changes a check that nothing ends', () => {
  expect(judgedAt(cases[1] as Case, 100)?.marginS).toBeNull();
});

test('in order without a trigger counts from its first step', () => {
  const check = '- { name: a, in order: [pump.tone, pump.log "motor stall"], within: 6 s }';
  const tones = [at.event(2, 'pump.tone'), at.event(20, 'pump.tone')];
  expect(judged(check, [...tones, at.log(24, 'motor stall')], 60)[0]).toMatchObject({ verdict: 'pass', marginS: 2 });
  expect(judged(check, [...tones, at.log(30, 'motor stall')], 60)[0]).toMatchObject({ verdict: 'fail', marginS: -4 });
});

test.each([
  [
    'see: pump.log, for at least: 2 s',
    '`for at least` of an event, which has no length',
    'with a condition that lasts',
  ],
  ['see: pump.log, within: 6 s, marginal from: 7 s', '`marginal from` of 7 s', 'at most 6 s, the time of `within`'],
  ['never: pump.log, within: 6 s, marginal from: 5 s', '`marginal from` of 5 s', 'at least 6 s, the time of `within`'],
  [
    `holds: ${HIGH}, marginal from: 5 s`,
    '`marginal from` without `within`, `for at least` and `for at most`',
    'one of',
  ],
  [
    `holds: ${HIGH}, for at least: 1 s, for at most: 9 s, marginal from: 5 s`,
    '`marginal from` with `for at least` and `for at most`',
    'one of the two',
  ],
  ['see: pump.log, within: 6 s, from: 2 s, marginal from: 2 s', '`marginal from` of 2 s', 'more than 2 s, the time of'],
])('refuses %s', (check, found, allowed) => {
  const [problem] = problemsOf(`- { name: a, whenever: in.program, ${check} }`);
  expect(problem).toContain(found);
  expect(problem).toContain(allowed);
});

test('refuses never see with a time and without a trigger', () => {
  expect(problemsOf('- { name: a, before: out, never see: pump.log, within: 6 s }')[0]).toContain('`within` without');
});

describe('margin of a count', () => {
  const events = [1, 3, 4, 30].map((seconds) => at.log(seconds, 'motor stall'));
  test.each([
    ['count: pump.log, per: 10 s, at most: 3', 'pass', 3, 0],
    ['count: pump.log, per: 10 s, at most: 5', 'pass', 3, 2],
    ['count: pump.log, per: 10 s, at most: 1', 'fail', 3, -2],
    ['count: pump.log, per: 10 s, at least: 0', 'pass', 0, 0],
    ['count: pump.log, per: 10 s, at least: 2', 'fail', 0, -2],
    ['during: { from: pump.log, to: scan }, count: pump.log, per: 2 s, at most: 2', 'pass', 2, 0],
    ['whenever: pump.log, count: pump.log, per: 5 s, at most: 4', 'pass', 3, 1],
    ['never: "count(pump.log, 10 s) >= 5"', 'pass', 3, 1],
    ['never: "count(pump.log, 10 s) > 2"', 'fail', 3, -1],
    ['holds: "count(pump.log, 10 s) < 4"', 'pass', 3, 0],
  ])('is the distance of its worst window to the limit: %s', (form, verdict, value, margin) => {
    expect(judged(`- { name: a, ${form} }`, events, 60)[0]).toMatchObject({ verdict, value, margin, unit: '' });
  });
});
