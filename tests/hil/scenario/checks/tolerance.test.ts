import { expect, test } from 'vitest';
import { at, judged, problemsOf } from '../patterns/judged-trace.ts';

function resultsOf(check: string, rate: number) {
  return judged(`- { name: a, ${check} }`, [at.rate(0, rate), at.rate(30, rate), at.rate(50, rate)], 60)[0];
}

const VALUE = 'value: pump.rateMlPerDay, at: 30 s, equals: 0.5 mL/day, tolerance: 5 %';

test.each([
  [0.475, 'pass'],
  [0.525, 'pass'],
  [0.4749, 'fail'],
  [0.5251, 'fail'],
])('a value of %f mL/day within 5 percent of 0.5 mL/day is a %s', (rate, verdict) => {
  expect(resultsOf(VALUE, rate)).toMatchObject({ verdict, limits: '0.475 mL/day to 0.525 mL/day' });
});

test('a signal may change, advance or stay near a value', () => {
  const stays = 'signal: pump.rateMlPerDay, stays equals: 0.5 mL/day, tolerance: 5 %';
  expect([resultsOf(stays, 0.51)?.verdict, resultsOf(stays, 0.53)?.verdict]).toEqual(['pass', 'fail']);
  const moves = [at.reservoir(0, 20), at.reservoir(30, 18), at.reservoir(50, 18)];
  const verdictOf = (check: string) =>
    judged(`- { name: a, signal: pump.reservoirMl, ${check} }`, moves, 60)[0]?.verdict;
  expect(verdictOf('advances equals: -2.05 mL, tolerance: 5 %')).toBe('pass');
  expect(verdictOf('advances equals: -2.2 mL, tolerance: 5 %')).toBe('fail');
  expect(verdictOf('changes equals: 1.95 mL, tolerance: 5 %')).toBe('pass');
});

test.each([
  [VALUE.replace(', tolerance: 5 %', ''), '`equals`: no tolerance given. Add `tolerance: SHARE`, as in 5 %.'],
  [
    VALUE.replace('equals', 'at least'),
    'found `tolerance` with `at least`; allowed: `tolerance` together with `equals`',
  ],
  [VALUE.replace('5 %', '5 mL'), 'found "5 mL"'],
  [VALUE.replace('5 %', '101 %'), 'found "101 %"'],
])('refuses %s', (check, problem) => {
  expect(problemsOf(`- { name: a, ${check} }`)[0]).toContain(problem);
});
