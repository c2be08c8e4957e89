import { expect, test } from 'vitest';
import { type Formula, horizonUs } from '../../../../hil/scenario/formula/formula.ts';

const event: Formula = { kind: 'event', event: 'pump.log' };

test('the horizon adds nested windows ahead alone', () => {
  const within = { fromUs: 0, toUs: 5 };
  const ahead: Formula = { kind: 'eventually', within, of: event };
  expect(horizonUs({ kind: 'always', within: { fromUs: 1, toUs: 3 }, of: ahead })).toBe(8);
  expect(horizonUs({ kind: 'always', of: { kind: 'implies', left: event, right: ahead } })).toBe(5);
  expect(horizonUs({ kind: 'once', within, of: event })).toBe(0);
  expect(horizonUs({ kind: 'until', within, left: ahead, right: event })).toBe(10);
});
