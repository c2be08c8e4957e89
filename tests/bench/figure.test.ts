import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { type Figure, isMet, type Limit } from './figure.ts';
import { resultTable } from './result-table.ts';
import { compared, median } from './rounds.ts';

function held(limit: Limit, figure: number, ratio?: number): Figure {
  return { name: 'a figure', figure, unit: 'us', limit, ...(ratio === undefined ? {} : { ratio }) };
}

test.each([
  [held({ of: 'ratio', bound: 'at most', value: 1.3 }, 9, 1.3), true],
  [held({ of: 'ratio', bound: 'at most', value: 1.3 }, 1, 1.31), false],
  [held({ of: 'ratio', bound: 'at least', value: 0.4 }, 0, 0.4), true],
  [held({ of: 'ratio', bound: 'at least', value: 0.4 }, 9, 0.39), false],
  [held({ of: 'figure', bound: 'at most', value: 200 }, 201, 1), false],
  [held({ of: 'ratio', bound: 'at most', value: 1.3 }, 1), false],
  [held({ of: 'figure', bound: 'at least', value: 0 }, Number.NaN), false],
])('a figure that was not computed misses every limit, like one beyond it: %o', (figure, met) => {
  expect(isMet(figure)).toBe(met);
  expect(stripVTControlCharacters(resultTable([figure]))).toMatch(met ? /\bmet\n/ : /NOT MET\n/);
});

test('a figure without a limit is printed and not judged', () => {
  const figure = { name: 'a figure', figure: 1234.5, unit: 'us' };
  expect(isMet(figure)).toBeUndefined();
  expect(resultTable([figure])).toMatch(/a figure {2}1235 +us\n$/);
});

test('the median ignores an outlier and the warm-up rounds', async () => {
  expect([median([1, 100, 2]), median([4, 1, 2, 100])]).toEqual([2, 3]);
  const subject = [900, 900, 10, 10, 10, 10, 800, 800];
  const baseline = [1, 1, 5, 5, 5, 5, 5, 5];
  const take = (values: number[]) => () => values.shift() ?? Number.NaN;
  const found = await compared({ warmUp: 1, counted: 3 }, take(subject), take(baseline));
  expect(found).toEqual({ figure: 10, baseline: 5, ratio: 2 });
});
