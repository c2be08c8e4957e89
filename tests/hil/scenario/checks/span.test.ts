import { describe, expect, test } from 'vitest';
import { spanOf } from '../../../../hil/scenario/checks/span.ts';
import { read } from '../language/scenario-text.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const timeline = [
  '{ at: 1 s, field: 1.5 T, name: scan }',
  '{ at: 2 s, roller study: take, name: study }',
  '{ at: 3 s, field: 50 mT, name: weaker }',
  '{ at: 5 s, field: off, name: out }',
  '{ at: 6 s, interrogate: once, name: one }',
  '{ at: 6 s, interrogate: once, name: two }',
  '{ at: 8 s, field: 1 T, name: again }',
];

function spanS(expectation: string, seenUs?: number): readonly [number, number] | undefined {
  const scenario = read({ timeline, expect: [`{ name: e, ${expectation} }`] });
  const [first] = scenario.expect;
  const span = first === undefined ? undefined : spanOf(first, scenario, seenUs);
  return span === undefined ? undefined : [span.fromUs / 1e6, span.toUs / 1e6];
}

const never = 'never see: pump.alarm';

describe('the span of an expectation', () => {
  test('without a scope is the whole run', () => {
    expect(spanS(never)).toEqual([0, FOREVER]);
    expect(spanS('outcome: pass, of: study')).toEqual([0, FOREVER]);
  });

  test('during an entry ends at the next of the same action; a new field ends a field', () => {
    expect(spanS(`${never}, during: scan`)).toEqual([1, 2.999_999]);
    expect(spanS(`${never}, during: weaker`)).toEqual([3, 4.999_999]);
    expect(spanS(`${never}, during: out`)).toEqual([5, 7.999_999]);
  });

  test('during an entry is not ended by other actions; the last lasts to the end', () => {
    expect(spanS(`${never}, during: study`)).toEqual([2, FOREVER]);
    expect(spanS(`${never}, during: again`)).toEqual([8, FOREVER]);
  });

  test('during an entry with a successor at the same time is empty', () => {
    expect(spanS(`${never}, during: one`)).toEqual([6, 5.999_999]);
  });

  test('after an entry, a time or the start of the run, with or without an end', () => {
    expect(spanS(`${never}, after: out`)).toEqual([5, FOREVER]);
    expect(spanS(`${never}, after: out, within: 2 s`)).toEqual([5, 7]);
    expect(spanS(`${never}, after: 4 s, within: 0.5 s`)).toEqual([4, 4.5]);
  });

  test('that counts from an event is not known before the event was seen', () => {
    expect(spanS(`${never}, when: pump.tone`)).toBeUndefined();
    expect(spanS(`${never}, when: pump.tone`, 7e6)).toEqual([7, FOREVER]);
    expect(spanS(`${never}, when: pump.tone, within: 1 s`, 7e6)).toEqual([7, 8]);
    expect(spanS('value: true.rotorDeg, when: pump.tone, at most: 1 deg', 7e6)).toEqual([7, 7]);
  });

  test('at a moment is that moment', () => {
    const value = (at: string) => spanS(`value: true.rotorDeg, at: ${at}, at most: 1 deg`);
    expect([value('start'), value('out'), value('4 s'), value('end')]).toEqual([
      [0, 0],
      [5, 5],
      [4, 4],
      [FOREVER, FOREVER],
    ]);
  });
});
