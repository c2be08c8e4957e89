import { describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { filmsRead } from '../../../../hil/scenario/checks/study-reading.ts';
import type { StudyResult } from '../../../../hil/scenario/checks/study-result.ts';
import { judged, S, type Told } from '../watched.ts';

const stall = 'pump.log "motor stall"';
const records: readonly TraceRecord[] = [
  { t: 0, s: 'true.rotorDeg', v: 0, r: 1 },
  { t: 0, s: 'pump.rateMlPerDay', v: 0 },
  { t: 0, s: 'pump.rateMlPerDay', v: 0.5 },
  { t: 10 * S, s: 'true.rotorDeg', v: 10, r: 0 },
  { t: 12 * S, e: 'pump.log', entry: 'motor stall' },
  { t: 20 * S, s: 'pump.rateMlPerDay', v: 2 },
  { t: 30 * S, s: 'true.rotorDeg', v: 7, r: 1 },
  { t: 40 * S, e: 'pump.log', entry: 'motor stall' },
  { t: 50 * S, s: 'true.reservoirMl', v: 18, r: -0.01 },
];
const timeline = [
  '{ at: 5 s, roller study: take, name: study }',
  '{ at: 10 s, field: 1 T, name: scan }',
  '{ at: 20 s, program: { mode: simple continuous, rate: 2 mL/day }, name: faster }',
  '{ at: 30 s, field: off, name: out }',
];
const of = (expectation: string, told: Told = {}) => judged(expectation, { timeline, records, ...told });
const cutAt = (endS: number, expectation: string) => of(expectation, { endS });

describe('the verdict on an outcome', () => {
  const film = { name: 'study', beforeDeg: 0, afterDeg: 1, movedDeg: 1, studyAngleDeg: 120, toleranceDeg: 3 };
  const films = filmsRead({ ...film, rollerCount: 2, filmed: 'still', flipped: false });
  const failed: StudyResult = {
    ...film,
    errorDeg: 0,
    outcome: 'fail',
    possibleOutcomes: ['fail'],
    films,
    possibleReadings: ['fail'],
  };
  const studies = [failed];

  test('compares the films with the expected outcome, also of a failed study', () => {
    expect(of('outcome: fail, of: study', { studies })).toMatchObject({ value: 'fail', verdict: 'pass' });
    expect(of('outcome: pass, of: study', { studies })).toMatchObject({ value: 'fail', verdict: 'fail' });
    expect(of('outcome: partial, of: study', { studies })).toMatchObject({
      limits: 'outcome partial',
      verdict: 'fail',
    });
  });

  test('is not decided if motions inside the error have both outcomes', () => {
    const open: readonly StudyResult[] = [{ ...failed, errorDeg: 5, possibleOutcomes: ['fail', 'partial'] }];
    expect(of('outcome: fail, of: study', { studies: open })).toMatchObject({
      value: 'fail',
      verdict: 'not decided',
      reason: 'cannot tell',
      note: 'the rotor moved by 1 deg, and the rig resolves 5 deg: inside that error both answers occur',
    });
    expect(of('outcome: pass, of: study', { studies: open }).verdict).toBe('fail');
  });

  test('of films that fit an angle counts the error on both sides of the tolerance', () => {
    const fits = (errorDeg: number, angle: string) =>
      of(`films fit: ${angle}, of: study`, { studies: [{ ...failed, errorDeg }] }).verdict;
    expect([fits(0, '4 deg'), fits(0, '4.1 deg')]).toEqual(['pass', 'fail']);
    expect([fits(1, '3 deg'), fits(1, '3.1 deg'), fits(1, '5 deg'), fits(1, '5.1 deg')]).toEqual([
      'pass',
      'not decided',
      'not decided',
      'fail',
    ]);
  });

  test('is not decided where the study never ended', () => {
    expect(of('outcome: pass, of: study')).toMatchObject({
      value: null,
      verdict: 'not decided',
      note: 'the run ended before the study',
    });
  });
});

describe('the verdict on an event', () => {
  test('is the time it took, with what was left; late and missing are failures', () => {
    expect(of(`see: ${stall}, after: scan, within: 5 s`)).toEqual({
      name: 'e',
      value: 2,
      unit: 's',
      limits: 'pump.log "motor stall" within 5 s',
      margin: 3,
      marginS: 3,
      verdict: 'pass',
      requires: [],
      place: { file: 'f.yaml', line: expect.any(Number), column: 5 },
    });
    expect(of(`see: ${stall}, after: scan, within: 1 s`)).toMatchObject({
      value: null,
      verdict: 'fail',
      note: 'not seen',
    });
    expect(of(`see: ${stall}`)).toMatchObject({ value: 12, margin: null, verdict: 'pass' });
    expect(of('see: pump.tone')).toMatchObject({ verdict: 'fail', note: 'not seen' });
  });

  test('is not decided if the run ended before its time was over, unless it was seen', () => {
    expect(cutAt(14, `see: ${stall}, after: scan, within: 5 s`).verdict).toBe('pass');
    const cut = { value: null, verdict: 'not decided', reason: 'cut', note: 'the run ended before the span did' };
    expect(cutAt(14.999_999, 'see: pump.tone, after: scan, within: 5 s')).toMatchObject(cut);
    expect(cutAt(15, 'see: pump.tone, after: scan, within: 5 s').verdict).toBe('fail');
  });

  test('that must not be seen fails when it is seen, with its time', () => {
    expect(of(`never see: ${stall}, after: scan`)).toMatchObject({
      name: 'e',
      value: 2,
      unit: 's',
      limits: 'never pump.log "motor stall"',
      margin: null,
      verdict: 'fail',
      note: 'seen',
    });
    expect(of('never see: pump.tone, after: scan, within: 5 s')).toMatchObject({
      value: 'not seen',
      limits: 'never pump.tone within 5 s',
      verdict: 'pass',
    });
    expect(of(`never see: ${stall}, after: 13 s, within: 26 s`).verdict).toBe('pass');
  });

  test('that must not be seen is not decided before its time is over, unless it was seen', () => {
    expect(cutAt(14, 'never see: pump.tone, after: scan, within: 5 s').verdict).toBe('not decided');
    expect(cutAt(14, `never see: ${stall}, after: scan, within: 5 s`).verdict).toBe('fail');
    expect(cutAt(9, 'never see: pump.tone, after: scan').note).toBe('the run ended before the span began');
    expect(cutAt(10, 'never see: pump.tone, after: scan').note).toMatch(/^the run ended as the span began/);
    expect(cutAt(0, 'never see: pump.tone').verdict).toBe('not decided');
    expect(cutAt(11, 'never see: pump.tone, after: scan').verdict).toBe('pass');
  });

  test('is marginal from a time on, which is part of the band', () => {
    const marginal = (from: string): boolean | undefined =>
      of(`see: ${stall}, after: scan, within: 5 s, marginal from: ${from}`).isMarginal;
    expect([marginal('1 s'), marginal('2 s'), marginal('2.1 s')]).toEqual([true, true, false]);
    expect(of(`see: ${stall}, after: scan, within: 1 s, marginal from: 1 s`).isMarginal).toBeUndefined();
  });

  test('from an event that never occurs is never triggered, or passes if allowed', () => {
    for (const kind of ['see: pump.alarm', 'never see: pump.alarm', 'signal: true.rotorDeg, changes at most: 9 deg']) {
      expect(of(`${kind}, when: pump.tone`)).toMatchObject({
        verdict: 'never triggered',
        note: 'its anchor event never occurred',
      });
      expect(of(`${kind}, when: pump.tone, may never happen: yes`)).toMatchObject({
        verdict: 'pass',
        isUntriggered: true,
        note: 'its anchor event never occurred, and it may never happen',
      });
    }
  });
});

describe('the verdict on a number', () => {
  test('that `changes` is its largest minus its smallest value', () => {
    expect(of('signal: true.rotorDeg, after: 0 s, within: 30 s, changes between: [10 deg, 11 deg]')).toMatchObject({
      value: 10,
      margin: 0,
      limits: '10 deg to 11 deg',
      verdict: 'pass',
    });
    expect(of('signal: true.rotorDeg, during: scan, changes at most: 2 deg')).toMatchObject({ value: 0 });
    expect(of('signal: true.rotorDeg, after: scan, within: 20 s, changes at most: 2 deg')).toMatchObject({
      value: 3,
      verdict: 'fail',
    });
  });

  test('that changes or advances includes changes at the start of its time', () => {
    expect(of('signal: true.rotorDeg, after: out, within: 1 s, changes at most: 2 deg')).toMatchObject({ value: 3 });
    expect(of('signal: true.rotorDeg, after: out, within: 1 s, advances at most: -1 deg')).toMatchObject({
      value: -2,
      verdict: 'pass',
    });
  });

  test('that advances is its last minus its first value, negative if it went back', () => {
    expect(of('signal: true.rotorDeg, after: 5 s, within: 20 s, advances at least: 5 deg')).toMatchObject({ value: 5 });
    expect(of('signal: true.rotorDeg, after: 15 s, within: 15 s, advances between: [-4 deg, 0 deg]')).toMatchObject({
      value: -3,
      margin: 1,
    });
  });

  test('that stays within limits is its worst value, from the start of its time on', () => {
    expect(of('signal: pump.rateMlPerDay, stays at least: 0.5 mL/day')).toMatchObject({ value: 0.5, verdict: 'pass' });
    expect(of('signal: pump.rateMlPerDay, after: faster, stays at least: 2 mL/day').verdict).toBe('pass');
    expect(of('signal: pump.rateMlPerDay, stays at most: 1 mL/day')).toMatchObject({ value: 2, verdict: 'fail' });
    const between = (limits: string) => of(`signal: true.rotorDeg, after: 0 s, within: 40 s, stays between: ${limits}`);
    expect(between('[-1 deg, 20 deg]')).toMatchObject({ value: 0, margin: 1 });
    expect(between('[-9 deg, 18 deg]')).toMatchObject({ value: 17, margin: 1 });
    expect(between('[1 deg, 20 deg]')).toMatchObject({ value: 0, margin: -1, verdict: 'fail' });
  });

  test('at a moment is the value after all records of that microsecond', () => {
    const value = (rest: string) => of(`value: pump.rateMlPerDay, ${rest}`);
    expect(value('at: faster, is: 2 mL/day')).toMatchObject({ value: 2, limits: 'exactly 2 mL/day', verdict: 'pass' });
    expect(value('at: 19.999999 s, is: 0.5 mL/day').verdict).toBe('pass');
    expect(value('at: start, at least: 0.5 mL/day').verdict).toBe('pass');
    expect(value('at: end, at most: 1 mL/day')).toMatchObject({ value: 2, margin: -1, verdict: 'fail' });
    expect(value(`when: ${stall}, is: 0.5 mL/day`).verdict).toBe('pass');
    expect(of('value: true.rotorDeg, at: end, at least: 77 deg')).toMatchObject({ value: 77, verdict: 'pass' });
  });

  test('that moves in steps is read in steps', () => {
    const signals = [
      { name: 'true.rotorDeg', kind: 'line', unit: 'deg', quantum: 1.5, doc: '' },
      { name: 'pump.programmedMl', kind: 'line', unit: 'mL', quantum: 0.125, doc: '' },
    ] as const;
    const commanded = { t: 0, s: 'pump.programmedMl', v: 0, r: 0.125 / 1.5 };
    const told = { signals, records: [commanded, ...records] };
    expect(of('value: true.rotorDeg, at: 4 s, is: 3 deg', told)).toMatchObject({ value: 3, verdict: 'pass' });
    // Without a line of motor steps, the current step at a record is unknown.
    expect(of('value: true.rotorDeg, at: 4 s, is: 3 deg', { signals }).verdict).toBe('not decided');
  });

  test('is not decided if the run ended before its time was over, at any value', () => {
    const cut = { value: null, margin: null, verdict: 'not decided' };
    for (const kind of ['changes at most: 99 deg', 'advances at least: 0 deg', 'stays at least: 0 deg']) {
      expect(cutAt(8, `signal: true.rotorDeg, after: 5 s, within: 4 s, ${kind}`)).toMatchObject(cut);
      expect(cutAt(9, `signal: true.rotorDeg, after: 5 s, within: 4 s, ${kind}`).verdict).toBe('pass');
      expect(cutAt(4, `signal: true.rotorDeg, after: 5 s, ${kind}`)).toMatchObject(cut);
      expect(cutAt(5, `signal: true.rotorDeg, after: 5 s, ${kind}`)).toMatchObject(cut);
      expect(cutAt(6, `signal: true.rotorDeg, after: 5 s, ${kind}`).verdict).toBe('pass');
    }
    expect(cutAt(4, 'value: true.rotorDeg, at: 5 s, at least: 0 deg')).toMatchObject(cut);
    expect(cutAt(5, 'value: true.rotorDeg, at: 5 s, at least: 0 deg').verdict).toBe('pass');
  });

  test('is not decided where its entry is followed by the next at the same time', () => {
    const twice = ['{ at: 6 s, interrogate: once, name: one }', '{ at: 6 s, interrogate: once, name: two }'];
    for (const kind of ['never see: pump.tone', 'signal: true.rotorDeg, changes at most: 9 deg']) {
      expect(of(`${kind}, during: one`, { timeline: twice })).toMatchObject({
        verdict: 'not decided',
        note: 'another entry ends the span as it begins',
      });
    }
  });

  test('is not decided before the signal has a value', () => {
    const early = { value: null, verdict: 'not decided', note: 'true.reservoirMl has no value in the span' };
    expect(of('value: true.reservoirMl, at: 49 s, at least: 1 mL')).toMatchObject(early);
    for (const kind of ['changes at most: 9 mL', 'advances at most: 9 mL', 'stays at most: 99 mL']) {
      expect(of(`signal: true.reservoirMl, after: 49 s, ${kind}`)).toMatchObject(early);
      expect(of(`signal: true.reservoirMl, after: 50 s, ${kind}`).verdict).toBe('pass');
    }
  });

  test("in truth has the rig's resolution in its own unit; the pump's belief is exact", () => {
    const coarse = { resolutionDeg: 0.8, mlPerDeg: 0.0025 };
    expect(of('signal: true.rotorDeg, during: scan, changes at most: 0.7 deg', coarse)).toMatchObject({
      verdict: 'not decided',
      reason: 'cannot tell',
      note: 'it read 0 deg, and inside the errors it lies between 0 and 0.8 deg (resolution of the rig 0.8 deg)',
    });
    expect(of('signal: true.rotorDeg, during: scan, changes at most: 0.8 deg', coarse).verdict).toBe('pass');
    expect(of('signal: true.rotorDeg, after: 30 s, within: 9 s, changes at most: 0.1 deg', coarse).verdict).toBe(
      'fail',
    );
    expect(of('value: true.reservoirMl, at: 50 s, between: [17.999 mL, 18.001 mL]', coarse)).toMatchObject({
      value: 18,
      verdict: 'not decided',
    });
    expect(of('value: true.reservoirMl, at: 50 s, between: [17.99 mL, 18.01 mL]', coarse).verdict).toBe('pass');
    expect(of('value: pump.rateMlPerDay, at: end, is: 2 mL/day', coarse).verdict).toBe('pass');
  });
});

describe('the margin in time', () => {
  test('of a value is the distance to the nearest crossing, negative for a failure', () => {
    // The rotor turns by 1 deg a second, stands at 10 deg from 10 s on, falls to 7 at 30 s and turns on.
    expect(of('value: true.rotorDeg, at: 5 s, at most: 9 deg').marginS).toBe(4);
    expect(of('value: true.rotorDeg, at: 8 s, at least: 9 deg').marginS).toBe(-1);
    expect(of('value: true.rotorDeg, at: 20 s, at least: 8 deg').marginS).toBe(10);
    expect(of('value: true.rotorDeg, at: 20 s, at most: 99 deg').marginS).toBeNull();
  });

  test('of a change is how much later or earlier the limit would be reached', () => {
    expect(of('signal: true.rotorDeg, after: 30 s, within: 9 s, changes at most: 12 deg').marginS).toBe(3);
    expect(of('signal: true.rotorDeg, after: 31 s, within: 9 s, changes at most: 4 deg').marginS).toBe(-5);
    expect(of('signal: true.rotorDeg, after: 31 s, within: 9 s, advances at least: 4 deg').marginS).toBe(5);
    expect(of('signal: true.rotorDeg, during: scan, changes at most: 0.5 deg').marginS).toBe(0.000001);
  });

  test('of a value that stays within limits is taken from the end of the span', () => {
    expect(of('signal: true.rotorDeg, after: 31 s, within: 9 s, stays at most: 20 deg').marginS).toBe(3);
    expect(of('signal: pump.rateMlPerDay, after: 1 s, within: 9 s, stays at most: 1 mL/day').marginS).toBe(10);
  });
});

describe('the margin in time of an event', () => {
  test.each([
    ['after: scan, within: 1 s, see: X', 'fail', -1],
    ['after: scan, within: 3 s, see: X', 'pass', 1],
    ['after: out, within: 5 s, never see: X', 'pass', 5],
    ['after: scan, within: 5 s, never see: X', 'fail', -3],
    ['during: scan, never see: X', 'fail', null],
    ['after: 41 s, within: 2 s, see: X', 'fail', null],
    ['after: 45 s, within: 2 s, never see: X', 'pass', null],
    ['see: X', 'pass', null],
  ])('%s is a %s with %s s', (check, verdict, marginS) => {
    const found = of(check.replace('X', stall));
    expect(found.verdict).toBe(verdict);
    expect(found.marginS ?? null).toBe(marginS);
  });

  test('of a part of the run is the time to the nearest one before or behind it', () => {
    const around = ['{ at: 20 s, field: 1 T, name: scan }', '{ at: 30 s, field: off, name: out }'];
    const found = judged(`during: scan, never see: ${stall}`, { timeline: around, records });
    expect(found).toMatchObject({ verdict: 'pass', marginS: 8 });
  });
});
