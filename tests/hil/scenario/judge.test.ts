import { describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { type Evidence, judge } from '../../../hil/scenario/judge.ts';
import type { Expectation } from '../../../hil/scenario/scenario.ts';

const S = 1_000_000;
const records: readonly TraceRecord[] = [
  { t: 0, s: 'true.rotorDeg', v: 0, r: 1 },
  { t: 10 * S, s: 'true.rotorDeg', v: 10, r: 0 },
  { t: 12 * S, e: 'pump.log', entry: 'motor stall' },
  { t: 40 * S, e: 'pump.log', entry: 'motor stall' },
];
const study = { name: 'study', beforeDeg: 0, afterDeg: 1, movedDeg: 1, studyAngleDeg: 120, toleranceDeg: 3 };
const evidence: Evidence = { records, studies: [{ ...study, outcome: 'fail' }], resolutionDeg: 0.8 };

const change = (bounds: object): Expectation => ({
  kind: 'change',
  name: 'c',
  signal: 'true.rotorDeg',
  unit: 'deg',
  fromUs: 0,
  toUs: 20 * S,
  ...bounds,
});
const stall = (bounds: object): Expectation => ({
  kind: 'log entry',
  name: 'l',
  entry: 'motor stall',
  afterUs: 0,
  withinUs: 20 * S,
  ...bounds,
});

describe('a verdict', () => {
  test('on an outcome compares what the films show with what was expected, a failed study too', () => {
    const outcome = { kind: 'outcome', name: 'o', study: 'study' } as const;
    expect(judge({ ...outcome, is: 'fail' }, evidence)).toMatchObject({ value: 'fail', verdict: 'pass' });
    expect(judge({ ...outcome, is: 'pass' }, evidence)).toMatchObject({ value: 'fail', verdict: 'fail' });
    expect(judge({ ...outcome, study: 'other', is: 'pass' }, evidence)).toMatchObject({ verdict: 'not decided' });
  });

  test('on a change is the advance for a lower bound and the whole range for an upper one alone', () => {
    expect(judge(change({ atLeast: 9, atMost: 11 }), evidence)).toMatchObject({ value: 10, verdict: 'pass' });
    expect(judge(change({ atMost: 9 }), evidence)).toMatchObject({ value: 10, verdict: 'fail' });
    expect(judge(change({ atMost: 2, fromUs: 10 * S }), evidence)).toMatchObject({ value: 0, verdict: 'pass' });
  });

  test('on degrees knows the resolution of the rig, and there is no value before the first record', () => {
    expect(judge(change({ atMost: 0.5 }), evidence).verdict).toBe('not decided');
    expect(judge(change({ atMost: 20, unit: 'mL' }), { ...evidence, resolutionDeg: 99 }).verdict).toBe('pass');
    expect(judge(change({ atMost: 5, signal: 'true.nothing' }), evidence)).toMatchObject({
      verdict: 'not decided',
      note: expect.stringContaining('true.nothing'),
    });
  });

  test('on a log entry takes the first one from its moment on, and late is as bad as missing', () => {
    expect(judge(stall({}), evidence)).toMatchObject({ value: 12, verdict: 'pass', margin: 8 });
    expect(judge(stall({ afterUs: 12 * S }), evidence)).toMatchObject({ value: 0, verdict: 'pass' });
    expect(judge(stall({ afterUs: 13 * S }), evidence)).toMatchObject({ value: 27, verdict: 'fail', margin: -7 });
    expect(judge(stall({ afterUs: 41 * S }), evidence)).toMatchObject({ value: null, verdict: 'fail' });
    expect(judge(stall({ entry: 'motor stall recovery' }), evidence)).toMatchObject({ value: null, verdict: 'fail' });
  });
});
